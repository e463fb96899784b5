"""Asserted triples -> what follows from them: by the OWL 2 RL rules, and by the folder's own derivation rules.

Only what is new comes out, and only what is legal RDF and worth knowing. Not here: whose claims stand behind a triple.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
