"""A release folder, part by part: what it is made from (`edition`), its files, and how they are written and checked."""
