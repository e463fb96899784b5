"""Values held against other shapes (SHACL §4.6, §4.7.3): sets of nodes that fail a shape, combined.

Each nested shape is asked once about all value nodes together; what `sh:and`, `sh:or`, `sh:not` and `sh:xone` make of the
answers is set algebra.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from allegiance.terms import Term
from allegiance.validate.compiled import path_queries
from allegiance.validate.compiled.focus import Focus
from allegiance.validate.compiled.shape_tests import not_counted
from allegiance.validate.compiled.verdicts import Verdicts
from allegiance.validate.data.data_graph import Row
from allegiance.validate.shapes.model import Nested, Qualified, Shape
from allegiance.validate.shapes.paths import Path, is_nullable


def failing_pairs(
    constraint: Nested, shape: Shape, focus: Focus, verdicts: Verdicts
) -> Iterator[tuple[Term, Term]]:
    """Yield the focus nodes with those of their values that violate a logical or shape-based constraint."""
    values = focus if shape.path is None else focus.through(shape.path)
    failing = _failing(constraint, values, verdicts)
    if failing:
        yield from verdicts.value_nodes_among(shape, focus, failing)


def _failing(constraint: Nested, values: Focus, verdicts: Verdicts) -> AbstractSet[Term]:
    match constraint.name:
        case "not":
            return verdicts.members(values) - verdicts.violators(constraint.shapes[0], values)
        case "or":
            return _failing_all(constraint.shapes, values, verdicts)
        case "xone":
            failed = Counter(
                node for shape in constraint.shapes for node in verdicts.violators(shape, values)
            )
            allowed = len(constraint.shapes) - 1
            return {node for node in verdicts.members(values) if failed[node] != allowed}
    return set().union(*(verdicts.violators(shape, values) for shape in constraint.shapes))


def _failing_all(shapes: tuple[Shape, ...], values: Focus, verdicts: Verdicts) -> set[Term]:
    if not shapes:
        return set(verdicts.members(values))
    failing = set(verdicts.violators(shapes[0], values))
    for shape in shapes[1:]:
        if not failing:
            break
        failing &= verdicts.violators(shape, values)
    return failing


def wrongly_counted(
    constraint: Qualified, path: Path, shape: Shape, focus: Focus, verdicts: Verdicts
) -> Iterator[Term]:
    """Yield the focus nodes of whose values too few or too many conform to a qualified value shape."""
    least = constraint.name == "qualifiedMinCount"
    test = not_counted(constraint, verdicts.data.value("?value", path), verdicts.data)
    if test is not None and not is_nullable(path):
        if least:
            rows: Sequence[Row] = verdicts.data.rows(
                path_queries.too_few_counted(focus, path, test, constraint.count)
            )
        else:
            rows = verdicts.rows_about_values(
                focus, path, lambda nodes: path_queries.too_many_counted(nodes, path, test, constraint.count)
            )
        yield from (this for (this,) in rows if this is not None)
        return
    values = focus.through(path)
    failing = verdicts.violators(constraint.shape, values)
    # A value that conforms to any sibling is not counted: it must fail them all.
    counted = _failing_all(constraint.siblings, values, verdicts) if constraint.siblings else None
    counts = Counter(
        this
        for this, value in verdicts.value_nodes(shape, focus)
        if value not in failing and (counted is None or value in counted)
    )
    for this in sorted(verdicts.members(focus), key=str):
        if counts[this] < constraint.count if least else counts[this] > constraint.count:
            yield this
