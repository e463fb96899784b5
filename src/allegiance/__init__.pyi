from .errors import AllegianceError, EngineError, Place, RequestError, SourceError
from .pipeline import KnowledgeGraph, open

__version__: str

__all__ = [
    "AllegianceError",
    "EngineError",
    "KnowledgeGraph",
    "Place",
    "RequestError",
    "SourceError",
    "__version__",
    "open",
]
