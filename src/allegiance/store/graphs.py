"""What is asked of a named graph, whichever store holds it."""

from __future__ import annotations

from allegiance.errors import EngineError
from allegiance.store.port import Rows, Store, Truth
from allegiance.terms import Literal, NamedNode


def is_there(place: Store, graph: NamedNode) -> bool:
    """Say whether a named graph holds anything; errors as for `Engine.query`."""
    return place.over(()).query(f"ASK {{ GRAPH {graph} {{ ?s ?p ?o }} }}", {}) == Truth(value=True)


def count(place: Store, graph: NamedNode) -> int:
    """Return how many triples a named graph holds; raises `EngineError` `incomplete-result`, and as `Engine.query` does."""
    text = f"SELECT (COUNT(*) AS ?rows) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
    match place.over(()).query(text, {}):
        case Rows(rows=((Literal() as number,),)):
            return int(number.value)
    raise EngineError("incomplete-result", f"{place.name} did not count a graph", hint="see its log")
