"""OWL 2 RL where the data is, in a store or behind an endpoint: what follows (`inside`, `on_disk`), and why (`prover`)."""
