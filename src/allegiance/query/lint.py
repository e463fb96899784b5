"""What makes a stored query slow on some engine, or its answer different on another: found in its algebra, told with a cure.

Measured on pyoxigraph, rdflib, Virtuoso and Jena; docs/temporal-idioms.md has the linear forms. Not here: syntax (`store`), headers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from allegiance.bridge import Algebra, Operator, algebra
from allegiance.errors import AllegianceError, Place, RequestError
from allegiance.query.catalogue import Catalogue, StoredQuery
from allegiance.query.joins import required_late, unconnected
from allegiance.query.patterns import bound, items, operators, patterns, strings, variables
from allegiance.query.safety import REACHING_OUT, refuse_unsafe
from allegiance.store import OxigraphStore
from allegiance.store.tokens import keywords, query_form, tokens

_INEQUALITIES = {"<", "<=", ">", ">="}
_VOLATILE = {"Builtin_NOW", "Builtin_RAND", "Builtin_UUID", "Builtin_STRUUID", "Builtin_BNODE"}


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to mend in a query: a rule, where, what, how."""

    rule: str
    place: Place
    message: str
    hint: str


def advise_all(catalogue: Catalogue) -> Iterator[Advice]:
    """Yield what is wrong with the files of a catalogue, all of them, then what the rules find in its queries."""
    for error in catalogue.faults.values():
        yield _told(error)
    for query in catalogue:
        yield from advise(query)


def advise(query: StoredQuery) -> tuple[Advice, ...]:
    """Return what the rules find in a query, in the order of its lines; of one that is not valid, what is wrong with it."""
    try:
        tree = _tree(query.text)
    except RequestError as error:
        return (_told(error, Place(query.path)),)
    parameters = {f"?{parameter.variable}" for parameter in query.header.parameters}
    found = [
        Advice(rule, Place(query.path, _line(query.text, keyword)), message, hint)
        for look, rule, keyword, message, hint in _RULES
        if look(tree, parameters)
    ]
    if query_form(query.text) == "SELECT" and "ORDER" not in keywords(query.text):
        message, hint = "the rows come in another order on every engine", "add ORDER BY over enough columns"
        found.append(Advice("unordered", Place(query.path, _line(query.text, "SELECT")), message, hint))
    return tuple(sorted(found, key=lambda advice: (advice.place, advice.rule)))


def _tree(text: str) -> Operator:
    """Return the algebra of a query; raises `RequestError` `query-syntax`, with the line where one is to be had."""
    refuse_unsafe(text, REACHING_OUT)
    if keywords(text).isdisjoint(REACHING_OUT):
        OxigraphStore().query(text, {})
    return algebra(text)


def _told(error: AllegianceError, place: Place | None = None) -> Advice:
    return Advice(error.code, error.place or place or Place(Path()), error.message, error.hint or "")


def _negated_later_event(tree: Operator, _parameters: Collection[str]) -> bool:
    """Look for `FILTER NOT EXISTS { a later event }`: quadratic where the engine tries every pair."""
    for outer in tree.operators():
        pattern, condition = outer.argument("p"), outer.argument("expr")
        if outer.name != "Filter" or not isinstance(pattern, Operator):
            continue
        bound_outside = bound(pattern)
        for exists in operators(condition, {"Builtin_NOTEXISTS"}):
            inside = exists.argument("graph")
            if not isinstance(inside, Operator):
                continue
            bound_inside = bound(inside)
            for comparison in operators(inside, {"RelationalExpression"}):
                if comparison.argument("op") not in _INEQUALITIES:
                    continue
                used = variables(comparison)
                if used & (bound_outside - bound_inside) and used & bound_inside:
                    return True
    return False


def _path_without_ends(tree: Operator, parameters: Collection[str]) -> bool:
    """Look for `*` or `+` between two variables that nothing else binds: it walks from every node of the graph."""
    every = list(patterns(tree))
    for number, (subject, path, object_) in enumerate(every):
        if not _repeats(path):
            continue
        others = {term for n, pattern in enumerate(every) if n != number for term in (pattern[0], pattern[2])}
        known = others | set(parameters)
        if all(
            isinstance(end, str) and end.startswith("?") and end not in known for end in (subject, object_)
        ):
            return True
    return False


def _repeats(path: Algebra) -> bool:
    """Return whether a path may start, and may end, with a repetition."""
    if not isinstance(path, Operator):
        return False
    parts = items(path.argument("paths"))
    if path.name == "SequencePath":
        return _repeats(parts[0]) and _repeats(parts[-1])
    return path.name in {"Path*", "Path+"} or any(_repeats(part) for part in parts)


def _sorted_inside(tree: Operator, _parameters: Collection[str]) -> bool:
    """Look for ORDER BY in a sub-select: without LIMIT it does nothing, with LIMIT 1 it is a MAX or MIN that sorts all."""
    for inner in operators(tree, {"ToMultiSet"}):
        top = inner.argument("p")
        if not isinstance(top, Operator):
            continue
        sorts = any(operators(top, {"OrderBy"}))
        if sorts and (top.name != "Slice" or top.argument("length") == "1"):
            return True
    return False


def _hidden_parameter(tree: Operator, parameters: Collection[str]) -> bool:
    """Look for a parameter in a sub-select that does not project it: to some engines another variable (§18.2.4.1)."""
    for inner in operators(tree, {"ToMultiSet"}):
        for project in list(operators(inner, {"Project"}))[:1]:
            projected = set(strings(project.argument("PV")))
            if (variables(project) & set(parameters)) - projected:
                return True
    return False


def _volatile(tree: Operator, _parameters: Collection[str]) -> bool:
    return any(operators(tree, _VOLATILE))


def _unseparated(tree: Operator, _parameters: Collection[str]) -> bool:
    return any(not a.argument("separator") for a in operators(tree, {"Aggregate_GroupConcat"}))


def _described(tree: Operator, _parameters: Collection[str]) -> bool:
    return tree.name == "DescribeQuery"


_Look = Callable[[Operator, Collection[str]], bool]
_RULES: tuple[tuple[_Look, str, str, str, str], ...] = (
    (
        _negated_later_event,
        "negated-later-event",
        "EXISTS",
        "NOT EXISTS with an inequality to the outside compares every pair of events",
        "take the latest event by MAX in a sub-select (docs/temporal-idioms.md)",
    ),
    (
        _path_without_ends,
        "path-without-ends",
        "WHERE",
        "a * or + path between two free variables walks from every node of the graph",
        "bind one end: give it a class, a parameter, or a term",
    ),
    (
        _sorted_inside,
        "sorted-sub-select",
        "ORDER",
        "a sub-select is sorted in vain, or only to take its first row",
        "leave ORDER BY out, or take MAX or MIN",
    ),
    (
        unconnected,
        "unconnected",
        "WHERE",
        "parts of the query share no variable: every row of one is paired with every row of the other",
        "join them by a variable, or ask two queries",
    ),
    (
        required_late,
        "required-after-optional",
        "OPTIONAL",
        "a pattern that every row needs stands behind an OPTIONAL; Oxigraph joins the two as wholes",
        "put OPTIONAL, and BIND of what it finds, last (docs/fast-queries.md)",
    ),
    (
        _hidden_parameter,
        "hidden-parameter",
        "SELECT",
        "a parameter stands in a sub-select that does not project it; engines disagree whether it is bound there",
        "project it there, or move the pattern out",
    ),
    (
        _volatile,
        "volatile-function",
        "SELECT",
        "NOW, RAND, UUID or BNODE gives another answer on every run or engine",
        "take a parameter instead",
    ),
    (
        _unseparated,
        "unseparated-group-concat",
        "GROUP_CONCAT",
        "GROUP_CONCAT without a separator is an error on Virtuoso",
        'write GROUP_CONCAT(…; SEPARATOR=" ")',
    ),
    (
        _described,
        "described",
        "DESCRIBE",
        "what DESCRIBE answers is up to the engine (SPARQL 1.1 §16.4)",
        "write the CONSTRUCT that you mean",
    ),
)
RULES = (*(rule for _, rule, *_ in _RULES), "unordered")
"""The names of the rules."""


def _line(text: str, keyword: str) -> int:
    """Return the line of the first use of a keyword, or 1."""
    start = next((token.start for token in tokens(text) if token.keyword == keyword), 0)
    return text.count("\n", 0, start) + 1
