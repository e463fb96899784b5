"""One shape held against its focus nodes: each violation once, except those of nested property shapes.

Constraints on single values share one scan of the value nodes, with those that at most one other value decides. What a node
must be and have is asked for a node shape and its property shapes together (`focus_tests`); other counts share a scan of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from allegiance.terms import Literal, NamedNode, Term
from allegiance.validate.compiled import nested, path_queries, sparql_queries
from allegiance.validate.compiled.focus import Focus
from allegiance.validate.compiled.shape_tests import failing
from allegiance.validate.compiled.value_tests import failing_beside, is_met
from allegiance.validate.compiled.verdicts import Verdicts
from allegiance.validate.compiled.violation import Violation
from allegiance.validate.data.data_graph import is_true
from allegiance.validate.shapes.model import (
    Closed,
    Constraint,
    CustomConstraint,
    Listed,
    Nested,
    Qualified,
    Shape,
    Simple,
    SparqlConstraint,
)
from allegiance.validate.shapes.paths import Path, Predicate

_OPERATORS: Final[Mapping[str, str]] = {"lessThan": "<", "lessThanOrEquals": "<="}
_COUNTS: Final = frozenset({"minCount", "maxCount"})


def violations(shape: Shape, focus: Focus, verdicts: Verdicts) -> Iterator[Violation]:
    """Yield what a shape's own constraints find, its property shapes left out.

    Raises `NotCompilable` where a query cannot carry a constraint.
    """
    decided = verdicts.failures(shape, focus)
    for constraint, nodes in decided.items():
        yield from (Violation(this, constraint, this if shape.path is None else None) for this in nodes)
    others = [constraint for constraint in shape.constraints if constraint not in decided]
    if shape.path is not None:
        yield from _of_values(others, shape, shape.path, focus, verdicts)
        return
    for constraint in others:
        yield from _of(constraint, shape, focus, verdicts)


def _of_values(
    constraints: list[Constraint], shape: Shape, path: Path, focus: Focus, verdicts: Verdicts
) -> Iterator[Violation]:
    together, read = verdicts.data.tests_together, verdicts.reads_all(focus, path)
    value = verdicts.data.value("?value", path)
    tested: list[tuple[Constraint, str]] = []
    counted: list[Simple] = []
    for constraint in constraints:
        if is_met(constraint, path, verdicts.data, read=read):
            continue
        test = failing(constraint, value, verdicts.data)
        if test is None and together:
            test = failing_beside(constraint, path)
        if test is not None:
            tested.append((constraint, test))
            if isinstance(constraint, Simple) and constraint.name == "equals":
                yield from _missing(constraint, path, focus, verdicts)
        elif isinstance(constraint, Simple) and constraint.name in _COUNTS:
            counted.append(constraint)
        else:
            yield from _of(constraint, shape, focus, verdicts)
    for tests in [tested] if together and tested else [[one] for one in tested]:
        yield from _failing_values(tests, path, focus, verdicts)
    yield from _wrong_counts(counted, path, focus, verdicts)


def _failing_values(
    tested: list[tuple[Constraint, str]], path: Path, focus: Focus, verdicts: Verdicts
) -> Iterator[Violation]:
    tests = [test for _, test in tested]
    rows = verdicts.rows_about_values(
        focus, path, lambda nodes: path_queries.failing_values(nodes, path, tests)
    )
    found: dict[tuple[int, Term, Term | None], None] = {}
    for this, value, *flags in rows:
        for number, flag in enumerate(flags):
            if this is not None and is_true(flag):
                of_node = tested[number][0].name in _COUNTS
                found[number, this, None if of_node else value] = None
    for number, this, value in found:
        yield Violation(this, tested[number][0], value)


def _wrong_counts(counts: list[Simple], path: Path, focus: Focus, verdicts: Verdicts) -> Iterator[Violation]:
    limits = [(c, int(c.value.value)) for c in counts if isinstance(c.value, Literal)]
    least = max((limit for c, limit in limits if c.name == "minCount"), default=0)
    most = min((limit for c, limit in limits if c.name == "maxCount"), default=None)
    if not least and most is None:
        return
    rows = verdicts.rows_about_values(
        focus, None if least else path, lambda nodes: path_queries.wrong_counts(nodes, path, least, most)
    )
    for this, count in rows:
        number = int(count.value) if isinstance(count, Literal) else 0
        for constraint, limit in limits:
            wrong = number < limit if constraint.name == "minCount" else number > limit
            if this is not None and wrong:
                yield Violation(this, constraint)


def _of(constraint: Constraint, shape: Shape, focus: Focus, verdicts: Verdicts) -> Iterator[Violation]:
    match constraint:
        case Simple("hasValue", value):
            for (this,) in verdicts.data.rows(path_queries.missing_value(focus, shape.path, value)):
                yield Violation(_node(this), constraint)
        case Simple("uniqueLang") if (path := shape.path) is not None:
            rows = verdicts.rows_about_values(
                focus, path, lambda nodes: path_queries.repeated_languages(nodes, path)
            )
            for this, language in rows:
                yield Violation(_node(this), constraint, solution={"lang": _node(language)})
        case Simple(_, NamedNode() as other):
            yield from _compared(constraint, other, shape, focus, verdicts)
        case Closed(allowed):
            query = path_queries.unexpected_properties(focus, shape.path, allowed)
            for this, found, predicate, *_ in verdicts.data.rows(query):
                if isinstance(predicate, NamedNode):
                    yield Violation(_node(this), constraint, found, Predicate(predicate))
        case SparqlConstraint() | CustomConstraint():
            yield from sparql_queries.violations(constraint, shape, focus, verdicts)
        case _:
            yield from _set_apart(constraint, shape, focus, verdicts)


def _set_apart(constraint: Constraint, shape: Shape, focus: Focus, verdicts: Verdicts) -> Iterator[Violation]:
    """Yield what sets of nodes tell, outside of queries."""
    match constraint:
        case Listed(members=members):
            known = frozenset(members)
            for this, value in verdicts.value_nodes(shape, focus):
                if value not in known:
                    yield Violation(this, constraint, value)
        case Nested():
            for this, value in nested.failing_pairs(constraint, shape, focus, verdicts):
                yield Violation(this, constraint, value)
        case Qualified() if shape.path is not None:
            for this in nested.wrongly_counted(constraint, shape.path, shape, focus, verdicts):
                yield Violation(this, constraint)


def _compared(
    constraint: Simple, other: NamedNode, shape: Shape, focus: Focus, verdicts: Verdicts
) -> Iterator[Violation]:
    """Yield what two properties of a node tell together (SHACL §4.5)."""
    if constraint.name == "equals":
        yield from _unequal(constraint, other, shape, focus, verdicts)
    elif constraint.name == "disjoint":
        for this, value in verdicts.data.rows(path_queries.shared_values(focus, shape.path, other)):
            yield Violation(_node(this), constraint, value)
    elif (path := shape.path) is not None:
        operator = _OPERATORS[constraint.name]
        rows = verdicts.rows_about_values(
            focus,
            path,
            lambda nodes: path_queries.unordered_pairs(nodes, path, other, operator, verdicts.data),
        )
        for this, value, _ in rows:
            yield Violation(_node(this), constraint, value)


def _missing(constraint: Simple, step: Path, focus: Focus, verdicts: Verdicts) -> Iterator[Violation]:
    """Yield the values of the other property that a single step lacks (SHACL §4.5.1)."""
    if isinstance(constraint.value, NamedNode):
        other = Predicate(constraint.value)
        rows = verdicts.rows_about_values(
            focus, other, lambda nodes: path_queries.values_apart(nodes, other, step)
        )
        for this, value in rows:
            yield Violation(_node(this), constraint, value)


def _unequal(
    constraint: Simple, other: NamedNode, shape: Shape, focus: Focus, verdicts: Verdicts
) -> Iterator[Violation]:
    """Yield the values that only one of a path and a property has (SHACL §4.5.1)."""
    here = dict.fromkeys(verdicts.value_nodes(shape, focus))
    there = dict.fromkeys(
        (_node(this), _node(value))
        for this, value in verdicts.data.rows(path_queries.value_nodes(focus, Predicate(other)))
    )
    for this, value in [*(pair for pair in here if pair not in there), *(p for p in there if p not in here)]:
        yield Violation(this, constraint, value)


def _node(term: Term | None) -> Term:
    if term is None:
        raise TypeError("a row without a focus node or a value")
    return term
