from .changes import Changes, EntityChange, compare
from .grading import Grade, OntologyChange
from .structure import structures
from .telling import Told, tell

__all__ = ["Changes", "EntityChange", "Grade", "OntologyChange", "Told", "compare", "structures", "tell"]
