"""Shapes that a value is held against, as SPARQL expressions that are true where the value does not conform.

Where no short expression tells, the nodes that fail are asked for as sets instead (`nested`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from allegiance.terms import Literal
from allegiance.validate.compiled.value_tests import constant, failing_beside, failing_value, is_met
from allegiance.validate.data.data_graph import DataGraph, Value
from allegiance.validate.shapes import paths
from allegiance.validate.shapes.model import Constraint, Nested, Qualified, Shape, Simple
from allegiance.validate.shapes.paths import Path

_LONGEST: Final = 6_000


def failing(constraint: Constraint, value: Value, data: DataGraph) -> str | None:
    """Return an expression that is true where a value violates a constraint, or None if there is none.

    Raises `NotCompilable` as `failing_value` does.
    """
    if isinstance(constraint, Nested):
        return _nested(constraint, value, data)
    return failing_value(constraint, value, data)


def _nested(constraint: Nested, value: Value, data: DataGraph) -> str | None:
    fails: Iterator[str | None] = (failing_shape(shape, value, data) for shape in constraint.shapes)
    match constraint.name:
        case "not":
            test = next(fails)
            return None if test is None else f"!{test}"
        case "or":
            return _joined(fails, " && ", "true")
        case "xone":
            count = _joined((None if test is None else f"IF({test}, 0, 1)" for test in fails), " + ", "0")
            return None if count is None else f"({count} != 1)"
    return _joined(fails)


def failing_shape(shape: Shape, value: Value, data: DataGraph) -> str | None:
    """Return an expression that is true where a value does not conform to a shape, or None if no short one tells."""
    if shape.deactivated:
        return "false"
    if shape.path is not None:
        return _failing_property(shape, value, data)
    return _joined(
        chain(
            (_failing_itself(constraint, value, data) for constraint in shape.constraints),
            (_failing_property(part, value, data) for part in shape.properties),
        )
    )


def _failing_itself(constraint: Constraint, node: Value, data: DataGraph) -> str | None:
    if isinstance(constraint, Simple) and constraint.name == "hasValue":
        return f"!sameTerm({node}, {constant(constraint.value)})"
    return failing(constraint, node, data)


def _failing_property(shape: Shape, node: Value, data: DataGraph) -> str | None:
    """Return an expression that is true where a node does not conform to a property shape, or None if no short one tells."""
    if shape.deactivated or shape.path is None:
        return "false" if shape.deactivated else None
    open_ = [constraint for constraint in shape.constraints if not is_met(constraint, shape.path, data)]
    absent = [(constraint, lacks(constraint, shape.path, node, data)) for constraint in open_]
    tests = [test for _, test in absent if test is not None]
    others = [constraint for constraint, test in absent if test is None]
    if others or shape.properties:
        # A join inside EXISTS would be quadratic in the store, and some servers mix up tests inside tests.
        if not (paths.is_single_step(shape.path) and data.tests_together):
            return None
        inner = data.value(f"{node}_", shape.path)
        test = _joined(
            chain(
                (_failing_among(constraint, node, shape.path, inner, data) for constraint in others),
                (_failing_property(part, inner, data) for part in shape.properties),
            )
        )
        if test is None:
            return None
        tests.append(f"EXISTS {{ {node} {paths.text(shape.path)} {inner} FILTER({test}) }}")
    return _joined(tests)


def _failing_among(
    constraint: Constraint, node: Value, path: Path, value: Value, data: DataGraph
) -> str | None:
    # What `sh:equals` misses among the values, no single value tells.
    if isinstance(constraint, Simple) and constraint.name == "equals":
        return None
    return failing(constraint, value, data) or failing_beside(constraint, path, str(node), str(value))


def lacks(constraint: Constraint, path: Path, node: Value, data: DataGraph) -> str | None:
    """Return an expression that is true where a node lacks a value that it must have, or None if it is not of that kind.

    The path must be a single step or a sequence of such. Raises `NotCompilable` where a blank node is the value.
    """
    match constraint:
        case Simple("minCount", Literal(value="1")):
            return _leads_nowhere(path, node, "?found")
        case Simple("hasValue", value):
            return _leads_nowhere(path, node, constant(value))
        case Qualified("qualifiedMinCount", count=1) if paths.is_single_step(path) and data.tests_together:
            inner = data.value(f"{node}_", path)
            test = not_counted(constraint, inner, data)
            return test and f"!EXISTS {{ {node} {paths.text(path)} {inner} FILTER(!{test}) }}"
    return None


def not_counted(constraint: Qualified, value: Value, data: DataGraph) -> str | None:
    """Return an expression that is true of a value that a qualified count leaves out, or None if no short one tells."""
    own = failing_shape(constraint.shape, value, data)
    siblings = (failing_shape(sibling, value, data) for sibling in constraint.siblings)
    return _joined(chain([own], (None if test is None else f"!{test}" for test in siblings)))


def _leads_nowhere(path: Path, node: Value, end: str) -> str | None:
    steps = path.steps if isinstance(path, paths.Sequence) else (path,)
    if not all(map(_is_followed, steps)) or paths.is_nullable(path):
        return None
    walked = _leads(steps, str(node), end)
    if paths.is_nullable(steps[0]):
        # Where the node itself has what is looked for, no step is taken; an OR would not keep to this order.
        walked = f"IF({_leads(steps[1:], str(node), end)}, true, {walked})"
    return f"!{walked}"


def _leads(steps: Sequence[Path], node: str, end: str) -> str:
    """Return an expression that is true where steps from a node lead to an end."""
    nodes = [node, *(f"?step{number}" for number in range(1, len(steps))), end]
    found = ""
    # Each step in a test of its own: a join inside EXISTS would be quadratic in the store.
    for number, step in reversed(list(enumerate(steps))):
        inner = f" FILTER({found})" if found else ""
        found = f"EXISTS {{ {nodes[number]} {paths.text(step)} {nodes[number + 1]}{inner} }}"
    return found


def _is_followed(step: Path) -> bool:
    """Say whether a path is one property, or one over and over: a store follows it from a node without a join."""
    return paths.is_single_step(step.path if isinstance(step, paths.Repeated) else step)


def _joined(tests: Iterable[str | None], operator: str = " || ", empty: str = "false") -> str | None:
    """Return tests as one, or None where one of them is none; those after it are not looked at."""
    known: list[str] = []
    for test in tests:
        if test is None:
            return None
        known.append(test)
    expression = f"({operator.join(known) or empty})"
    return expression if len(expression) <= _LONGEST else None
