"""SPARQL that shapes bring along (SHACL-SPARQL §5, §6), run over all focus nodes together where that means the same.

Where it does not, because a query limits or aggregates its rows, it runs once for each node.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from allegiance.errors import RequestError
from allegiance.store.tokens import tokens
from allegiance.terms import Literal, NamedNode, Term
from allegiance.validate.compiled.focus import Focus
from allegiance.validate.compiled.verdicts import Verdicts
from allegiance.validate.compiled.violation import Violation
from allegiance.validate.data.data_graph import nameable
from allegiance.validate.data.lexical import by_value
from allegiance.validate.data.value_graph import DATA, SHAPES
from allegiance.validate.errors import NotCompilable
from allegiance.validate.shapes import paths
from allegiance.validate.shapes.model import CustomConstraint, Shape, SparqlConstraint
from allegiance.validate.shapes.paths import Predicate
from allegiance.validate.shapes.prebinding import bind_constants, bind_nodes, is_set_at_a_time, variable

_THIS = frozenset({"this"})


def violations(
    constraint: SparqlConstraint | CustomConstraint, shape: Shape, focus: Focus, verdicts: Verdicts
) -> Iterator[Violation]:
    """Yield a violation for each solution of a SELECT, or each value for which an ASK says no."""
    constants: dict[str, Term] = {"shapesGraph": SHAPES, "currentShape": shape.node}
    if isinstance(constraint, CustomConstraint):
        constants |= constraint.parameters
    query = _with_path(constraint.query.text, shape)
    named = {variable(token) for token in tokens(query)}
    constants = {name: term for name, term in constants.items() if name in named}
    if not all(map(nameable, constants.values())):
        raise NotCompilable("a query needs the name of a blank node")
    query = bind_constants(query, constants)
    if isinstance(constraint, CustomConstraint) and constraint.asks:
        yield from _denied(constraint, query, shape, focus, verdicts)
        return
    for solution in _solutions(query, focus, verdicts, beside_shapes="shapesGraph" in constants):
        yield _violation(constraint, shape, solution)


def _with_path(query: str, shape: Shape) -> str:
    """Return the query with `$PATH` replaced by the shape's path (SHACL-SPARQL §5.3.1), which is not a term."""
    if shape.path is None:
        return query
    written, end = [], 0
    for token in tokens(query):
        if variable(token) == "PATH":
            written += [query[end : token.start], f"({paths.text(shape.path)})"]
            end = token.start + len(token.text)
    return "".join([*written, query[end:]])


def _solutions(
    query: str, focus: Focus, verdicts: Verdicts, *, beside_shapes: bool
) -> Iterator[dict[str, Term]]:
    pattern = by_value(focus.pattern)
    once = f"{{ SELECT DISTINCT ?this {{ {pattern} }} }}" if not focus.once else pattern
    runs: Iterable[tuple[dict[str, Term], str]]
    if is_set_at_a_time(query):
        runs = (({}, bind_nodes(query, _THIS, once)),)
    else:
        nodes = sorted(verdicts.members(focus), key=str)
        runs = (({"this": node}, _for_node(query, node)) for node in nodes)
    for bound, one in runs:
        text = _apart(one) if beside_shapes else one
        names, rows = verdicts.by_value.rows(text, beside_shapes=beside_shapes)
        for row in rows:
            solution = {name: term for name, term in zip(names, row, strict=True) if term is not None}
            yield {**solution, **bound}


def _for_node(query: str, node: Term) -> str:
    if not nameable(node):
        raise NotCompilable("a query that limits or counts its rows has a blank node for focus")
    return bind_constants(query, {"this": node})


def _apart(query: str) -> str:
    """Return the query kept to the data graph, except where it names another (SHACL-SPARQL §5.3.1, `$shapesGraph`)."""
    braces = [token for token in tokens(query) if token.text in {"{", "}"}]
    start, depth, end = braces[0].start + 1, 0, len(query)
    for brace in braces:
        depth += 1 if brace.text == "{" else -1
        if depth == 0:
            end = brace.start
            break
    return f"{query[:start]} GRAPH {DATA} {{ {query[start:end]} }} {query[end:]}"


def _violation(
    constraint: SparqlConstraint | CustomConstraint, shape: Shape, solution: dict[str, Term]
) -> Violation:
    if solution.get("failure") == Literal(True):  # noqa: FBT003 - a term, not a flag
        raise RequestError(
            "unsupported-sparql",
            f"a query of {shape.node} reports its own failure",
            hint="see SHACL-SPARQL §5.3.2, ?failure",
        )
    path, message = solution.get("path"), solution.get("message")
    value = solution.get("value", solution["this"] if shape.path is None else None)
    return Violation(
        solution["this"],
        constraint,
        value,
        Predicate(path) if isinstance(path, NamedNode) else None,
        (message,) if isinstance(message, Literal) else (),
        solution,
    )


def _denied(
    constraint: CustomConstraint, query: str, shape: Shape, focus: Focus, verdicts: Verdicts
) -> Iterator[Violation]:
    if shape.path is None:
        pattern = f"{focus.pattern} BIND(?this AS ?value)"
    else:
        pattern = f"{{ {focus.values(shape.path)} }}"
    # A sub-select keeps variables of ours out of the way of theirs.
    pattern = f"{{ SELECT DISTINCT ?this ?value {{ {by_value(pattern)} }} }}"
    ask = next(token for token in tokens(query) if token.keyword == "ASK")
    body = query[ask.start + len("ASK") :]
    if (test := _only_filter(body)) is not None:
        denied = f"FILTER NOT EXISTS {{ {test} }}"
    else:
        agreed = bind_nodes(f"SELECT DISTINCT ?this ?value {body}", frozenset({"this", "value"}), pattern)
        denied = f"MINUS {{ {agreed} }}"
    text = f"{query[: ask.start]} SELECT DISTINCT ?this ?value {{ {pattern} {denied} }}"
    for this, value in verdicts.by_value.rows(text, beside_shapes=False)[1]:
        if this is not None:
            yield Violation(this, constraint, value)


def _only_filter(body: str) -> str | None:
    """Return the FILTER of a group that holds nothing else, and no group in it; it needs no scan of its own."""
    found = [token for token in tokens(body) if token.keyword != "WHERE"]
    texts = [token.text for token in found]
    if texts.count("{") != 1 or texts[0] != "{" or texts[-1] != "}" or found[1].keyword != "FILTER":
        return None
    depth = 0
    for position, text in enumerate(texts):
        depth += {"(": 1, ")": -1}.get(text, 0)
        if text == ")" and depth == 0:
            return body[found[1].start : found[-1].start] if position == len(texts) - 2 else None
    return None
