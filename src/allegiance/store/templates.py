"""CONSTRUCT in two halves: its pattern asked as a table, its template filled in here.

A table says when it is complete; a graph in Turtle does not, and servers cut both. Tables can be paged, too.
"""

from __future__ import annotations

from collections.abc import Mapping

from allegiance.errors import EngineError
from allegiance.store.anatomy import Anatomy
from allegiance.store.oxigraph import OxigraphStore
from allegiance.store.port import Graph, Rows
from allegiance.store.tokens import tokens
from allegiance.store.values import values
from allegiance.terms import BlankNode, NamedNode, Triple


def as_table(query: Anatomy) -> str:
    """Return the SELECT for the solutions that a template needs."""
    names = _names(query)
    limits = f"{query.order} LIMIT {query.limit} OFFSET {query.offset}" if query.limit is not None else ""
    distinct = "" if limits or query.offset else "DISTINCT"
    where = f"WHERE {query.pattern}" if query.pattern.startswith("{") else query.pattern
    columns = " ".join(f"?{name}" for name in names) or "(1 AS ?one)"
    return f"{query.prologue} SELECT {distinct} {columns} {where} {limits} {query.values}"


def filled_in(query: Anatomy, rows: Rows) -> Graph:
    """Return the graph that a query's template makes of its solutions (SPARQL 1.1 §16.2)."""
    if not rows.rows:
        return Graph(frozenset())
    blanks: dict[str, BlankNode] = {}
    block = values(rows.variables, rows.rows, blanks)
    text = f"{query.prologue} CONSTRUCT {query.template} WHERE {{ {block} }}"
    made = OxigraphStore().query(text, {})
    if not isinstance(made, Graph):
        raise EngineError(
            "engine-failed", "a template made no graph", hint="run again with --debug and report it"
        )
    return Graph(frozenset(_restored(triple, blanks) for triple in made.triples) if blanks else made.triples)


def _names(query: Anatomy) -> list[str]:
    return list(dict.fromkeys(t.text[1:] for t in tokens(query.template) if t.kind == "variable"))


def _restored(triple: Triple, blanks: Mapping[str, BlankNode]) -> Triple:
    subject, object_ = (
        blanks.get(term.value, term) if isinstance(term, NamedNode) else term
        for term in (triple.subject, triple.object)
    )
    return Triple(subject, triple.predicate, object_)  # type: ignore[arg-type]  # a subject comes from a subject
