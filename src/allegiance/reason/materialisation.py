"""A graph with its closure, kept: to ask why, and to add or take back triples without starting over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from allegiance.reason.clashes import contradictions
from allegiance.reason.closure import Closure, carried_on
from allegiance.reason.columns import EMPTY, Column, union
from allegiance.reason.compiled_engine import closed, propose, told
from allegiance.reason.contradiction import Contradiction
from allegiance.reason.dictionary import TermDictionary
from allegiance.reason.facts import Facts
from allegiance.reason.join import Ground
from allegiance.reason.proof import Proof
from allegiance.reason.retraction import reduced
from allegiance.reason.shortest import Proofs, shortest
from allegiance.reason.thorough import ThoroughProver
from allegiance.terms import Triple


class Materialisation:
    """Asserted triples and what follows from them by OWL 2 RL. It does not change: see `with_added`, `with_removed`."""

    def __init__(self, asserted: Iterable[Triple]) -> None:
        dictionary = TermDictionary()
        asserted = frozenset(asserted)
        self._become(asserted, dictionary, closed(asserted, dictionary))

    def _become(self, asserted: frozenset[Triple], dictionary: TermDictionary, closure: Closure) -> None:
        self.asserted = asserted
        self._dictionary = dictionary
        self._closure = closure

    @cached_property
    def entailed(self) -> frozenset[Triple]:
        """The new, legal and informative triples, as `entail` gives them."""
        return told(self._closure, self._dictionary, full=False)

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """The contradictions, as `entail` gives them."""
        return contradictions(self._closure)

    def with_added(self, triples: Iterable[Triple]) -> Materialisation:
        """Return the materialisation of this and more triples; the rules see only what is new, unless the schema changes."""
        new = frozenset(triples) - self.asserted
        added = self._columns(new)
        facts = self._closure.facts.copy()
        propose(new, self._dictionary, facts)
        asserted = dict(self._closure.asserted)
        for key, column in added.items():
            asserted[key] = union([asserted.get(key, EMPTY), column])
        return self._next(self.asserted | new, carried_on(self._closure, asserted, facts))

    def with_removed(self, triples: Iterable[Triple]) -> Materialisation:
        """Return the materialisation without some asserted triples.

        What rested on them alone is gone. Starts over where the schema or what is the same as what may change.
        """
        gone = frozenset(triples) & self.asserted
        closure = reduced(self._closure, self._columns(gone))
        if closure is None:
            return Materialisation(self.asserted - gone)
        return self._next(self.asserted - gone, closure)

    def prove(self, triple: Triple) -> Proof | None:
        """Return a proof of a triple that is asserted or entailed, or None where it is neither (docs/reasoning.md, Limits, has an exception).

        No step rests on its own conclusion; where there is a choice, asserted premises are preferred. Raises `EngineError`
        `reasoner-failed` where the proof is too deep to be found.
        """
        fact = self._fact(triple)
        return None if fact is None else self._prover.prove(fact)

    def proofs(self, triple: Triple, most: int) -> Proofs:
        """Return up to so many proofs of a triple, the shortest first; see `Proofs` for what is promised. Slower than `prove`."""
        fact = self._fact(triple)
        if fact is None:
            return Proofs((), every_way_seen=True)
        proofs = shortest(self._prover, fact, most)
        if not proofs.found and (other := self._prover.prove(fact)) is not None:
            # The ways were too many to find even one proof among them, or the rules over the merged schema give none.
            return Proofs((other,), every_way_seen=False)
        return proofs

    def _fact(self, triple: Triple) -> Ground | None:
        fact = [self._dictionary.find(term) for term in triple]
        known = [number for number in fact if number is not None and number < self._closure.size]
        if len(known) < len(fact):
            return None
        subject, predicate, object_ = known
        return subject, predicate, object_

    @cached_property
    def _prover(self) -> ThoroughProver:
        return ThoroughProver(self._closure)

    def _columns(self, triples: frozenset[Triple]) -> Mapping[int, Column]:
        facts = Facts(self._closure.facts.type_id)
        propose(triples, self._dictionary, facts)
        return {key: facts.absorb(key) for key in facts.pending()}

    def _next(self, asserted: frozenset[Triple], closure: Closure) -> Materialisation:
        other = object.__new__(Materialisation)
        other._become(asserted, self._dictionary, closure)
        return other
