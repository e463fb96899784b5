"""Asserted triples -> what follows from them: by the OWL 2 RL rules, and by the folder's own derivation rules.

Only what is new comes out, and only what is legal RDF and worth knowing. Not here: whose claims stand behind a triple.

The modules of this folder are the engine. Read `rule_table` and `rule`; then `closure`, which has the schema matched (`schema`, `specialise`)
and the rules run (`saturate`, `join`, over `facts`); then `materialisation` for what is kept, `proof` and `shortest` for why. The
folders stand beside it: `derivation`, `in_store`, `profiles`, `dl`.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
