from .knowledge import Held, Knowledge, Stored
from .proofs import Explainer, Explanation, Explanations
from .testimony import Testimony, Witnesses
from .withheld import Withheld

__all__ = [
    "Explainer",
    "Explanation",
    "Explanations",
    "Held",
    "Knowledge",
    "Stored",
    "Testimony",
    "Withheld",
    "Witnesses",
]
