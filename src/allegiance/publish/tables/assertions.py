"""What is asserted of one node after another: what tables are made from, without holding the graph once more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from allegiance import turtle
from allegiance.terms import NamedNode, Object

# So many nodes are kept at hand: every column asks for the same one.
_KEPT = 256


class Assertions:
    """The assertions of a graph by subject and property, objects sorted."""

    def __init__(self, lines: turtle.Lines) -> None:
        lookup = turtle.Lookup(lines)

        def about(node: NamedNode) -> Mapping[NamedNode, Sequence[Object]]:
            found: dict[NamedNode, list[Object]] = {}
            for _, predicate, object_ in lookup.about(node):
                found.setdefault(predicate, []).append(object_)
            return found

        self._about = lru_cache(_KEPT)(about)

    def about(self, node: Object) -> Mapping[NamedNode, Sequence[Object]]:
        """Return everything that is said about a node."""
        return self._about(node) if isinstance(node, NamedNode) else {}

    def objects(self, node: Object, predicate: NamedNode) -> Sequence[Object]:
        """Return the objects of a node under a property."""
        return self.about(node).get(predicate, ())
