"""A store that holds what is entailed -> why: proofs found by SELECT queries. Nothing is stored for them, and no data is fetched.

Each round asks, in one request, for the premises of everything that is not proved yet. So one proof takes as many requests as it has
levels, and many proofs together take hardly more. How ways are found is `ways`' matter; how they become proofs, `shortest`'s.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from allegiance.reason.in_store.layers import Layers
from allegiance.reason.in_store.ways import StoreWays
from allegiance.reason.join import Ground
from allegiance.reason.proof import ASSERTED, Proof, ProofNode
from allegiance.reason.shortest import MOST_WAYS, Proofs, Search, Way
from allegiance.store import Store
from allegiance.terms import Triple

_FEW: Final = 8  # so many ways by one rule are enough for most facts
_MANY: Final = 10_000


class StoreProver:
    """Proves triples of one store. What has been proved is not asked for again: a store that has changed wants a new prover."""

    def __init__(self, store: Store, ontology: Iterable[Triple], layers: Layers) -> None:
        """Take a store, the ontology that its entailed layer was made with, and the names of its layers."""
        self._ways = StoreWays(store, ontology, layers)
        self._proved: dict[Ground, ProofNode] = {}

    def prove(self, triples: Sequence[Triple]) -> tuple[Proof | None, ...]:
        """Return for each triple a proof, short but not always the shortest; None where there is none, or none can be asked for.

        None can be asked for where every proof needs an unnamed node of the data. Errors of the store go through.
        """
        goals = [self._ways.fact(triple) for triple in triples]
        for most in (_FEW, _MANY):
            left = [goal for goal in dict.fromkeys(goals) if goal not in self._proved]
            exploration = _Exploration(self._ways, left, most)
            while facts := exploration.unproved():
                exploration.look_into(facts)
            self._proved.update(exploration.proved())
            if exploration.saw_every_way:
                break
        nodes = (self._proved.get(goal) for goal in goals)
        return tuple(None if node is None else self._ways.prover.told(node)[0] for node in nodes)

    def proofs(self, triple: Triple, most: int) -> Proofs:
        """Return up to so many proofs of a triple, as `Materialisation.proofs` does. Slower than `prove`."""
        goal = self._ways.fact(triple)
        exploration = _Exploration(self._ways, [goal], _MANY)
        while (facts := exploration.unseen()) and len(exploration.ways) < MOST_WAYS:
            exploration.look_into(facts)
        search = Search(most)
        for way in exploration.ways:
            search.add(way)
        return Proofs(search.told(self._ways.prover, goal), exploration.saw_every_way and not facts)


class _Exploration:
    """The ways that have been found to some goals and to what they need, and the proofs that these allow."""

    def __init__(self, source: StoreWays, goals: Sequence[Ground], most: int) -> None:
        self.ways: dict[Way, None] = {}
        self.saw_every_way = True
        self._source = source
        self._goals = goals
        self._most = most
        self._search = Search(1)
        self._seen: set[Ground] = set()
        self._to: defaultdict[Ground, list[Way]] = defaultdict(list)

    def look_into(self, facts: Sequence[Ground]) -> None:
        """Find the ways to some facts."""
        # Whether the goals themselves are asserted is asked together with the first premises.
        goals = () if self._seen else self._goals
        ways, are_all = self._source.of(facts, goals, self._seen, self._most)
        self._learn(ways)
        self.saw_every_way &= are_all
        self._search.run()

    def unproved(self) -> list[Ground]:
        """Return what has not been looked into and may help with a goal that has no proof yet."""
        return self._reached(lambda fact: self._search.node(fact) is None)

    def unseen(self) -> list[Ground]:
        """Return what has not been looked into and may help with a goal, whether or not that has a proof."""
        asserted = {way.fact for way in self.ways if way.rule == ASSERTED}
        return self._reached(lambda fact: fact in self._goals or fact not in asserted)

    def proved(self) -> Iterator[tuple[Ground, ProofNode]]:
        """Yield the goals that have a proof, with it."""
        for goal in self._goals:
            if (node := self._search.node(goal)) is not None:
                yield goal, node

    def _learn(self, ways: Iterable[Way]) -> None:
        for way in ways:
            if way not in self.ways:
                self.ways[way] = None
                self._to[way.fact].append(way)
                self._search.add(way)

    def _reached(self, matters: Callable[[Ground], bool]) -> list[Ground]:
        pending = [goal for goal in self._goals if matters(goal)]
        met = set(pending)
        while pending:
            for way in self._to.get(pending.pop(), ()):
                new = [fact for fact in way.premises if fact not in met and matters(fact)]
                met.update(new)
                pending += new
        return sorted(met - self._seen)
