"""Two graphs -> what changed, told per entity, in words and as values; changes of the ontology graded by their meaning.

Not here: where the graphs come from (`pipeline`), and how changes are written (`publish`).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
