"""Who says so: claims, the passages they stand at, and what follows for the situations they are about."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from allegiance import dates
from allegiance.publish.site.graph import SiteGraph
from allegiance.publish.site.paragraphs import Paragraphs, code_point
from allegiance.terms import ALG, DCTERMS, OA, RDF, SKOS, Literal, NamedNode


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a source document: code points, half-open; `paragraphs` names those it stands in, as far as they are numbered."""

    document: NamedNode | None
    start: int
    end: int
    paragraphs: str


@dataclass(frozen=True, slots=True)
class Status:
    """The evidential status of a situation in the view of a document; `key` is the local part of `status`."""

    status: NamedNode
    document: NamedNode | None

    @property
    def key(self) -> str:
        """What the style sheet calls the status."""
        return self.status.value.removeprefix(ALG.iri)


@dataclass(frozen=True, slots=True)
class Window:
    """When: instants in UTC as ISO 8601 texts, empty where unknown; `words` for people.

    An event happened at some moment from `not_before` until before `before`; a state held throughout from `held_from` until `held_until`.
    """

    not_before: str
    before: str
    held_from: str
    held_until: str
    words: str


@dataclass(frozen=True, slots=True)
class Testimony:
    """One claim as it is told: who says what of which situations, how firmly, and where."""

    claim: NamedNode
    claimants: tuple[NamedNode, ...]
    relayed_by: tuple[NamedNode, ...]
    concerns: tuple[NamedNode, ...]
    stance: NamedNode | None
    certainty: NamedNode | None
    modality: NamedNode | None
    gloss: str
    passages: tuple[Passage, ...]

    @property
    def voice(self) -> tuple[str, ...]:
        """What tells one voice from another: who speaks, with what stance."""
        return tuple(str(node) for node in (*self.claimants, self.stance))


@dataclass(frozen=True, slots=True)
class Account:
    """One situation as it is told: what it is, who takes part, when, how well supported, and who says so."""

    situation: NamedNode
    kinds: tuple[NamedNode, ...]
    roles: tuple[tuple[NamedNode, NamedNode], ...]
    window: Window
    statuses: tuple[Status, ...]
    testimonies: tuple[Testimony, ...]

    @property
    def status(self) -> Status | None:
        """The status in the first view, which drawings and lists go by; None where nothing is claimed."""
        return self.statuses[0] if self.statuses else None

    @property
    def place(self) -> int:
        """Where the text first tells of it: a code point, after all others where it does not say."""
        return min((p.start for told in self.testimonies for p in told.passages), default=sys.maxsize)

    @property
    def is_supposed(self) -> bool:
        """Say whether no view holds it to be of the actual world."""
        return bool(self.statuses) and all(status.key == "notActual" for status in self.statuses)


class Accounts:
    """Looks claims and situations up in the graph, each once."""

    def __init__(self, graph: SiteGraph) -> None:
        self._graph = graph
        self._paragraphs = Paragraphs(graph)
        self.account = cache(self._account)
        self.testimony = cache(self._testimony)

    def _account(self, situation: NamedNode) -> Account:
        """Return a situation with everything that is claimed about it."""
        facts = self._graph.facts
        roles = sorted(
            {
                (predicate, object_)
                for predicate, object_ in facts.about(situation)
                if isinstance(object_, NamedNode) and self._graph.means(predicate, ALG["participant"])
            },
            key=str,
        )
        narrow = [
            (p, o)
            for p, o in roles
            if not any(o == other and q != p and self._graph.means(q, p) for q, other in roles)
        ]
        return Account(
            situation=situation,
            kinds=tuple(self._graph.types(situation)),
            roles=tuple(narrow),
            window=self.window(situation),
            statuses=self.statuses(situation),
            testimonies=self.testimonies(situation),
        )

    def testimonies(self, situation: NamedNode) -> tuple[Testimony, ...]:
        """Return the claims about a situation, in the order of the text."""
        claims = self._graph.facts.subjects(ALG["concerns"], situation)
        return in_text_order(self.testimony(claim) for claim in claims if isinstance(claim, NamedNode))

    def _testimony(self, claim: NamedNode) -> Testimony:
        """Return one claim."""
        graph = self._graph
        passages = [self._passage(node) for node in graph.nodes(claim, ALG["anchoredAt"])]
        return Testimony(
            claim=claim,
            claimants=tuple(graph.nodes(claim, ALG["claimant"])),
            relayed_by=tuple(graph.nodes(claim, ALG["relayedBy"])),
            concerns=tuple(graph.nodes(claim, ALG["concerns"])),
            stance=graph.node(claim, ALG["stance"]),
            certainty=graph.node(claim, ALG["certainty"]),
            modality=graph.node(claim, ALG["modality"]),
            gloss=graph.text(claim, ALG["gloss"]),
            passages=tuple(sorted(passages, key=lambda p: (p.start, p.end, str(p.document)))),
        )

    def statuses(self, situation: NamedNode) -> tuple[Status, ...]:
        """Return the status of a situation in each view."""
        graph = self._graph
        return tuple(
            Status(status, graph.node(assessment, ALG["inView"]))
            for assessment in graph.facts.subjects(ALG["assesses"], situation)
            if (status := graph.node(assessment, ALG["status"])) is not None
        )

    def window(self, node: NamedNode) -> Window:
        """Return when a situation happened or held."""
        graph = self._graph
        edtf = graph.text(node, ALG["edtf"])
        return Window(
            not_before=graph.text(node, ALG["notBefore"]),
            before=graph.text(node, ALG["before"]),
            held_from=graph.text(node, ALG["heldFrom"]),
            held_until=graph.text(node, ALG["heldUntil"]),
            words=dates.in_words(edtf) or edtf,
        )

    def publication(self) -> str:
        """Return the last instant at which a source document was issued, or nothing."""
        documents = self._graph.facts.subjects(RDF["type"], ALG["SourceDocument"])
        return max((self._graph.text(document, DCTERMS["issued"]) for document in documents), default="")

    def _passage(self, node: NamedNode) -> Passage:
        selector = next(iter(self._graph.facts.objects(node, OA["hasSelector"])), None)
        document = self._graph.node(node, OA["hasSource"])
        start, end = (code_point(self._graph.text(selector, OA[name])) for name in ("start", "end"))
        return Passage(document, start, end, self._paragraphs.words(document, start, end))


def in_text_order(testimonies: Iterable[Testimony]) -> tuple[Testimony, ...]:
    """Return claims in the order in which the text makes them."""
    return tuple(
        sorted(
            testimonies,
            key=lambda t: ([(p.start, p.end) for p in t.passages[:1]] or [(-1, -1)], t.claim.value),
        )
    )


def notes(graph: SiteGraph, node: NamedNode) -> list[str]:
    """Return what the editors want a reader to know about a node."""
    found = [
        o.value
        for predicate in (SKOS["definition"], SKOS["scopeNote"], SKOS["editorialNote"])
        for o in graph.facts.objects(node, predicate)
        if isinstance(o, Literal)
    ]
    return list(dict.fromkeys(found))
