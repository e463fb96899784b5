"""Open a folder, and the graph that goes with it: computed here, or where it is."""

from __future__ import annotations

from pathlib import Path
from typing import overload

from allegiance.pipeline.elsewhere import Elsewhere
from allegiance.pipeline.graph_elsewhere import GraphElsewhere
from allegiance.pipeline.knowledge_graph import KnowledgeGraph


@overload
def open(folder: str | Path | None = None) -> KnowledgeGraph: ...  # noqa: A001 - reads well as allegiance.open()
@overload
def open(folder: str | Path | None = None, *, at: Elsewhere) -> GraphElsewhere: ...  # noqa: A001 - as above
def open(folder: str | Path | None = None, *, at: Elsewhere | None = None) -> KnowledgeGraph | GraphElsewhere:  # noqa: A001 - as above
    """Open a folder laid out like ours; without one, the nearest parent of the present folder, or the bundled graph.

    With `at`, the graph is the one in that store or server, and the folder gives its rules, shapes and stored queries.
    """
    home = KnowledgeGraph(None if folder is None else Path(folder))
    return home if at is None else GraphElsewhere(home, at)
