"""A graph with its closure, kept: to ask why, and to take the next few triples without starting over."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from allegiance.reason.clashes import contradictions
from allegiance.reason.compiled_engine import closed, told
from allegiance.reason.contradiction import Contradiction
from allegiance.reason.dictionary import TermDictionary
from allegiance.reason.proof import Proof, Prover
from allegiance.terms import Triple


class Materialisation:
    """Asserted triples and what follows from them by OWL 2 RL. It does not change: see `with_added`, `with_removed`."""

    def __init__(self, asserted: Iterable[Triple]) -> None:
        self.asserted = frozenset(asserted)
        self._dictionary = TermDictionary()
        self._closure = closed(self.asserted, self._dictionary)

    @cached_property
    def entailed(self) -> frozenset[Triple]:
        """The new, legal and informative triples, as `entail` gives them."""
        return told(self._closure, self._dictionary, full=False)

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """The contradictions, as `entail` gives them."""
        return contradictions(self._closure)

    def prove(self, triple: Triple) -> Proof | None:
        """Return a proof of a triple that is asserted or entailed, or None where it is neither.

        No step rests on its own conclusion; where there is a choice, asserted premises are preferred. Raises `EngineError`
        `reasoner-failed` where the proof is too deep to be found.
        """
        known = len(self._dictionary)
        fact = (
            self._dictionary.id_of(triple.subject),
            self._dictionary.id_of(triple.predicate),
            self._dictionary.id_of(triple.object),
        )
        return None if max(fact) >= known else self._prover.prove(fact)

    @cached_property
    def _prover(self) -> Prover:
        return Prover(self._closure)
