"""A triple -> its proof tree -> the claims behind it -> the passages they stand in.

Nothing is stored for it: a proof is found when it is asked for. Not here: deriving and entailing (`reason`), printing (`publish`).
"""

from allegiance.explain.knowledge import Held, Knowledge, Stored
from allegiance.explain.proofs import Explainer, Explanation, Explanations
from allegiance.explain.testimony import Testimony, Witnesses
from allegiance.explain.withheld import Withheld

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
