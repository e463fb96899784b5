"""Tables of a graph for people without SPARQL: their columns, and the words that are read out of other parts of the graph."""
