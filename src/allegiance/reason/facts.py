"""Triples as sorted columns of integers, one relation for each property and one for each class.

A relation's key is the id of its property; the key of a class, whose relation holds its members alone, is the complement
(`~id`) of the class's id. Not here: what the integers stand for (`dictionary`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from allegiance.reason.columns import (
    EMPTY,
    HALF,
    LOW,
    Column,
    Mask,
    contains,
    distinct,
    merge,
    pack,
    swap,
    union,
    without,
)


class Facts:
    """What is known and what is proposed. Proposals are not known until absorbed, key by key."""

    def __init__(self, type_id: int) -> None:
        self.type_id = type_id
        self._known: dict[int, Column] = {}
        self._inverse: dict[int, Column] = {}
        self._proposed: defaultdict[int, list[Column]] = defaultdict(list)

    def copy(self) -> Facts:
        """Return facts that know the same; columns are shared, for none is ever changed."""
        other = Facts(self.type_id)
        other._known = dict(self._known)
        other._inverse = dict(self._inverse)
        return other

    def relations(self) -> list[int]:
        """Return the keys of the relations that hold something."""
        return list(self._known)

    def pending(self) -> list[int]:
        """Return the keys for which something is proposed."""
        return list(self._proposed)

    def column(self, key: int) -> Column:
        """Return the members of a class, or the packed (subject, object) pairs of a property, sorted."""
        if key == self.type_id:
            return self._typings()
        return self._known.get(key, EMPTY)

    def inverse(self, key: int) -> Column:
        """Return the packed (object, subject) pairs of a property, sorted; kept up to date from the first request on."""
        if key == self.type_id:
            return np.sort(swap(self._typings()))
        if key not in self._inverse:
            self._inverse[key] = np.sort(swap(self.column(key)))
        return self._inverse[key]

    def propose(self, key: int, column: Column) -> None:
        """Take up members of a class or pairs of a property; pairs of `rdf:type` go to their classes."""
        if not len(column):
            return
        if key != self.type_id:
            self._proposed[key].append(column)
            return
        ordered = distinct(swap(column))
        classes = ordered >> HALF
        starts = np.flatnonzero(np.concatenate(([True], classes[1:] != classes[:-1])))
        for start, end in zip(starts, [*starts[1:], len(ordered)], strict=True):
            self._proposed[~int(classes[start])].append(ordered[start:end] & LOW)

    def unknown(self, key: int, column: Column) -> Column:
        """Return what is not known of a column, sorted and without repetition."""
        return without(distinct(column), self.column(key))

    def absorb(self, key: int) -> Column:
        """Make the proposals for a key known and return those that are new."""
        columns = self.withdraw(key)
        if not columns:
            return EMPTY
        proposed = union(columns)
        known = self._known.get(key, EMPTY)
        new = proposed[~contains(known, proposed)] if len(known) else proposed
        if len(new):
            self._known[key] = merge(known, new)
            if key in self._inverse:
                self._inverse[key] = merge(self._inverse[key], np.sort(swap(new)))
        return new

    def withdraw(self, key: int) -> list[Column]:
        """Take back the proposals for a key."""
        return self._proposed.pop(key, [])

    def forget(self, key: int) -> Column:
        """Drop a relation and return what it held."""
        self._inverse.pop(key, None)
        return self._known.pop(key, EMPTY)

    def keep(self, key: int, mask: Mask) -> None:
        """Drop what a mask does not choose from a relation."""
        self._inverse.pop(key, None)
        self._known[key] = self._known[key][mask]

    def propose_again(self) -> None:
        """Turn everything known into a proposal, for rules that have not seen it."""
        for key in self.relations():
            self._proposed[key].append(self.forget(key))

    def classes(self) -> Iterator[tuple[int, Column]]:
        """Yield each class with its members."""
        return ((~key, column) for key, column in self._known.items() if key < 0)

    def _typings(self) -> Column:
        """Return rdf:type as a property, for the rare rule that treats it as one."""
        parts = [pack(members, np.full(len(members), class_)) for class_, members in self.classes()]
        return union(parts) if parts else EMPTY
