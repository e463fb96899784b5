"""Is an ontology in OWL 2 DL, EL, QL or RL, and where not? `checking` asks all others."""
