"""Proof trees over both kinds of rule: OWL 2 RL's, and the folder's derivation rules, whose reasons are CONSTRUCT queries too.

A derivation rule `queries/rules/NAME.rq` has its reasons in `queries/rules/because/NAME.rq`: given the subject (and, where it
asks for it, the object) of a triple that the rule gave, it constructs the premises. That the premises really give the triple is
proved by a test, which runs the rule on them alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from allegiance.errors import Place
from allegiance.explain.testimony import Testimony, Witnesses
from allegiance.explain.withheld import Withheld, withheld
from allegiance.reason import Derivation, Materialisation, Proof
from allegiance.store import Graph, OxigraphStore
from allegiance.store.tokens import tokens
from allegiance.terms import ALG, GRAPH, Term, Triple

ASSERTED = "asserted"
_PARAMETERS = {"_subject_iri": 0, "_object_iri": 2}


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

    def __init__(
        self,
        asserted: Sequence[Triple],
        derivation: Derivation,
        because: Sequence[Path],
        place_of: Callable[[Triple], Place | None],
    ) -> None:
        self._asserted = frozenset(asserted)
        self._derivation = derivation
        self._because = {path.stem: path for path in because}
        self._place_of = place_of

    @cached_property
    def witnesses(self) -> Witnesses:
        """The claims of the graph."""
        return Witnesses(self._asserted)

    @cached_property
    def _materialisation(self) -> Materialisation:
        return Materialisation(self._asserted | self._derivation.triples)

    @cached_property
    def _store(self) -> OxigraphStore:
        return OxigraphStore({GRAPH["asserted"]: self._asserted, GRAPH["derived"]: self._derivation.triples})

    def why(self, triple: Triple) -> Explanation | None:
        """Return a proof of a triple down to assertions and claims, or None where it neither holds nor follows.

        What is written needs no proof; what a derivation rule gave is told by that rule; all else has a shortest proof by OWL 2 RL,
        as `proofs` promises it.
        """
        if triple in self._asserted:
            return Explanation(
                triple, ASSERTED, self._place_of(triple), testimonies=self._testimonies(triple)
            )
        if (rule := self._derivation.rule_of(triple)) is not None:
            premises = tuple(
                found
                for premise in sorted(self._reasons(rule, triple), key=str)
                if (found := self.why(premise)) is not None
            )
            return Explanation(triple, rule, premises=premises, testimonies=self._testimonies(triple))
        return next((self._told(proof) for proof in self._materialisation.proofs(triple, 1).found), None)

    def proofs(self, triple: Triple, most: int) -> Explanations:
        """Return up to so many proofs of a triple, those with the fewest steps first; none where it neither holds nor follows.

        What is written or derived is also proved by OWL 2 RL, where that can be done without it.
        """
        found = self._materialisation.proofs(triple, most)
        told = [self._told(proof) for proof in found.found]
        return Explanations(
            tuple(sorted(told, key=lambda each: sum(1 for _ in each.steps()))), found.every_way_seen
        )

    def why_not(self, triple: Triple) -> tuple[Withheld, ...]:
        """Return what stands behind a shortcut that was not drawn: the pledges described, their status and their claims."""
        return withheld(triple, self.witnesses, self._statuses)

    def statuses(self, situation: Term) -> tuple[Term, ...]:
        """Return the evidential statuses of a situation, one for each view."""
        return self._statuses(situation)

    def _statuses(self, situation: Term) -> tuple[Term, ...]:
        assessments = {s for s, p, o in self._derivation.triples if p == ALG["assesses"] and o == situation}
        found = {o for s, p, o in self._derivation.triples if s in assessments and p == ALG["status"]}
        return tuple(sorted(found, key=str))

    def _told(self, proof: Proof) -> Explanation:
        if not proof.premises:
            found = self.why(proof.triple)
            return found or Explanation(proof.triple, proof.rule, self._place_of(proof.triple))
        return Explanation(
            proof.triple, proof.rule, premises=tuple(self._told(premise) for premise in proof.premises)
        )

    def _reasons(self, rule: str, triple: Triple) -> frozenset[Triple]:
        path = self._because.get(rule)
        if path is None:
            return frozenset()
        text = path.read_text(encoding="utf-8")
        asked = {token.text[1:] for token in tokens(text) if token.kind == "variable"}
        ends = (triple.subject, triple.predicate, triple.object)
        bindings = {name: ends[index] for name, index in _PARAMETERS.items() if name in asked}
        result = self._store.query(text, bindings)
        return result.triples if isinstance(result, Graph) else frozenset()

    def _testimonies(self, triple: Triple) -> tuple[Testimony, ...]:
        if triple.predicate == ALG["assesses"]:
            return ()
        if triple.predicate in {ALG["status"], ALG["inView"]}:
            assessed = [
                t.object
                for t in self._derivation.triples
                if t.subject == triple.subject and t.predicate == ALG["assesses"]
            ]
            return tuple(testimony for situation in assessed for testimony in self.witnesses.about(situation))
        return self.witnesses.about(triple.subject)
