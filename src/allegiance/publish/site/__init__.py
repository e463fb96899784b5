"""A site that answers without a server: pages complete without JavaScript, enhanced where it runs, from any folder or address.

Not here: loading and asking (`pipeline`), the release beside it.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
