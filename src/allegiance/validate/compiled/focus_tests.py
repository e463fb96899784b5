"""What focus nodes must be and have: the tests of a node shape, and of its property shapes for values that are missing, in one scan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from allegiance.terms import Term
from allegiance.validate.compiled import path_queries
from allegiance.validate.compiled.focus import Focus
from allegiance.validate.compiled.shape_tests import failing, lacks
from allegiance.validate.data.data_graph import DataGraph, is_true
from allegiance.validate.shapes.model import Constraint, Shape

# The constraints that a test decided, each with the focus nodes that fail it.
Failures = Mapping[Constraint, Sequence[Term]]


def failures(
    shapes: Sequence[Shape], focus: Focus, data: DataGraph
) -> Mapping[tuple[Shape, Focus], Failures]:
    """Return what tests of the focus node alone decide: of a node shape what it may, of a property shape its demands for some value.

    Raises `NotCompilable` where a query cannot carry a constraint.
    """
    tests = [
        (shape, constraint, test)
        for shape in shapes
        for constraint in shape.constraints
        if (test := _test(constraint, shape, data)) is not None
    ]
    found: dict[tuple[Shape, Focus], dict[Constraint, list[Term]]] = {(shape, focus): {} for shape in shapes}
    for shape, constraint, _ in tests:
        found[shape, focus][constraint] = []
    for part in [tests] if data.tests_together and tests else [[test] for test in tests]:
        query = path_queries.failing_values(focus, None, [test for _, _, test in part])
        for this, _, *flags in data.rows(query):
            for (shape, constraint, _), flag in zip(part, flags, strict=True):
                if this is not None and is_true(flag):
                    found[shape, focus][constraint].append(this)
    return found


def _test(constraint: Constraint, shape: Shape, data: DataGraph) -> str | None:
    node = data.value("?this", None)
    if shape.deactivated:
        return None
    return (
        failing(constraint, node, data) if shape.path is None else lacks(constraint, shape.path, node, data)
    )
