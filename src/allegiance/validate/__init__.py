"""Data and shapes -> a report: a value that also admits which shapes looked at nothing.

Not here: how a report is written to a file (`publish`) or shown (`cli`).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
