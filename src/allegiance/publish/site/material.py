"""What all pages draw on, looked up once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from allegiance.publish.site.accounts import Account, Accounts, Testimony
from allegiance.publish.site.citing import Citation, citations
from allegiance.publish.site.graph import SiteGraph
from allegiance.publish.site.names import Names
from allegiance.publish.site.sections import Section, Sections, divide
from allegiance.publish.site.source import SiteSource
from allegiance.terms import ALG, NamedNode

# Layers whose statements pages show; what logic adds to them is for queries and dumps.
_SHOWN_LAYERS = ("asserted", "derived")


@dataclass(frozen=True, slots=True)
class Material:
    """The source of a site, with its graph, names, pages and accounts of situations."""

    source: SiteSource
    graph: SiteGraph
    names: Names
    sections: Sections
    lookup: Accounts
    accounts: tuple[Account, ...]
    accounts_by_node: Mapping[NamedNode, Account]
    citations: Mapping[NamedNode, Citation]

    def opposes(self, testimony: Testimony) -> bool:
        """Say whether a claim denies or doubts what it is about."""
        return self.graph.text(testimony.stance, ALG["polarity"]).startswith("-")


def prepare(source: SiteSource) -> Material:
    """Return everything that pages draw on."""
    shown = [triple for name in _SHOWN_LAYERS for triple in source.layers.get(name, ())]
    graph = SiteGraph(shown)
    sections = divide(source, graph)
    lookup = Accounts(graph)
    accounts = tuple(map(lookup.account, sections.members.get(Section.EVENTS, ())))
    return Material(
        source=source,
        graph=graph,
        names=Names(shown, source.prefixes),
        sections=sections,
        lookup=lookup,
        accounts=accounts,
        accounts_by_node={account.situation: account for account in accounts},
        citations=citations(sections.members.get(Section.SOURCES, ()), graph),
    )
