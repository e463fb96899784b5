"""A triple -> its proof tree -> the claims behind it -> the passages they stand in.

Nothing is stored for it: a proof is found when it is asked for. Not here: deriving and entailing (`reason`), printing (`publish`).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
