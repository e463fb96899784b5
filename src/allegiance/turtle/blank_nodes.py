"""Which blank nodes of canonical lines can be written inside the statement that refers to them, and which are lists.

A blank node that is referred to exactly once is nested, unless that would go round in a circle or too deep; well-formed lists
become collections.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from allegiance.terms import RDF
from allegiance.turtle.lines import Fact

_TYPE = str(RDF["type"])
_FIRST, _REST, _NIL = str(RDF["first"]), str(RDF["rest"]), str(RDF["nil"])
# Deeper nesting would serve no reader, and would exhaust the stack of recursive readers and writers.
_DEEPEST = 32


class Nesting:
    """The blank nodes that are nested, of those that have facts; `facts` are (predicate, object) as in the lines."""

    def __init__(
        self,
        facts: Mapping[str, list[Fact]],
        references: Mapping[str, list[Fact]],
        shared: Collection[str] = (),
    ) -> None:
        """Take the facts of each blank node, and who refers to it (subject, predicate); `shared` ones keep their labels."""
        self._facts = facts
        self._parent = {
            node: found[0]
            for node, found in references.items()
            if len(found) == 1 and node in facts and node not in shared
        }
        self._cells = self._list_cells()
        self._depth: dict[str, int] = {}
        for node in sorted(self._parent):
            self._measure(node)

    def __contains__(self, node: str) -> bool:
        return self._depth.get(node, 0) > 0

    def members(self, head: str) -> list[str] | None:
        """Return the members of a well-formed rdf:List that is referred to nowhere else, or None."""
        members: list[str] = []
        while head != _NIL:
            if head not in self._cells or head not in self:
                return None
            first, head = (dict(self._facts[head])[name] for name in (_FIRST, _REST))
            members.append(first)
        return members

    def _list_cells(self) -> set[str]:
        """Return the cells of lists that end in rdf:nil, found from their ends."""
        cells: set[str] = set()
        for end in self._parent:
            node, rest = end, _NIL
            while node in self._parent and sorted(p for p, _ in self._facts[node]) == [_FIRST, _REST]:
                if dict(self._facts[node])[_REST] != rest or node in cells:
                    break
                cells.add(node)
                node, rest = self._parent[node][0], node
        return cells

    def _measure(self, node: str) -> None:
        """Find how deep a node would stand, from its outermost referrer inwards; 0 is a node that stands alone."""
        chain: dict[str, None] = {}
        while node in self._parent and node not in self._depth and node not in chain:
            chain[node] = None
            node = self._parent[node][0]
        if node in chain:
            circle = list(chain)
            for member in circle[circle.index(node) :]:
                self._depth[member] = 0
        depth = self._depth.get(node, 0)
        for inner in reversed(chain):
            if inner in self._depth:
                depth = self._depth[inner]
                continue
            in_list = inner in self._cells and self._parent[inner][1] == _REST and depth > 0
            depth = depth if in_list else depth + 1
            if depth > _DEEPEST:
                depth = 0
            self._depth[inner] = depth


def collect(lines: Iterable[str]) -> tuple[dict[str, list[Fact]], dict[str, list[Fact]]]:
    """Return the facts of every blank node, and the references to each, from the canonical lines that speak of them."""
    facts: dict[str, list[Fact]] = defaultdict(list)
    references: dict[str, list[Fact]] = defaultdict(list)
    for line in lines:
        subject, predicate, object_ = line.split(" ", 2)
        if subject[0] == "_":
            facts[subject].append((predicate, object_))
        if object_[0] == "_":
            references[object_].append((subject, predicate))
    return dict(facts), dict(references)
