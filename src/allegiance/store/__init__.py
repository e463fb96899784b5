"""One port for asking SPARQL, and its adapters: Oxigraph in memory and on disk, and a remote SPARQL 1.1 endpoint.

Not here: stored queries and their parameters (`query`), rdflib (`bridge`).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
