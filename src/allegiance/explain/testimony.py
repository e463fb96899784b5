"""Who says so: the claims that concern a situation, with their stance and their place in the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from allegiance.explain.index import Facts, Index, TripleIndex
from allegiance.explain.parts import Part, parts_of
from allegiance.store import OxigraphStore
from allegiance.terms import ALG, GRAPH, OA, Literal, NamedNode, Object, Subject, Triple


class Passage(NamedTuple):
    """Where in a text: code points, half-open, and the paragraph (or else the section) that has the first of them, if any is described."""

    start: int
    end: int
    part: Subject | None


@dataclass(frozen=True, slots=True)
class Testimony:
    """One claim: who takes which stance towards what, how surely, in which mode, and where; `polarity` is the sign of the stance."""

    claim: Subject
    claimant: Object
    stance: Object
    polarity: int
    certainty: Object
    modality: Object
    gloss: str
    relayed_by: Object | None
    passages: tuple[Passage, ...]


class Witnesses:
    """The claims of a graph, by the situation that they concern."""

    def __init__(self, asserted: Index, parts: Callable[[Object], Sequence[Part]]) -> None:
        """Take the assertions, and what knows the parts of a document, the shortest first."""
        self._asserted = asserted
        self._parts = cache(parts)

    @classmethod
    def of_graph(cls, asserted: Iterable[Triple]) -> Witnesses:
        """Return the claims of a graph at hand."""
        triples = frozenset(asserted)
        store = OxigraphStore({GRAPH["asserted"]: triples})
        return cls(TripleIndex(triples), lambda document: parts_of(store, document))

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
            polarity=self._polarity(one("stance")),
            certainty=one("certainty"),
            modality=one("modality"),
            gloss=gloss.value if isinstance(gloss, Literal) else "",
            relayed_by=next(iter(facts.get(ALG["relayedBy"], ())), None),
            passages=tuple(sorted(self.passage(passage) for passage in facts.get(ALG["anchoredAt"], ()))),
        )

    def _polarity(self, stance: Object) -> int:
        told = next(iter(self._asserted.facts(stance).get(ALG["polarity"], ())), None)
        return int(told.value) if isinstance(told, Literal) else 0

    def facts(self, node: Subject) -> Facts:
        """Return what is asserted of a node."""
        return self._asserted.facts(node)

    def subjects(self, predicate: NamedNode, object_: Object) -> Sequence[Subject]:
        """Return the nodes of which a predicate and an object are asserted."""
        return self._asserted.subjects(predicate, object_)

    def passage(self, node: Object) -> Passage:
        """Return where a passage stands."""
        facts = self._asserted.facts(node)
        selector = next(iter(facts.get(OA["hasSelector"], ())), node)
        position = self._asserted.facts(selector)
        start, end = (
            int(value.value) if isinstance(value, Literal) else 0
            for value in (next(iter(position.get(OA[name], ())), None) for name in ("start", "end"))
        )
        parts = (part for source in facts.get(OA["hasSource"], ()) for part in self._parts(source))
        return Passage(
            start, end, next((part.node for part in parts if part.start <= start < part.end), None)
        )
