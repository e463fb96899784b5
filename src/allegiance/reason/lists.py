"""RDF lists in facts -> tuples of members."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from allegiance.reason.columns import HALF, LOW, Column


class Lists:
    """The lists that `rdf:first` and `rdf:rest` spell; a head with several spellings has several tuples, a broken one none."""

    def __init__(self, first: Column, rest: Column, nil: int) -> None:
        self._first = _by_subject(first)
        self._rest = _by_subject(rest)
        self._nil = nil

    def tuples(self, head: int) -> list[tuple[int, ...]]:
        """Return the members of the list that starts at a node, in each way that its cells can be read."""
        return list(self._readings(head, frozenset()))

    def _readings(self, head: int, seen: frozenset[int]) -> Iterator[tuple[int, ...]]:
        # Walked with a stack of our own: a list may be longer than Python's recursion is deep.
        stack: list[tuple[int, tuple[int, ...], frozenset[int]]] = [(head, (), seen)]
        while stack:
            cell, members, before = stack.pop()
            if cell == self._nil:
                yield members
                continue
            straight: list[int] = []
            visited = set(before)
            while cell not in visited and len(self._first[cell]) == 1 and len(self._rest[cell]) == 1:
                visited.add(cell)
                straight.append(self._first[cell][0])
                cell = self._rest[cell][0]
            members = (*members, *straight)
            if cell == self._nil:
                yield members
            elif cell not in visited:
                after = frozenset(visited | {cell})
                stack.extend(
                    (rest, (*members, first), after)
                    for first in self._first[cell]
                    for rest in self._rest[cell]
                )


def cells(
    head: int, first: int, rest: int, objects: Callable[[int, int], Iterable[int]]
) -> Iterator[tuple[int, int, int]]:
    """Yield the triples of the list that starts at a node, whatever way it is read; `objects` of a predicate and a subject."""
    seen: set[int] = set()
    pending = [head]
    while pending:
        cell = pending.pop()
        if cell not in seen:
            seen.add(cell)
            yield from ((cell, first, member) for member in objects(first, cell))
            for following in objects(rest, cell):
                yield (cell, rest, following)
                pending.append(following)


def _by_subject(pairs: Column) -> defaultdict[int, list[int]]:
    index: defaultdict[int, list[int]] = defaultdict(list)
    for subject, object_ in zip((pairs >> HALF).tolist(), (pairs & LOW).tolist(), strict=True):
        index[subject].append(object_)
    return index
