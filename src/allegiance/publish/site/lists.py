"""The lists: every section's nodes, some hundreds a page; claims in the order of the text, situations by status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from allegiance.publish.site.accounts import Status, in_text_order
from allegiance.publish.site.material import Material
from allegiance.publish.site.rendering import Page
from allegiance.publish.site.sections import Section
from allegiance.terms import NamedNode

_LIST = 400
_LIST_TEMPLATES = {Section.EVENTS: "events", Section.CLAIMS: "claims"}
# The order of statuses in the list of situations: the best supported first.
_STATUSES = ("narratorStated", "attributedOnly", "contested", "rejectedOnly", "notActual")


def pages_of(material: Material) -> Iterator[Page]:
    """Yield the list of every section, a few hundred nodes a page."""
    for section, nodes in material.sections.members.items():
        ordered = _ordered(material, section, nodes)
        chunks = [ordered[start : start + _LIST] for start in range(0, len(ordered), _LIST)]
        addresses = [numbered(section.page, number) for number in range(1, len(chunks) + 1)]
        for number, (address, chunk) in enumerate(zip(addresses, chunks, strict=True), 1):
            values = {
                "section": section,
                "nodes": chunk,
                "total": len(nodes),
                "addresses": addresses,
                "number": number,
                "accounts": material.accounts_by_node,
                "groups": _by_status(material, chunk) if section is Section.EVENTS else [],
                "kinds": material.graph.types,
                "citations": material.citations,
                "testimonies": list(map(material.lookup.testimony, chunk))
                if section is Section.CLAIMS
                else [],
            }
            title = section.value if number == 1 else f"{section.value}, page {number}"
            yield Page(address, f"list-{_LIST_TEMPLATES.get(section, 'things')}.html", title, values)


def numbered(address: str, number: int) -> str:
    """Return the address of a further page of a list; no slug has a tilde in it."""
    return address if number == 1 else address.replace(".html", f"~{number}.html")


def first_with(status: NamedNode, material: Material) -> str:
    """Return the address of the situations with a status, in their list; or of the list, where each has another status too."""
    found = _ordered(material, Section.EVENTS, material.sections.members.get(Section.EVENTS, ()))
    for place, node in enumerate(found):
        first = material.accounts_by_node[node].status
        if first and first.status == status:
            return f"{numbered(Section.EVENTS.page, place // _LIST + 1)}#{first.key}"
    return Section.EVENTS.page


def _ordered(material: Material, section: Section, nodes: Sequence[NamedNode]) -> list[NamedNode]:
    """Return claims in the order of the text, situations by status, everything else by name."""
    if section is Section.CLAIMS:
        return [testimony.claim for testimony in in_text_order(map(material.lookup.testimony, nodes))]
    named = sorted(nodes, key=lambda node: (material.names.text(node).lower(), node.value))
    return sorted(named, key=partial(_rank, material)) if section is Section.EVENTS else named


def _rank(material: Material, situation: NamedNode) -> int:
    status = material.accounts_by_node[situation].status
    return _STATUSES.index(status.key) if status and status.key in _STATUSES else len(_STATUSES)


def _by_status(
    material: Material, situations: Sequence[NamedNode]
) -> list[tuple[Status | None, list[NamedNode]]]:
    """Return situations that are sorted by status under the status of each."""
    grouped = groupby(situations, key=lambda node: _rank(material, node))
    groups = [list(group) for _, group in grouped]
    return [(material.accounts_by_node[group[0]].status, group) for group in groups]
