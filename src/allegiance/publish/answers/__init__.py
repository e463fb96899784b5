"""The answer to a question as text, table or drawing."""
