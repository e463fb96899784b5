"""owl:sameAs by representatives: one member stands for each set of terms known to be the same.

Together with writing results out for every member this is eq-ref, eq-sym, eq-trans, eq-rep-s, eq-rep-p and eq-rep-o of the
W3C table, without storing a copy of every triple for every name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from allegiance.reason.columns import HALF, LOW, Column, pack
from allegiance.reason.facts import Facts

Order = Callable[[int], tuple[int, str]]


class Equality:
    """Which terms are the same, and who stands for them. `order` decides, whatever the order of arrival."""

    def __init__(self, size: int, order: Order) -> None:
        self._order = order
        self._standing_for = np.arange(size)
        self._members: dict[int, list[int]] = {}

    def copy(self, size: int, order: Order) -> Equality:
        """Return the same sets for as many ids or more, to be merged further."""
        other = Equality(size, order)
        other._standing_for[: len(self._standing_for)] = self._standing_for
        other._members = dict(self._members)
        return other

    @property
    def cliques(self) -> Mapping[int, list[int]]:
        """Each representative of more than itself, with all that it stands for."""
        return self._members

    @property
    def standing_for(self) -> Mapping[int, int]:
        """Each term that another stands for, with that other."""
        return {
            member: leader
            for leader, members in self._members.items()
            for member in members
            if member != leader
        }

    def leader(self, number: int) -> int:
        """Return the representative of an id."""
        return int(self._standing_for[number])

    def replaced(self, column: Column) -> Column:
        """Return a column of ids with each replaced by its representative."""
        return self._standing_for[column]

    def merge(self, pairs: Iterable[tuple[int, int]]) -> frozenset[int]:
        """Learn that terms are the same; return those that another stands for now and none did before."""
        leaders: dict[int, int] = {}

        def leader(term: int) -> int:
            path = []
            while (above := leaders.get(term, term)) != term:
                path.append(term)
                term = above
            leaders.update(dict.fromkeys(path, term))
            return term

        for one, other in pairs:
            first, second = leader(int(self._standing_for[one])), leader(int(self._standing_for[other]))
            if first != second:
                leaders[second] = first
        groups: defaultdict[int, list[int]] = defaultdict(list)
        for term in leaders:
            groups[leader(term)].append(term)
        retired: set[int] = set()
        for top, others in groups.items():
            members = [m for old in {top, *others} for m in self._members.pop(old, [old])]
            chosen = min(members, key=self._order)
            self._members[chosen] = members
            retired.update({top, *others} - {chosen})
            self._standing_for[members] = chosen
        return frozenset(retired)

    def rewrite(self, facts: Facts, retired: frozenset[int]) -> None:
        """Put representatives in the place of retired terms: in proposals, and in known triples, which become proposals."""
        self.represent_proposals(facts)
        flags = np.zeros(len(self._standing_for), np.bool_)
        flags[list(retired)] = True
        for key in facts.relations():
            column = facts.column(key)
            if (~key if key < 0 else key) in retired:
                moved = np.ones(len(column), np.bool_)
            else:
                moved = flags[column] if key < 0 else flags[column >> HALF] | flags[column & LOW]
            if moved.any():
                facts.keep(key, ~moved)
                facts.propose(self._key(key), self._rewritten(key, column[moved]))

    def represent_proposals(self, facts: Facts) -> None:
        """Put representatives in the place of other terms in proposals."""
        for key in facts.pending():
            for column in facts.withdraw(key):
                facts.propose(self._key(key), self._rewritten(key, column))

    def _key(self, key: int) -> int:
        return ~int(self._standing_for[~key]) if key < 0 else int(self._standing_for[key])

    def _rewritten(self, key: int, column: Column) -> Column:
        if key < 0:
            return self._standing_for[column]
        return pack(self._standing_for[column >> HALF], self._standing_for[column & LOW])
