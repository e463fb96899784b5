"""From a shapes graph to shapes: its triples (`shapes_graph`), what they mean (`reading`, into the values of `model`), what is doubtful about them."""
