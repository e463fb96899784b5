"""What constraints may ask about other shapes and other nodes, while they are evaluated themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from allegiance.terms import Term
from allegiance.validate.compiled.focus import Focus
from allegiance.validate.compiled.focus_tests import Failures
from allegiance.validate.data.data_graph import DataGraph, Row
from allegiance.validate.data.value_graph import ValueGraph
from allegiance.validate.shapes.model import Shape
from allegiance.validate.shapes.paths import Path


class Verdicts(Protocol):
    """The data, and who conforms to what; see `evaluation.Evaluation`."""

    data: DataGraph
    by_value: ValueGraph

    def violators(self, shape: Shape, focus: Focus) -> AbstractSet[Term]:
        """Return the focus nodes that do not conform to a shape."""
        ...

    def failures(self, shape: Shape, focus: Focus) -> Failures:
        """Return the constraints of a shape that a test of the focus node decides, with the nodes that fail (`focus_tests`)."""
        ...

    def reads_all(self, focus: Focus, path: Path) -> bool:
        """Say whether all values of a path are looked at, and not only those of focus nodes."""
        ...

    def rows_about_values(
        self, focus: Focus, path: Path | None, query: Callable[[Focus], str]
    ) -> Sequence[Row]:
        """Return the rows, `?this` first, of a query about the values that focus nodes have for a path."""
        ...

    def members(self, focus: Focus) -> AbstractSet[Term]:
        """Return the focus nodes themselves."""
        ...

    def value_nodes(self, shape: Shape, focus: Focus) -> tuple[tuple[Term, Term], ...]:
        """Return the focus nodes of a shape with each of their value nodes."""
        ...

    def value_nodes_among(
        self, shape: Shape, focus: Focus, wanted: AbstractSet[Term]
    ) -> tuple[tuple[Term, Term], ...]:
        """Return the focus nodes of a shape with those of their value nodes that are among some."""
        ...
