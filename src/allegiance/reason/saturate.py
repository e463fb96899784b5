"""Rules + facts -> all that follows, semi-naively: each new fact meets each premise it can satisfy once.

Relations are taken in the order in which rules feed them, so that one outside a cycle is completed before it is read.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable

import numpy as np

from allegiance.reason.columns import Column, pack, swap
from allegiance.reason.facts import Facts
from allegiance.reason.join import Atom, InstanceRule, Plan, Rows, matches, plan, run
from allegiance.reason.ranks import ranks


class Program:
    """Rules made ready to run over one dictionary."""

    def __init__(self, rules: Iterable[InstanceRule], type_id: int, same_as: int) -> None:
        self._type = type_id
        self._same_as = same_as
        self._plans: defaultdict[int, list[Plan]] = defaultdict(list)
        self._axioms: list[Atom] = []
        feeds: defaultdict[int, set[int]] = defaultdict(set)
        for rule in rules:
            if rule.head is None:
                continue
            if not rule.body:
                self._axioms.append(rule.head)
            for position, atom in enumerate(rule.body):
                self._plans[atom.key(type_id)].append(plan(rule, position, rule.head.variables))
                feeds[atom.key(type_id)].add(rule.head.key(type_id))
        self._ranks = ranks(feeds)

    def run(self, facts: Facts, only: frozenset[int] | None = None) -> None:
        """Absorb proposals and add what follows until nothing is new, `owl:sameAs` left to the caller.

        With `only`, proposals for other relations stay proposals.
        """
        for axiom in self._axioms:
            self._conclude(axiom, Rows(1, {}), facts)
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

    def react(self, key: int, new: Column, facts: Facts) -> None:
        """Propose what follows from new facts of one relation."""
        for found in self._plans.get(key, ()):
            self._apply(found, key, new, facts)
        if key < 0 and self._type in self._plans:
            typings = pack(new, np.full(len(new), ~key))
            for found in self._plans[self._type]:
                self._apply(found, self._type, typings, facts)

    def _apply(self, found: Plan, key: int, new: Column, facts: Facts) -> None:
        head = found.rule.head
        if head is None:
            return
        start = found.start
        if not found.steps and isinstance(start.subject, str):
            # The most frequent rules hand a whole column on as it is, or turned round.
            target = head.key(self._type)
            if target != self._same_as and (target < 0) == (key < 0):
                unary = target < 0 and start.subject == head.subject
                if unary or (
                    start.object != start.subject
                    and (start.subject, start.object) == (head.subject, head.object)
                ):
                    facts.propose(target, new)
                    return
                if isinstance(start.object, str) and (start.object, start.subject) == (
                    head.subject,
                    head.object,
                ):
                    facts.propose(target, swap(new))
                    return
        rows = run(found.steps, matches(start, key, new), facts)
        if rows.count:
            self._conclude(head, rows, facts)

    def _conclude(self, head: Atom, rows: Rows, facts: Facts) -> None:
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
        facts.propose(key, pack(subjects, objects))


def read_keys(rules: Iterable[InstanceRule], type_id: int) -> frozenset[int]:
    """Return the keys of the relations that the rules read."""
    return frozenset(atom.key(type_id) for rule in rules for atom in rule.body)


def compared_keys(rules: Iterable[InstanceRule], type_id: int) -> frozenset[int]:
    """Return the keys of the properties whose objects some rule compares with a constant or with other objects."""
    found: set[int] = set()
    for rule in rules:
        objects = Counter(atom.object for atom in rule.body)
        found.update(
            atom.key(type_id)
            for atom in rule.body
            if isinstance(atom.object, int) or objects[atom.object] > 1
        )
    return frozenset(found)
