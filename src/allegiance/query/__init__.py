"""A stored question and its parameters -> an answer.

A stored query is a `.rq` file with front matter in `#+` comments (grlc's form) and parameters as BASIL variables
(`?_name_type`). Values are checked by type and bound as RDF terms, never as text. Not here: the engines (`store`, `bridge`),
how an answer is written (`publish`).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
