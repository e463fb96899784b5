from .knowledge import Held, Knowledge, Stored
from .proofs import Explainer, Explanation, Explanations
from .testimony import Passage, Testimony, Witnesses
from .withheld import Withheld

__all__ = [
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
