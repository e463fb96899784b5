"""Two graphs -> what changed, told per entity, in words and as values; changes of the ontology graded by their meaning.

Not here: where the graphs come from (`pipeline`), and how changes are written (`publish`).
"""

from allegiance.diff.changes import Changes, EntityChange, compare
from allegiance.diff.grading import Grade, OntologyChange
from allegiance.diff.structure import structures
from allegiance.diff.telling import Told, tell

__all__ = ["Changes", "EntityChange", "Grade", "OntologyChange", "Told", "compare", "structures", "tell"]
