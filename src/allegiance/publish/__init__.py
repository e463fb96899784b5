"""Results -> files, byte for byte reproducible. Files appear whole or not at all.

`release` is the folder that a build writes, `tables` and `site` are parts of it; `answers`, `explanations` and `queries` are what their names say, in every
form that people and programs ask for; so are `reports` and `changes`.

Not here: making the results, and talking to people (`cli`).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
