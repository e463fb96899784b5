"""The embedded engine: pyoxigraph, in memory unless a store is given.

The store rewrites some literals on the way in (docs/deviations.md, D9), so dumps and validation never read them from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import IO, Final

import pyoxigraph
from pyoxigraph import QueryBoolean, QuerySolutions, RdfFormat

from allegiance.errors import EngineError, Place, RequestError
from allegiance.store.port import Graph, Progress, Result, Rows, Truth
from allegiance.store.quirks import OXIGRAPH
from allegiance.store.tokens import substitute
from allegiance.terms import BlankNode, DefaultGraph, NamedNode, Quad, Term, Triple

_NO_LAYERS: Final[Mapping[NamedNode, Iterable[Triple]]] = MappingProxyType({})


class OxigraphStore:
    """Named graphs; queries see their union as the default graph."""

    name = "pyoxigraph"
    quirks = OXIGRAPH

    def __init__(
        self,
        layers: Mapping[NamedNode, Iterable[Triple]] = _NO_LAYERS,
        store: pyoxigraph.Store | None = None,
    ) -> None:
        self._store = pyoxigraph.Store() if store is None else store
        self._graphs: list[NamedNode | BlankNode | DefaultGraph] | None = None
        for graph, triples in layers.items():
            self.add(graph, triples)

    def add(self, graph: NamedNode, triples: Iterable[Triple]) -> None:
        """Add triples to a named graph."""
        self._store.extend(Quad(s, p, o, graph) for s, p, o in triples)

    def over(self, graphs: Sequence[NamedNode]) -> OxigraphStore:
        """Return the same store over some graphs; see `Store.over`."""
        narrower = OxigraphStore(store=self._store)
        narrower._graphs = list(graphs) or None
        return narrower

    def triples(self, graph: NamedNode) -> Iterator[Triple]:
        """Yield the triples of a named graph; see `Store.triples`."""
        return (quad.triple for quad in self._store.quads_for_pattern(None, None, None, graph))

    def replace(self, graph: NamedNode, triples: Iterable[Triple], progress: Progress) -> None:
        """Put triples in place of what a named graph holds."""
        self._store.remove_graph(graph)
        self._store.bulk_extend(Quad(s, p, o, graph) for s, p, o in _told(triples, progress))

    def load(self, quads: Iterable[Quad]) -> None:
        """Add quads as they come from a parser, in bulk: half the cost of `add`."""
        self._store.bulk_extend(quads)

    def load_ntriples(self, document: IO[bytes]) -> None:
        """Add a document in N-Triples, its blank nodes under names of the store's own; raises `SyntaxError`."""
        self._store.load(document, RdfFormat.N_TRIPLES)

    def query(self, text: str, bindings: Mapping[str, Term]) -> Result:
        """Answer a query; see `Engine.query`."""
        # Not by its own substitutions: its optimiser does not know of them (D5).
        text = substitute(text, bindings)
        try:
            result = self._store.query(
                text, use_default_graph_as_union=self._graphs is None, default_graph=self._graphs
            )
            if isinstance(result, QuerySolutions):
                names = tuple([variable.value for variable in result.variables])
                return Rows(names, tuple([tuple(solution) for solution in result]))
            if isinstance(result, QueryBoolean):
                return Truth(bool(result))
            return Graph(frozenset(result))
        except SyntaxError as error:
            raise syntax_error(error, text) from error
        except (RuntimeError, OSError) as error:
            raise EngineError(
                "engine-failed", f"pyoxigraph could not answer: {error}", hint="see docs/errors.md"
            ) from error

    def update(self, text: str) -> None:
        """Carry out an update; see `Store.update`."""
        try:
            self._store.update(text)
        except SyntaxError as error:
            raise syntax_error(error, text) from error
        except (RuntimeError, OSError) as error:
            raise EngineError(
                "engine-failed", f"pyoxigraph could not update: {error}", hint="nothing was changed"
            ) from error


def _told(triples: Iterable[Triple], progress: Progress) -> Iterator[Triple]:
    for triple in triples:
        progress(1)
        yield triple


def syntax_error(error: SyntaxError, text: str, place: Place | None = None) -> RequestError:
    """Return a supplier's syntax error as ours, with the offending line and a caret where the position is known."""
    message = error.msg or "syntax error"
    position = re.match(r"error at (\d+):(\d+): ", message)
    if position is None:
        return RequestError(
            "query-syntax", f"this is not valid SPARQL: {message}", place=place, hint="see SPARQL 1.1 §19"
        )
    line, column = int(position[1]), int(position[2])
    excerpt = (
        f"{text.splitlines()[line - 1] if line <= len(text.splitlines()) else ''}\n{' ' * (column - 1)}^"
    )
    return RequestError(
        "query-syntax",
        f"this is not valid SPARQL at line {line}, column {column}: {message[position.end() :]}",
        place=place,
        hint="the caret shows where reading stopped",
        excerpt=excerpt,
    )
