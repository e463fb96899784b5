"""pyoxigraph <-> rdflib, lexical forms intact: the only room that makes rdflib graphs."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
