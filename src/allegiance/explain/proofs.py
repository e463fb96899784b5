"""Proof trees over both kinds of rule: OWL 2 RL's, and the folder's derivation rules, whose reasons are CONSTRUCT queries too.

A derivation rule `queries/rules/NAME.rq` has its reasons in `queries/rules/because/NAME.rq`: given the subject (and, where it
asks for it, the object) of a triple that the rule gave, it constructs the premises. That the premises really give the triple is
proved by a test, which runs the rule on them alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from allegiance.errors import Place
from allegiance.explain.knowledge import Knowledge
from allegiance.explain.testimony import Testimony, Witnesses
from allegiance.explain.withheld import Withheld, withheld
from allegiance.reason import Proof
from allegiance.terms import ALG, Object, Term, Triple

ASSERTED = "asserted"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a triple holds: `asserted` with its place in the files, or the rule that gives it and what the rule needed.

    `testimonies` are the claims that the step rests on: at a status, those that concern the situation.
    """

    triple: Triple
    rule: str
    place: Place | None = None
    premises: tuple[Explanation, ...] = ()
    testimonies: tuple[Testimony, ...] = ()

    def steps(self) -> Iterator[Explanation]:
        """Yield this step and all below it, the conclusion first."""
        yield self
        for premise in self.premises:
            yield from premise.steps()


@dataclass(frozen=True, slots=True)
class Explanations:
    """Proofs of one triple, by the number of their steps, a step that serves twice counted twice.

    With `every_way_seen`, the search for proofs by OWL 2 RL has looked at every way, taking what derivation rules gave as given: among
    those, none is shorter than the shortest here. There may always be others.
    """

    found: tuple[Explanation, ...]
    every_way_seen: bool


class Explainer:
    """Answers why, over one graph: its assertions, what its rules derived, and what OWL 2 RL adds."""

    def __init__(self, knowledge: Knowledge, place_of: Callable[[Triple], Place | None]) -> None:
        """Take a graph, and what knows where its assertions are written."""
        self.knowledge = knowledge
        self.witnesses = Witnesses(knowledge.asserted, knowledge.parts)
        self._place_of = place_of

    def why(self, triple: Triple) -> Explanation | None:
        """Return a proof of a triple down to assertions and claims, or None where it neither holds nor follows.

        What is written needs no proof; what a derivation rule gave is told by that rule; all else by `Knowledge.proof`.
        """
        if (given := self._given(triple)) is not None:
            return given
        proof = self.knowledge.proof(triple)
        return None if proof is None else self._told(proof)

    def proofs(self, triple: Triple, most: int) -> Explanations:
        """Return up to so many proofs of a triple, those with the fewest steps first; none where it neither holds nor follows.

        What is written or derived is also proved by OWL 2 RL, where that can be done without it.
        """
        found = self.knowledge.proofs(triple, most)
        told = [self._told(proof) for proof in found.found]
        return Explanations(
            tuple(sorted(told, key=lambda each: sum(1 for _ in each.steps()))), found.every_way_seen
        )

    def why_not(self, triple: Triple) -> tuple[Withheld, ...]:
        """Return what stands behind a shortcut that was not drawn: the pledges described, their status and their claims."""
        return withheld(triple, self.witnesses, self.statuses)

    def statuses(self, situation: Object) -> tuple[Term, ...]:
        """Return the evidential statuses of a situation, one for each view."""
        derived = self.knowledge.derived
        assessments = derived.subjects(ALG["assesses"], situation)
        found = {status for each in assessments for status in derived.facts(each).get(ALG["status"], ())}
        return tuple(sorted(found, key=str))

    def _given(self, triple: Triple) -> Explanation | None:
        """Return why something holds that is written or derived; None where OWL 2 RL has to say."""
        if self.knowledge.asserted.has(triple):
            return Explanation(
                triple, ASSERTED, self._place_of(triple), testimonies=self._testimonies(triple)
            )
        if (rule := self.knowledge.rule_of(triple)) is None:
            return None
        premises = tuple(
            found
            for premise in sorted(self.knowledge.reasons(rule, triple), key=str)
            if (found := self.why(premise)) is not None
        )
        return Explanation(triple, rule, premises=premises, testimonies=self._testimonies(triple))

    def _told(self, proof: Proof) -> Explanation:
        if not proof.premises:
            given = self._given(proof.triple)
            return given or Explanation(proof.triple, proof.rule, self._place_of(proof.triple))
        return Explanation(
            proof.triple, proof.rule, premises=tuple(self._told(premise) for premise in proof.premises)
        )

    def _testimonies(self, triple: Triple) -> tuple[Testimony, ...]:
        if triple.predicate == ALG["assesses"]:
            return ()
        if triple.predicate in {ALG["status"], ALG["inView"]}:
            assessed = self.knowledge.derived.facts(triple.subject).get(ALG["assesses"], ())
            return tuple(testimony for situation in assessed for testimony in self.witnesses.about(situation))
        return self.witnesses.about(triple.subject)
