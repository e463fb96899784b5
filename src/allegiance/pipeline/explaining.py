"""How a query is read: what is bound, what an endpoint would be sent, the algebra, and what is costly about it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from allegiance import bridge, query
from allegiance.pipeline.graph_elsewhere import AnyGraph
from allegiance.query import StoredQuery, Values
from allegiance.query.binding import bind
from allegiance.store.tokens import substitute


def explain_query(
    graph: AnyGraph, stored: StoredQuery, values: Mapping[str, Values], allowed: Collection[str] = ()
) -> str:
    """Return the explanation of a query as text; nothing is run but the look-up of names. Errors as for `query.ask`."""
    query.refuse_unsafe(stored.text, allowed)
    bound = bind(stored.header.parameters, values, graph.prefixes, graph.lookup)
    first = {variable: terms[0] for variable, terms in bound.items()}
    lines = ["# bound"]
    lines += [f"?{variable} = {' | '.join(map(str, terms))}" for variable, terms in bound.items()]
    lines += ["", "# as sent to an endpoint", substitute(stored.text, first).strip()]
    lines += ["", "# algebra (SPARQL 1.1 §18.2)", *_drawn(bridge.algebra(stored.text), 0)]
    lines += ["", "# advice"]
    advice = query.advise(stored)
    lines += [f"line {a.place.line}: {a.message}; {a.hint} [{a.rule}]" for a in advice] or ["none"]
    return "\n".join(lines) + "\n"


def _drawn(node: bridge.Algebra, depth: int, label: str = "") -> Iterator[str]:
    indent = "  " * depth
    if isinstance(node, str):
        yield f"{indent}{label}{node}"
    elif isinstance(node, tuple):
        if all(isinstance(item, str) for item in node):
            yield f"{indent}{label}{' '.join(map(str, node))}"
            return
        yield f"{indent}{label}".rstrip()
        for item in node:
            yield from _drawn(item, depth + 1)
    else:
        yield f"{indent}{label}{node.name}"
        for name, argument in node.arguments:
            yield from _drawn(argument, depth + 1, f"{name}: ")
