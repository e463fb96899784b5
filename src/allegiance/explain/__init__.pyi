from .checking import Checker
from .knowledge import Held, Knowledge, Stored
from .owl_step import follows
from .proofs import Explainer, Explanation, Explanations
from .testimony import Passage, Testimony, Witnesses
from .withheld import SHORTCUTS, Withheld

__all__ = [
    "SHORTCUTS",
    "Checker",
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
    "follows",
]
