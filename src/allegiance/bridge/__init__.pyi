from .engine import RdflibStore
from .graphs import RdflibGraph, from_rdflib, from_term, to_rdflib, to_term
from .reading import Algebra, Operator, algebra

__all__ = [
    "Algebra",
    "Operator",
    "RdflibGraph",
    "RdflibStore",
    "algebra",
    "from_rdflib",
    "from_term",
    "to_rdflib",
    "to_term",
]
