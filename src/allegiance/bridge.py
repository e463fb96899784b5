"""pyoxigraph <-> rdflib, lexical forms intact: the only room that makes rdflib graphs.

rdflib rewrites literals unless told not to (docs/deviations.md, D1), so normalisation is off for everything made here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, cast

import rdflib
from rdflib.paths import AlternativePath, MulPath, NegatedPath, SequencePath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Identifier

from allegiance.errors import EngineError, RequestError
from allegiance.store import Graph, Result, Rows, Truth
from allegiance.terms import BlankNode, Literal, NamedNode, Object, Term, Triple

RdflibGraph = rdflib.Graph
Algebra: TypeAlias = "Operator | str | tuple[Algebra, ...]"
_BOOKKEEPING = {"_vars", "lazy", "res"}


class RdflibStore:
    """The reference engine for queries: the same port as the embedded store, answered by rdflib."""

    name = "rdflib"

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._graph = to_rdflib(triples)

    def query(self, text: str, bindings: Mapping[str, Term]) -> Result:
        """Answer a query; see `allegiance.store.Engine.query`."""
        prepared = _prepared(text)
        try:
            result = self._graph.query(
                prepared, initBindings={name: to_term(term) for name, term in bindings.items()}
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


def _prepared(text: str) -> Query:
    try:
        return prepareQuery(text)
    except Exception as error:
        # rdflib's parser raises several unrelated classes, pyparsing's among them.
        raise RequestError(
            "query-syntax", f"rdflib cannot read the query: {error}", hint="see SPARQL 1.1 §19"
        ) from error


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator of the SPARQL algebra, a path or a triple pattern; leaves are variables (`?x`) and terms as text."""

    name: str
    arguments: tuple[tuple[str, Algebra], ...]

    def operators(self) -> Iterator[Operator]:
        """Yield this operator and all below it, outermost first."""
        yield self
        waiting: list[Algebra] = [argument for _, argument in reversed(self.arguments)]
        while waiting:
            here = waiting.pop()
            if isinstance(here, Operator):
                yield from here.operators()
            elif isinstance(here, tuple):
                waiting += reversed(here)

    def argument(self, name: str) -> Algebra:
        """Return an argument by its name; an empty tuple where there is none."""
        return dict(self.arguments).get(name, ())


def algebra(text: str) -> Operator:
    """Return the algebra of a query (SPARQL 1.1 §18.2) as rdflib reads it; raises `RequestError` `query-syntax`."""
    tree = _operator(_prepared(text).algebra)
    if not isinstance(tree, Operator):
        raise TypeError(tree)
    return tree


def _operator(node: object) -> Algebra:
    if isinstance(node, CompValue):
        # rdflib translates the graph of an EXISTS beside the entry that it had parsed.
        kept = ((key, vars(node).get(key, value)) for key, value in node.items() if key not in _BOOKKEEPING)
        return Operator(node.name, tuple((key, _operator(value)) for key, value in kept if value is not None))
    if isinstance(node, rdflib.paths.Path):
        return _path(node)
    if isinstance(node, list | tuple):
        return tuple(_operator(part) for part in node)
    if isinstance(node, set | frozenset):
        return tuple(sorted(map(str, node)))
    return node.n3() if isinstance(node, Identifier) else str(node)


def _path(path: rdflib.paths.Path) -> Operator:
    if isinstance(path, MulPath):
        return Operator(f"Path{path.mod}", (("path", _operator(path.path)),))
    if isinstance(path, SequencePath | AlternativePath | NegatedPath):
        return Operator(type(path).__name__, (("paths", tuple(map(_operator, path.args))),))
    return Operator("InvPath", (("path", _operator(getattr(path, "arg", None))),))


def to_rdflib(triples: Iterable[Triple]) -> RdflibGraph:
    """Return a new rdflib graph that holds the triples, literals as written."""
    graph = rdflib.Graph(bind_namespaces="none")
    for subject, predicate, object_ in triples:
        graph.add((to_term(subject), to_term(predicate), to_term(object_)))
    return graph


def from_rdflib(graph: RdflibGraph) -> Iterable[Triple]:
    """Yield the triples of an rdflib graph that RDF 1.1 allows: a literal is never a subject."""
    for subject, predicate, object_ in cast("Iterable[tuple[Identifier, Identifier, Identifier]]", graph):
        if isinstance(subject, rdflib.Literal) or not isinstance(predicate, rdflib.URIRef):
            continue  # D2: owlrl states rules about literals as if they were resources.
        start = from_term(subject)
        if not isinstance(start, Literal):
            yield Triple(start, NamedNode(str(predicate)), from_term(object_))


def to_term(term: Object) -> Identifier:
    """Return the rdflib term for one of ours."""
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        plain = term.datatype.value == str(rdflib.XSD.string)
        return rdflib.Literal(
            term.value, datatype=None if plain else rdflib.URIRef(term.datatype.value), normalize=False
        )
    raise RequestError("rdf-12", "rdflib cannot hold RDF 1.2 triple terms", hint="use the pyoxigraph engine")


def from_term(term: Identifier) -> NamedNode | BlankNode | Literal:
    """Return our term for one of rdflib's."""
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal(str(term), language=term.language)
        return (
            Literal(str(term), datatype=NamedNode(str(term.datatype)))
            if term.datatype
            else Literal(str(term))
        )
    return BlankNode(str(term)) if isinstance(term, rdflib.BNode) else NamedNode(str(term))
