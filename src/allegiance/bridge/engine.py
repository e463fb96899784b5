"""The reference engine for queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import rdflib

from allegiance.bridge.graphs import from_rdflib, from_term, to_rdflib, to_term
from allegiance.bridge.reading import prepared
from allegiance.errors import EngineError
from allegiance.store import Graph, Result, Rows, Truth
from allegiance.terms import Term, Triple


class RdflibStore:
    """The reference engine for queries: the same port as the embedded store, answered by rdflib."""

    name = "rdflib"

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._graph = to_rdflib(triples)

    def query(self, text: str, bindings: Mapping[str, Term]) -> Result:
        """Answer a query; see `allegiance.store.Engine.query`."""
        question = prepared(text)
        try:
            result = self._graph.query(
                question, initBindings={name: to_term(term) for name, term in bindings.items()}
            )
            if result.type == "ASK":
                return Truth(bool(result.askAnswer))
            if result.type in {"CONSTRUCT", "DESCRIBE"}:
                return Graph(frozenset(from_rdflib(result.graph or rdflib.Graph())))
            names = tuple(str(variable) for variable in result.vars or ())
            return Rows(
                names,
                tuple(
                    tuple(
                        from_term(value) if (value := row.get(rdflib.Variable(name))) is not None else None
                        for name in names
                    )
                    for row in result.bindings
                ),
            )
        except Exception as error:
            raise EngineError(
                "engine-failed", f"rdflib could not answer: {error}", hint="see docs/errors.md"
            ) from error
