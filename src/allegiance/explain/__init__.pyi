from .knowledge import Held, Knowledge, Stored
from .proofs import Explainer, Explanation, Explanations
from .testimony import Passage, Testimony, Witnesses
from .withheld import SHORTCUTS, Withheld

__all__ = [
    "SHORTCUTS",
    "Explainer",
    "Explanation",
    "Explanations",
    "Held",
    "Knowledge",
    "Passage",
    "Stored",
    "Testimony",
    "Withheld",
    "Witnesses",
]
