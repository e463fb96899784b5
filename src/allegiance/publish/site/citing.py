"""How to cite what a site analyses: the work that each source document is a copy of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from allegiance import dates
from allegiance.publish.site.graph import SiteGraph
from allegiance.terms import DCTERMS, Literal, NamedNode, Term


@dataclass(frozen=True, slots=True)
class Citation:
    """A work as a reader cites it, and the source document that is our copy of it; `issued` is in words, all but `document` may lack.

    `addresses` are where the work itself can be read.
    """

    document: NamedNode
    work: NamedNode
    authors: tuple[NamedNode, ...]
    publishers: tuple[NamedNode, ...]
    issued: str
    addresses: tuple[Term, ...]


def citations(documents: Iterable[NamedNode], graph: SiteGraph) -> dict[NamedNode, Citation]:
    """Return how to cite each source document of which anything is told that a citation needs."""
    found = (_citation(document, graph) for document in documents)
    return {cited.document: cited for cited in found if cited.authors or cited.publishers or cited.addresses}


def _citation(document: NamedNode, graph: SiteGraph) -> Citation:
    work = graph.node(document, DCTERMS["isVersionOf"]) or document
    return Citation(
        document=document,
        work=work,
        authors=tuple(graph.nodes(work, DCTERMS["creator"])),
        publishers=tuple(graph.nodes(work, DCTERMS["publisher"])),
        issued=_day(graph.text(work, DCTERMS["issued"])),
        addresses=tuple(
            o for o in graph.facts.objects(work, DCTERMS["source"]) if isinstance(o, Literal | NamedNode)
        ),
    )


def _day(issued: str) -> str:
    """Return the day of publication in words; a work is cited by its day."""
    day = issued.partition("T")[0]
    return (dates.in_words(day) or day).removeprefix("on ")
