"""Rules + facts -> all that follows, semi-naively: each new fact meets each premise it can satisfy once.

Relations are taken in the order in which rules feed them, so that one outside a cycle is completed before it is read.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np

from allegiance.reason.columns import Column, pack
from allegiance.reason.facts import Facts
from allegiance.reason.join import Atom, InstanceRule, Plan, Rows, matches, plan, run
from allegiance.reason.ranks import ranks
from allegiance.reason.shortcuts import Shortcut, conclusions, shortcut

_PIECE: Final = 1 << 15
_MANY: Final = 1 << 20  # so many conclusions of one piece are mostly the same ones, or known


class _Reaction(NamedTuple):
    """What to do about new facts for one premise of a rule."""

    plan: Plan
    shortcut: Shortcut | None


class Program:
    """Rules made ready to run over one dictionary."""

    def __init__(self, rules: Iterable[InstanceRule], type_id: int, same_as: int) -> None:
        self._type = type_id
        self._same_as = same_as
        self._plans: defaultdict[int, list[_Reaction]] = defaultdict(list)
        self._axioms: list[Atom] = []
        feeds: defaultdict[int, set[int]] = defaultdict(set)
        for rule in rules:
            if rule.head is None:
                continue
            if not rule.body:
                self._axioms.append(rule.head)
            how = shortcut(rule, type_id, same_as)
            for position, atom in enumerate(rule.body):
                feeds[atom.key(type_id)].add(rule.head.key(type_id))
                if how is None or position == 0:
                    reaction = _Reaction(plan(rule, position, rule.head.variables), how)
                    self._plans[atom.key(type_id)].append(reaction)
        self._ranks = ranks(feeds)

    def run(self, facts: Facts, only: frozenset[int] | None = None) -> None:
        """Absorb proposals and add what follows until nothing is new, `owl:sameAs` left to the caller.

        With `only`, proposals for other relations stay proposals.
        """
        for axiom in self._axioms:
            self.conclude(axiom, Rows(1, {}), facts)
        queue: list[tuple[int, int]] = []
        queued: set[int] = {self._same_as}
        self._enqueue(facts.pending(), queue, queued, only)
        while queue:
            key = heapq.heappop(queue)[1]
            queued.discard(key)
            new = facts.absorb(key)
            if len(new):
                self.react(key, new, facts)
                self._enqueue(facts.pending(), queue, queued, only)

    def _enqueue(
        self, keys: Iterable[int], queue: list[tuple[int, int]], queued: set[int], only: frozenset[int] | None
    ) -> None:
        for key in keys:
            if key not in queued and (only is None or key in only):
                queued.add(key)
                heapq.heappush(queue, (self._ranks.get(key, 0), key))

    def react(self, key: int, new: Column, facts: Facts, into: Facts | None = None) -> None:
        """Propose what follows from new facts of one relation together with all facts, to these or to others."""
        into = facts if into is None else into
        for found in self._plans.get(key, ()):
            self._apply(found, key, new, facts, into)
        if key < 0 and self._type in self._plans:
            typings = pack(new, np.full(len(new), ~key))
            for found in self._plans[self._type]:
                self._apply(found, self._type, typings, facts, into)

    def _apply(self, found: _Reaction, key: int, new: Column, facts: Facts, into: Facts) -> None:
        head = found.plan.rule.head
        if head is None:
            return
        if found.shortcut is not None:
            into.propose(head.key(self._type), conclusions(found.shortcut, key, new, facts))
            return
        # In pieces, for a join may make of each fact as many rows as there are facts.
        for start in range(0, len(new), _PIECE):
            rows = matches(found.plan.start, key, new[start : start + _PIECE])
            rows = run(found.plan.steps, rows, facts)
            if rows.count:
                self.conclude(head, rows, into)

    def conclude(self, head: Atom, rows: Rows, facts: Facts) -> None:
        """Propose what a head says of solutions."""
        key = head.key(self._type)
        subjects = rows.value(head.subject)
        assert subjects is not None
        if key < 0:
            facts.propose(key, subjects)
            return
        objects = rows.value(head.object)
        assert objects is not None
        if key == self._same_as:
            different = subjects != objects
            subjects, objects = subjects[different], objects[different]
        pairs = pack(subjects, objects)
        facts.propose(key, facts.unknown(key, pairs) if len(pairs) > _MANY else pairs)


def read_keys(rules: Iterable[InstanceRule], type_id: int) -> frozenset[int]:
    """Return the keys of the relations that the rules read."""
    return frozenset(atom.key(type_id) for rule in rules for atom in rule.body)


def compared_keys(rules: Iterable[InstanceRule], type_id: int) -> frozenset[int]:
    """Return the keys of the properties whose objects some rule compares with a constant or with other objects."""
    found: set[int] = set()
    for rule in rules:
        objects = Counter(atom.object for atom in rule.body)
        found.update(
            key
            for atom in rule.body
            if (key := atom.key(type_id)) >= 0 and (isinstance(atom.object, int) or objects[atom.object] > 1)
        )
    return frozenset(found)
