"""The folder's own derivation rules: CONSTRUCT queries, in the order of what they read and write."""
