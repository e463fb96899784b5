"""Bytes <-> quads: the reader, which knows where every quad stands, and the canonical writers.

Not here: which files belong together (`project`), and storing or querying (`store`).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
