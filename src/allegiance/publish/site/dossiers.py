"""Everything that one node's page shows, gathered from the graph."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from allegiance.publish.site.accounts import Account, Accounts, Testimony, in_text_order, notes
from allegiance.publish.site.graph import SiteGraph
from allegiance.publish.site.names import Names
from allegiance.publish.site.sections import Section
from allegiance.terms import ALG, OA, OWL, RDF, RDFS, SKOS, Literal, NamedNode, Object, Subject

# Properties that a page shows in a place of their own.
_NAMING = frozenset(
    {
        RDF["type"],
        SKOS["prefLabel"],
        SKOS["altLabel"],
        SKOS["hiddenLabel"],
        RDFS["label"],
        RDFS["isDefinedBy"],
    }
    | {SKOS["definition"], SKOS["scopeNote"], SKOS["editorialNote"], OWL["sameAs"]}
)
_WHEN = frozenset(ALG[name] for name in ("notBefore", "before", "heldFrom", "heldUntil", "edtf"))
_TOLD = frozenset(
    ALG[name]
    for name in (
        "claimant",
        "relayedBy",
        "concerns",
        "stance",
        "certainty",
        "modality",
        "gloss",
        "anchoredAt",
    )
)
_POINTING = frozenset({ALG["assesses"], ALG["concerns"], OA["hasSource"], ALG["claimant"]})


@dataclass(frozen=True, slots=True)
class Dossier:
    """One node: its names and kinds; what is said about it and by whom; where else it is named.

    `account` is there for situations, `testimony` for claims. `involvements` are the situations that an actor takes part in, with
    the role; `sayings` the claims that it makes, or that stand in it where it is a source document.
    """

    node: NamedNode
    section: Section
    kinds: tuple[NamedNode, ...]
    aliases: tuple[str, ...]
    notes: tuple[str, ...]
    facts: tuple[tuple[NamedNode, tuple[Object, ...]], ...]
    account: Account | None
    testimony: Testimony | None
    involvements: tuple[tuple[NamedNode, Account], ...]
    sayings: tuple[Testimony, ...]
    pointers: tuple[tuple[NamedNode, Subject], ...]


class Dossiers:
    """Gathers dossiers."""

    def __init__(
        self, graph: SiteGraph, names: Names, accounts: Accounts, shown: Collection[NamedNode]
    ) -> None:
        self._graph = graph
        self._names = names
        self._accounts = accounts
        self._shown = shown

    def gather(self, node: NamedNode, section: Section) -> Dossier:
        """Return the dossier of a node."""
        graph = self._graph
        account = self._accounts.account(node) if section is Section.EVENTS else None
        testimony = self._accounts.testimony(node) if section is Section.CLAIMS else None
        involvements = self._involvements(node)
        involved = {account.situation for _, account in involvements}
        pointers = tuple(
            (predicate, subject)
            for predicate, subject in graph.pointers(node)
            if predicate not in _POINTING and subject in self._shown and subject not in involved
        )
        hidden = _NAMING | (_WHEN if account else frozenset()) | (_TOLD if testimony else frozenset())
        roles = {predicate for predicate, _ in account.roles} if account else set()
        return Dossier(
            node=node,
            section=section,
            kinds=tuple(graph.types(node)),
            aliases=self._names.aliases(node),
            notes=tuple(notes(graph, node)),
            facts=self._facts(node, hidden | roles),
            account=account,
            testimony=testimony,
            involvements=involvements,
            sayings=self._sayings(node, section),
            pointers=pointers,
        )

    def _facts(
        self, node: NamedNode, hidden: Collection[NamedNode]
    ) -> tuple[tuple[NamedNode, tuple[Object, ...]], ...]:
        found: dict[NamedNode, list[Object]] = {}
        for predicate, object_ in self._graph.facts.about(node):
            if predicate not in hidden and not (isinstance(object_, Literal) and not object_.value):
                found.setdefault(predicate, []).append(object_)
        return tuple(
            (predicate, tuple(sorted(set(objects), key=str)))
            for predicate, objects in sorted(found.items(), key=lambda item: self._names.text(item[0]))
        )

    def _involvements(self, node: NamedNode) -> tuple[tuple[NamedNode, Account], ...]:
        graph = self._graph
        found = {}
        for predicate, situation in graph.pointers(node):
            if isinstance(situation, NamedNode) and graph.means(predicate, ALG["participant"]):
                account = self._accounts.account(situation)
                if (predicate, node) in account.roles:
                    found[predicate, situation] = account
        ordered = sorted(found.items(), key=_in_time)
        return tuple((predicate, account) for (predicate, _), account in ordered)

    def _sayings(self, node: NamedNode, section: Section) -> tuple[Testimony, ...]:
        facts = self._graph.facts
        claims = {c for c in facts.subjects(ALG["claimant"], node) if isinstance(c, NamedNode)}
        if section is Section.SOURCES:
            claims |= {
                claim
                for passage in facts.subjects(OA["hasSource"], node)
                if isinstance(passage, NamedNode)
                for claim in facts.subjects(ALG["anchoredAt"], passage)
                if isinstance(claim, NamedNode)
            }
        return in_text_order(map(self._accounts.testimony, claims))


def _in_time(found: tuple[tuple[NamedNode, NamedNode], Account]) -> tuple[str, int, str]:
    """Order what has a date by that, then the rest as the text tells it."""
    (_, situation), account = found
    return (account.window.not_before or "9", account.place, situation.value)
