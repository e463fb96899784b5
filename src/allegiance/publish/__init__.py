"""Results -> files, byte for byte reproducible: dumps, reports, answers. Files appear whole or not at all.

Not here: making the results, and talking to people (`cli`).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
