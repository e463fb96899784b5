"""Sorted columns of integers: the set operations that rules need, each one pass over whole columns.

Those of numpy (`unique`, `isin`) sort more often, and load its masked arrays when they are first called, which takes longer than reasoning
over a small graph.

A pair of ids is packed into one integer, the first id in the high half, so that sorting packed pairs sorts by the first id.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Column: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]

HALF: Final = 32
LOW: Final = (1 << HALF) - 1
EMPTY: Final[Column] = np.empty(0, np.int64)


def pack(first: Column, second: Column) -> Column:
    """Return the pairs of ids, each in one integer."""
    return (first << HALF) | second


def swap(pairs: Column) -> Column:
    """Return the pairs with their halves exchanged, in the same order."""
    return ((pairs & LOW) << HALF) | (pairs >> HALF)


def distinct(column: Column) -> Column:
    """Return the values of a column sorted and without repetition."""
    if len(column) < 2:  # noqa: PLR2004 -- nothing to sort
        return column
    ordered = np.sort(column)
    first = np.empty(len(ordered), np.bool_)
    first[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered if first.all() else ordered[first]


def union(columns: Sequence[Column]) -> Column:
    """Return the sorted, distinct values of all the columns."""
    return distinct(columns[0] if len(columns) == 1 else np.concatenate(columns))


def contains(ordered: Column, values: Column) -> Mask:
    """Say of each value whether it is in the sorted column."""
    if not len(ordered):
        return np.zeros(len(values), np.bool_)
    places = np.searchsorted(ordered, values)
    places[places == len(ordered)] = 0
    found: Mask = ordered[places] == values
    return found


def without(ordered: Column, removed: Column) -> Column:
    """Return the values of a sorted column that are not in another sorted column."""
    if not len(removed) or not len(ordered):
        return ordered
    return ordered[~contains(removed, ordered)]


def merge(ordered: Column, new: Column) -> Column:
    """Return two sorted columns that share no value as one sorted column."""
    if not len(ordered):
        return new
    if not len(new):
        return ordered
    total = len(ordered) + len(new)
    places = np.searchsorted(ordered, new) + np.arange(len(new))
    old = np.ones(total, np.bool_)
    old[places] = False
    merged = np.empty(total, np.int64)
    merged[places] = new
    merged[old] = ordered
    return merged


def neighbours(index: Column, pairs: Column) -> tuple[Column, Column]:
    """Return (second, next second) for pairs of the sorted index and those beside them that have the same first half."""
    places = np.searchsorted(index, pairs)
    found: list[tuple[Column, Column]] = []
    for beside in (places - 1, places + 1):
        inside = (beside >= 0) & (beside < len(index))
        mine, other = pairs[inside], index[beside[inside]]
        together = (mine >> HALF) == (other >> HALF)
        found.append((mine[together] & LOW, other[together] & LOW))
    return np.concatenate([found[0][0], found[1][0]]), np.concatenate([found[0][1], found[1][1]])


def partners(index: Column, firsts: Column) -> tuple[Column, Column]:
    """Return (row, second) for each pair of the sorted index whose first half is the value in that row of `firsts`."""
    low = np.searchsorted(index, firsts << HALF)
    high = np.searchsorted(index, (firsts + 1) << HALF)
    counts = high - low
    rows = np.repeat(np.arange(len(firsts)), counts)
    starts = np.cumsum(counts) - counts
    places = np.arange(len(rows)) + np.repeat(low - starts, counts)
    return rows, index[places] & LOW
