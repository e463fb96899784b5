"""The order in which relations are completed: strongly connected components, those that feed others first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet


def ranks(feeds: Mapping[int, AbstractSet[int]]) -> dict[int, int]:
    """Return a number for each node, smaller than that of every node it feeds unless both are on one cycle (Tarjan, 1972)."""
    search = _Search(feeds)
    for root in feeds:
        search.visit(root)
    return search.component


class _Search:
    def __init__(self, feeds: Mapping[int, AbstractSet[int]]) -> None:
        self._feeds = feeds
        self._order: dict[int, int] = {}
        self._low: dict[int, int] = {}
        self._open: dict[int, None] = {}
        self.component: dict[int, int] = {}

    def visit(self, root: int) -> None:
        """Give a number to whatever a node reaches. The path is a list: Python's recursion is not as deep as ontologies are."""
        path: list[tuple[int, Iterator[int]]] = []
        self._enter(root, path)
        while path:
            node, targets = path[-1]
            target = next(targets, None)
            if target is None:
                path.pop()
                self._leave(node)
                if path:
                    self._low[path[-1][0]] = min(self._low[path[-1][0]], self._low[node])
            elif target in self._open:
                self._low[node] = min(self._low[node], self._order[target])
            else:
                self._enter(target, path)

    def _enter(self, node: int, path: list[tuple[int, Iterator[int]]]) -> None:
        if node not in self._order:
            self._order[node] = self._low[node] = len(self._order)
            self._open[node] = None
            path.append((node, iter(self._feeds.get(node, ()))))

    def _leave(self, node: int) -> None:
        if self._low[node] == self._order[node]:
            # A component is complete only after all that it feeds, so later ones get smaller numbers.
            number = -len(self.component)
            while node in self._open:
                self.component[self._open.popitem()[0]] = number
