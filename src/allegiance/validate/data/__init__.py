"""The data under validation, here or elsewhere, and how literals keep their forms in a store."""
