"""Data that stays where it is: an engine that holds it, embedded or remote, answers the compiled queries in its own place.

Literals are what that engine makes of them: it may rewrite their forms, and then the forms are not validated.
"""

from __future__ import annotations

from collections.abc import Iterator

from allegiance.store import Engine
from allegiance.terms import Quad
from allegiance.validate.data_graph import DataGraph
from allegiance.validate.errors import NotCompilable


class DataElsewhere(DataGraph):
    """A data graph of which nothing is here."""

    def __init__(self, engine: Engine) -> None:
        super().__init__((), ())
        self.store = engine

    def statements(self) -> Iterator[Quad]:
        """Refuse: raise `NotCompilable` with the number of triples that would have to be fetched."""
        ((count,),) = self.rows("SELECT (COUNT(*) AS ?count) { ?s ?p ?o }")
        raise NotCompilable(f"it needs the data here, {getattr(count, 'value', 'all')} triples")
