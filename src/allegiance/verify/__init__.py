"""Anchors against a reader's own copy of the text: whether every passage stands where the graph says, and what is covered."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
