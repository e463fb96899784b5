"""Consistency in OWL 2 DL, by reasoners of others that are run in a process of their own."""
