"""Who pledged to whom, when, and who says so: a knowledge graph of attributed claims and its toolkit.

import allegiance

kg = allegiance.open()
answer = kg.query("allegiance/pledges")

Every room's door is its `__init__.pyi`; what stands behind a name is loaded when the name is first used.
"""

from importlib.metadata import version

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
__version__ = version("allegiance")
