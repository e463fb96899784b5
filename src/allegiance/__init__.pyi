from .errors import AllegianceError, EngineError, Place, RequestError, SourceError
from .pipeline import Elsewhere, GraphElsewhere, KnowledgeGraph, open

__version__: str

__all__ = [
    "AllegianceError",
    "Elsewhere",
    "EngineError",
    "GraphElsewhere",
    "KnowledgeGraph",
    "Place",
    "RequestError",
    "SourceError",
    "__version__",
    "open",
]
