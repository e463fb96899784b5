"""Why something holds, in words and as a drawing."""
