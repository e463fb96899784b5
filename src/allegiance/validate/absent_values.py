"""Values that must be there and are not: for several property shapes of the same focus nodes, in one scan of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from allegiance.terms import Term
from allegiance.validate import path_queries
from allegiance.validate.data_graph import DataGraph, is_true
from allegiance.validate.focus import Focus
from allegiance.validate.model import Constraint, Shape
from allegiance.validate.shape_tests import lacks


def absent_values(
    shapes: Sequence[Shape], focus: Focus, data: DataGraph
) -> Mapping[tuple[Shape, Focus], tuple[tuple[Constraint, Term], ...]]:
    """Return, for each property shape, its demands for some value with the focus nodes that do not meet them.

    Of their constraints `sh:minCount 1` and `sh:hasValue` are looked at, where `value_tests.lacks` can say them.
    Raises `NotCompilable` where a blank node is a value.
    """
    tests = [
        (shape, constraint, test)
        for shape in shapes
        if not shape.deactivated and shape.path is not None
        for constraint in shape.constraints
        if (test := lacks(constraint, shape.path, data.value("?this", None), data)) is not None
    ]
    found: dict[tuple[Shape, Focus], dict[tuple[Constraint, Term], None]]
    found = {(shape, focus): {} for shape in shapes}
    for part in [tests] if data.tests_together and tests else [[test] for test in tests]:
        query = path_queries.failing_values(focus, None, [test for _, _, test in part])
        for this, _, *flags in data.rows(query):
            for (shape, constraint, _), flag in zip(part, flags, strict=True):
                if this is not None and is_true(flag):
                    found[shape, focus][constraint, this] = None
    return {key: tuple(pairs) for key, pairs in found.items()}
