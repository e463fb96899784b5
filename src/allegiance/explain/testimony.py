"""Who says so: the claims that concern a situation, with their stance and their place in the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from allegiance.terms import ALG, OA, Literal, NamedNode, Object, Subject, Triple


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

    def __init__(self, asserted: Iterable[Triple]) -> None:
        self._facts: dict[Subject, dict[NamedNode, list[Object]]] = defaultdict(lambda: defaultdict(list))
        self._concerning: dict[Object, list[Subject]] = defaultdict(list)
        for subject, predicate, object_ in asserted:
            self._facts[subject][predicate].append(object_)
            if predicate == ALG["concerns"]:
                self._concerning[object_].append(subject)

    def about(self, situation: Object) -> tuple[Testimony, ...]:
        """Return the claims that concern a situation, in the order of the text."""
        found = [self.of(claim) for claim in self._concerning.get(situation, ())]
        return tuple(sorted(found, key=lambda testimony: (testimony.passages, str(testimony.claim))))

    def of(self, claim: Subject) -> Testimony:
        """Return what one claim says."""
        facts = self._facts[claim]

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

    def facts(self, node: Subject) -> dict[NamedNode, list[Object]]:
        """Return what is asserted of a node."""
        return {predicate: list(objects) for predicate, objects in self._facts.get(node, {}).items()}

    def subjects(self, predicate: NamedNode, object_: Object) -> list[Subject]:
        """Return the nodes of which a predicate and an object are asserted."""
        return [node for node, facts in self._facts.items() if object_ in facts.get(predicate, ())]

    def _span(self, passage: Object) -> tuple[int, int]:
        facts = self._facts.get(passage, {}) if not isinstance(passage, Literal) else {}
        selector = next(iter(facts.get(OA["hasSelector"], ())), None)
        position = (
            self._facts.get(selector, {})
            if selector is not None and not isinstance(selector, Literal)
            else {}
        )
        start, end = (next(iter(position.get(OA[name], ())), None) for name in ("start", "end"))
        return (
            int(start.value) if isinstance(start, Literal) else 0,
            int(end.value) if isinstance(end, Literal) else 0,
        )
