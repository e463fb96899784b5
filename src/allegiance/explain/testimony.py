"""Who says so: the claims that concern a situation, with their stance and their place in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allegiance.explain.index import Facts, Index
from allegiance.terms import ALG, OA, Literal, NamedNode, Object, Subject


@dataclass(frozen=True, slots=True)
class Testimony:
    """One claim: who takes which stance towards what, how surely, in which mode, and where; spans are code points."""

    claim: Subject
    claimant: Object
    stance: Object
    certainty: Object
    modality: Object
    gloss: str
    relayed_by: Object | None
    passages: tuple[tuple[int, int], ...]


class Witnesses:
    """The claims of a graph, by the situation that they concern."""

    def __init__(self, asserted: Index) -> None:
        self._asserted = asserted

    def about(self, situation: Object) -> tuple[Testimony, ...]:
        """Return the claims that concern a situation, in the order of the text."""
        found = [self.of(claim) for claim in self._asserted.subjects(ALG["concerns"], situation)]
        return tuple(sorted(found, key=lambda testimony: (testimony.passages, str(testimony.claim))))

    def of(self, claim: Subject) -> Testimony:
        """Return what one claim says."""
        facts = self._asserted.facts(claim)

        def one(name: str) -> Object:
            return next(iter(facts.get(ALG[name], ())), Literal(""))

        gloss = one("gloss")
        return Testimony(
            claim=claim,
            claimant=one("claimant"),
            stance=one("stance"),
            certainty=one("certainty"),
            modality=one("modality"),
            gloss=gloss.value if isinstance(gloss, Literal) else "",
            relayed_by=next(iter(facts.get(ALG["relayedBy"], ())), None),
            passages=tuple(sorted(self._span(passage) for passage in facts.get(ALG["anchoredAt"], ()))),
        )

    def facts(self, node: Subject) -> Facts:
        """Return what is asserted of a node."""
        return self._asserted.facts(node)

    def subjects(self, predicate: NamedNode, object_: Object) -> Sequence[Subject]:
        """Return the nodes of which a predicate and an object are asserted."""
        return self._asserted.subjects(predicate, object_)

    def _span(self, passage: Object) -> tuple[int, int]:
        selector = next(iter(self._asserted.facts(passage).get(OA["hasSelector"], ())), passage)
        position = self._asserted.facts(selector)
        start, end = (next(iter(position.get(OA[name], ())), None) for name in ("start", "end"))
        return (
            int(start.value) if isinstance(start, Literal) else 0,
            int(end.value) if isinstance(end, Literal) else 0,
        )
