"""Who pledged to whom, when, and who says so: a knowledge graph of attributed claims and its toolkit.

import allegiance

kg = allegiance.open()
answer = kg.query("allegiance/pledges")
"""

from importlib.metadata import version as _version
from pathlib import Path as _Path

from allegiance.errors import AllegianceError, EngineError, Place, RequestError, SourceError
from allegiance.pipeline import KnowledgeGraph

__version__ = _version("allegiance")
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


def open(folder: str | _Path | None = None) -> KnowledgeGraph:  # noqa: A001 - reads well as allegiance.open()
    """Open a folder laid out like ours; without one, the nearest parent of the present folder, or the bundled graph."""
    return KnowledgeGraph(None if folder is None else _Path(folder))
