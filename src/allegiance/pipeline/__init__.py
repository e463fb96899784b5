"""The corridor: the only room that opens several doors. It walks from files to results, once, left to right."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
