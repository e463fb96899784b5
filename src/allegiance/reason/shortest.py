"""Several proofs of one fact, the shortest first: Knuth's generalisation of Dijkstra's search, from what is asserted upwards.

First the ways that lead to the fact are collected, backwards (`ways`); then proofs are put together in the order of their size, so
that the first that reaches the fact is a shortest (Knuth, A Generalization of Dijkstra's Algorithm, 1977). Not here: one
proof, found at once, which need not be the shortest (`proof`).
"""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice
from typing import Final, NamedTuple

from allegiance.reason.join import Ground
from allegiance.reason.proof import ASSERTED, Proof, ProofNode, Prover

MOST_WAYS: Final = 20_000
"""So many ways to conclude something are looked at for one question at most."""


@dataclass(frozen=True, slots=True)
class Proofs:
    """Proofs of one triple, by the number of their steps; a step that serves twice counts twice.

    With `every_way_seen`, no proof is shorter than the first (steps about literals, which are not told, counted as well). That there
    are no others than these is never said.
    """

    found: tuple[Proof, ...]
    every_way_seen: bool


class Way(NamedTuple):
    """A fact, the rule that would give it (or `asserted`), and what the rule would need."""

    fact: Ground
    rule: str
    premises: tuple[Ground, ...]


class _Tree(NamedTuple):
    size: int
    node: ProofNode
    facts: frozenset[Ground]


def shortest(prover: Prover, goal: Ground, most: int) -> Proofs:
    """Return up to so many proofs of a fact, none of which rests on its own conclusion; none where it is not in the closure.

    The asserted premises of a proof are not proved again; the goal is, even if it is asserted.
    """
    if not prover.has(goal):
        return Proofs((), every_way_seen=True)
    ways, whole = _ways(prover, goal)
    search = Search(most)
    for way in ways:
        search.add(way)
    return Proofs(search.told(prover, goal), whole)


def _ways(prover: Prover, goal: Ground) -> tuple[Sequence[Way], bool]:
    """Return every way to conclude the goal, or what such a way needs; and whether they are all there are."""
    ways: dict[Way, None] = {}
    seen = {goal}
    waiting = deque([goal])
    while waiting:
        fact = waiting.popleft()
        asserted = prover.is_asserted(fact)
        if asserted:
            ways[Way(fact, ASSERTED, ())] = None
        if asserted and fact != goal:
            continue
        for rule, bodies in prover.ways(fact):
            for premises in bodies:
                if len(ways) >= MOST_WAYS:
                    return tuple(ways), False
                if fact not in premises:
                    ways[Way(fact, rule, premises)] = None
                    waiting.extend(premise for premise in premises if premise not in seen)
                    seen.update(premises)
    return tuple(ways), True


class Search:
    """Puts proofs together in the order of their size; of every fact, `most` proofs at most are used.

    Ways may be added later on: what has been proved by then stays, even where a later way would have been shorter.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: defaultdict[Ground, list[_Tree]] = defaultdict(list)
        self._heap: list[tuple[int, int, _Tree]] = []
        self._number = count()
        self._used_by: defaultdict[Ground, list[Way]] = defaultdict(list)

    def add(self, way: Way) -> None:
        """Learn of one more way."""
        for premise in dict.fromkeys(way.premises):
            self._used_by[premise].append(way)
        if all(self._known.get(premise) for premise in way.premises):
            self._propose(way, {premise: self._known[premise][0] for premise in way.premises})

    def run(self) -> None:
        """Put together what the ways that were added allow."""
        for _ in self._grown():
            pass

    def node(self, goal: Ground) -> ProofNode | None:
        """Return the proof of a fact that `run` has found first, or None."""
        trees = self._known.get(goal)
        return trees[0].node if trees else None

    def nodes(self) -> Iterator[tuple[Ground, ProofNode]]:
        """Yield every fact that `run` has proved, with the first proof of it."""
        return ((fact, trees[0].node) for fact, trees in self._known.items() if trees)

    def told(self, prover: Prover, goal: Ground) -> tuple[Proof, ...]:
        """Return the proofs of a fact, by the number of the steps that are told."""
        trees = islice((tree for tree in self._grown() if tree.node.fact == goal), self._most)
        told = dict.fromkeys(proof for tree in trees for proof in prover.told(tree.node))
        return tuple(sorted(told, key=lambda proof: sum(1 for _ in proof.steps())))

    def _grown(self) -> Iterator[_Tree]:
        while self._heap:
            _, _, tree = heapq.heappop(self._heap)
            fact = tree.node.fact
            if len(self._known[fact]) >= self._most:
                continue
            self._known[fact].append(tree)
            yield tree
            for way in self._used_by[fact]:
                for parts in _parts(way, tree, self._known):
                    self._propose(way, parts)

    def _propose(self, way: Way, parts: Mapping[Ground, _Tree]) -> None:
        trees = [parts[premise] for premise in way.premises]
        facts = frozenset[Ground]().union(*(tree.facts for tree in trees))
        if way.fact not in facts:
            node = ProofNode(way.fact, way.rule, tuple(tree.node for tree in trees))
            size = 1 + sum(tree.size for tree in trees)
            heapq.heappush(self._heap, (size, next(self._number), _Tree(size, node, facts | {way.fact})))


def _parts(way: Way, new: _Tree, known: Mapping[Ground, Sequence[_Tree]]) -> Iterator[Mapping[Ground, _Tree]]:
    """Yield choices of a proof for each premise, the new one among them, at most one of them other than the shortest."""
    fact = new.node.fact
    if not all(known[premise] for premise in way.premises):
        return
    shortest_ones = {premise: known[premise][0] for premise in way.premises}
    yield {**shortest_ones, fact: new}
    if new is shortest_ones[fact]:
        for premise in shortest_ones.keys() - {fact}:
            yield from ({**shortest_ones, premise: other} for other in known[premise][1:])
