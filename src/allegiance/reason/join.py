"""A rule as a plan of joins, and its evaluation: whole columns at a time, from a set of new facts.

Terms of a rule are ids (int); variables are names (str).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

import numpy as np

from allegiance.reason.columns import HALF, LOW, Column, contains, pack, partners
from allegiance.reason.facts import Facts

Slot: TypeAlias = int | str
Ground: TypeAlias = tuple[int, int, int]


class Atom(NamedTuple):
    """A triple pattern whose predicate is known."""

    subject: Slot
    predicate: int
    object: Slot

    @property
    def variables(self) -> frozenset[str]:
        """The names of its variables."""
        return frozenset(slot for slot in (self.subject, self.object) if isinstance(slot, str))

    def key(self, type_id: int) -> int:
        """Return the key of the relation that it speaks about."""
        return ~self.object if self.predicate == type_id and isinstance(self.object, int) else self.predicate

    def ground(self, binding: Mapping[str, int]) -> Ground:
        """Return the triple that it becomes when each variable is replaced."""
        subject, predicate, object_ = self
        return (
            binding[subject] if isinstance(subject, str) else subject,
            predicate,
            binding[object_] if isinstance(object_, str) else object_,
        )


@dataclass(frozen=True, slots=True)
class InstanceRule:
    """A rule about individuals: what is left of a table rule when its schema part has been matched.

    Two rules are equal when they say the same, whatever axioms they came from.
    """

    body: tuple[Atom, ...]
    head: Atom | None
    name: str = field(compare=False)
    because: tuple[Ground, ...] = field(compare=False, default=())
    words: str = field(compare=False, default="")
    schema: tuple[tuple[str, int], ...] = field(compare=False, default=())


class Rows:
    """Solutions so far: one column for each variable, all of the same length."""

    __slots__ = ("columns", "count")

    def __init__(self, count: int, columns: dict[str, Column]) -> None:
        self.count = count
        self.columns = columns

    def value(self, slot: Slot) -> Column | None:
        """Return the column of a term: bound variables and constants have one, free variables have none."""
        if isinstance(slot, int):
            return np.full(self.count, slot)
        return self.columns.get(slot)

    def chosen(self, rows: Column | np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Rows:
        """Return the rows of a mask or a list of row numbers."""
        columns = {name: column[rows] for name, column in self.columns.items()}
        count = int(np.count_nonzero(rows)) if rows.dtype == np.bool_ else len(rows)
        return Rows(count, columns)


def everything() -> Rows:
    """Return the one solution of no pattern."""
    return Rows(1, {})


def matches(atom: Atom, key: int, column: Column) -> Rows:
    """Return the solutions of one pattern in a column of its relation."""
    if key < 0:
        return _members(atom, column)
    subjects, objects = column >> HALF, column & LOW
    columns: dict[str, Column] = {}
    mask: np.ndarray[tuple[int], np.dtype[np.bool_]] | None = None
    for slot, values in ((atom.subject, subjects), (atom.object, objects)):
        if isinstance(slot, int) or slot in columns:
            same = values == (slot if isinstance(slot, int) else columns[slot])
            mask = same if mask is None else mask & same
        else:
            columns[slot] = values
    rows = Rows(len(column), columns)
    return rows if mask is None else rows.chosen(mask)


def _members(atom: Atom, column: Column) -> Rows:
    if isinstance(atom.subject, str):
        return Rows(len(column), {atom.subject: column})
    return Rows(int(np.any(column == atom.subject)), {})


def extend(rows: Rows, atom: Atom, facts: Facts) -> Rows:
    """Return the solutions that also satisfy one more pattern."""
    key = atom.key(facts.type_id)
    subjects = rows.value(atom.subject)
    if key < 0:
        if subjects is not None:
            return rows.chosen(contains(facts.column(key), subjects))
        return _product(rows, _members(atom, facts.column(key)))
    objects = rows.value(atom.object)
    if subjects is not None and objects is not None:
        return rows.chosen(contains(facts.column(key), pack(subjects, objects)))
    if subjects is not None:
        return _expanded(rows, facts.column(key), subjects, atom.object)
    if objects is not None:
        return _expanded(rows, facts.inverse(key), objects, atom.subject)
    return _product(rows, matches(atom, key, facts.column(key)))


def _expanded(rows: Rows, index: Column, firsts: Column, free: Slot) -> Rows:
    numbers, seconds = partners(index, firsts)
    wider = rows.chosen(numbers)
    wider.columns[str(free)] = seconds
    return wider


def _product(rows: Rows, others: Rows) -> Rows:
    left = np.repeat(np.arange(rows.count), others.count)
    right = np.tile(np.arange(others.count), rows.count)
    return Rows(len(left), {**rows.chosen(left).columns, **others.chosen(right).columns})


class Step(NamedTuple):
    """One join, and the variables that are still needed after it."""

    atom: Atom
    keep: frozenset[str]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to find what a rule derives from new facts for one of its premises."""

    rule: InstanceRule
    start: Atom
    steps: tuple[Step, ...]


def plan(rule: InstanceRule, position: int, needed: frozenset[str]) -> Plan:
    """Return the plan that starts at one premise and always joins the most bound premise next."""
    start = rule.body[position]
    left = [atom for number, atom in enumerate(rule.body) if number != position]
    bound = set(start.variables)
    steps: list[Step] = []
    while left:
        best = min(left, key=lambda atom: (len(atom.variables - bound), not atom.variables & bound))
        left.remove(best)
        bound |= best.variables
        keep = needed.union(*(atom.variables for atom in left))
        steps.append(Step(best, keep))
    return Plan(rule, start, tuple(steps))


def run(steps: Sequence[Step], rows: Rows, facts: Facts) -> Rows:
    """Return the solutions of all the steps, beginning with the given ones."""
    for atom, keep in steps:
        if not rows.count:
            break
        rows = extend(rows, atom, facts)
        rows.columns = {name: column for name, column in rows.columns.items() if name in keep}
    return rows


def solve(atoms: Iterable[Atom], rows: Rows, facts: Facts) -> Rows:
    """Return the solutions of the patterns, all variables kept."""
    left = list(atoms)
    while left and rows.count:
        bound = rows.columns.keys()
        best = min(
            left, key=lambda atom: (len(atom.variables - bound), len(facts.column(atom.key(facts.type_id))))
        )
        left.remove(best)
        rows = extend(rows, best, facts)
    return rows
