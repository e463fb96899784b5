"""Our engine: shapes as SPARQL. From `engine` by `evaluation` and `violations` to the tests and queries that they are made of."""
