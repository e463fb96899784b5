"""One file per command: a module of this package whose name is the verb, and in it a click command of the same name."""
