"""Which pages there are: every described node in its section, and where its page stands."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from urllib.parse import unquote

from allegiance.publish.site.graph import SiteGraph
from allegiance.publish.site.source import SiteSource
from allegiance.terms import ALG, NamedNode, local_name

_ASCII_SAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 80
# Names that Windows keeps for devices, whatever their extension.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


class Section(Enum):
    """One kind of page; the value is its heading."""

    ORGANISATIONS = "Organisations"
    PERSONS = "Persons"
    GROUPS = "Groups and voices"
    EVENTS = "Situations"
    CLAIMS = "Claims"
    SOURCES = "Sources"
    PLACES = "Places"
    WORKS = "Works"
    THINGS = "Everything described"

    @property
    def page(self) -> str:
        """The address of the section's list."""
        return f"{self.name.lower()}.html"


# The first class that fits decides.
_CLASSES = (
    (ALG["SourceDocument"], Section.SOURCES),
    (ALG["Claim"], Section.CLAIMS),
    (ALG["Situation"], Section.EVENTS),
    (ALG["Person"], Section.PERSONS),
    (ALG["Organisation"], Section.ORGANISATIONS),
    (ALG["Actor"], Section.GROUPS),
    (ALG["Place"], Section.PLACES),
    (ALG["Work"], Section.WORKS),
    (ALG["Facility"], Section.WORKS),
)
# Nodes that are shown on the pages of others.
_SERVING = (ALG["Passage"], ALG["Paragraph"], ALG["Section"], ALG["Assessment"])


@dataclass(frozen=True, slots=True)
class Sections:
    """The nodes with pages: by section in the order of their names, and each node's slug; terms have anchors instead."""

    members: Mapping[Section, tuple[NamedNode, ...]]
    slugs: Mapping[NamedNode, str]
    anchors: Mapping[NamedNode, str]


def divide(source: SiteSource, graph: SiteGraph) -> Sections:
    """Return the pages of a site; slugs are unique on file systems that ignore case."""
    terms = {s for s, _, _ in source.vocabulary if isinstance(s, NamedNode)}
    nodes = {s for s, _, _ in source.described if isinstance(s, NamedNode)} - terms
    shown = sorted(
        (n for n in nodes if not graph.is_part(n) and not any(graph.is_a(n, kind) for kind in _SERVING)),
        key=lambda node: node.value,
    )
    members: dict[Section, list[NamedNode]] = {section: [] for section in Section}
    for node in shown:
        section = next((section for kind, section in _CLASSES if graph.is_a(node, kind)), Section.THINGS)
        members[section].append(node)
    return Sections(
        MappingProxyType({section: tuple(found) for section, found in members.items() if found}),
        MappingProxyType(_slugs(shown)),
        MappingProxyType(
            {
                node: f"ontology/index.html#{name}"
                for node, name in _slugs(sorted(terms, key=str), str).items()
            }
        ),
    )


def _slugs(nodes: list[NamedNode], same: Callable[[str], str] = str.lower) -> dict[NamedNode, str]:
    slugs: dict[NamedNode, str] = {}
    taken: set[str] = set()
    for node in nodes:
        plain = _ASCII_SAFE.sub("-", unquote(local_name(node.value))).strip("-.")
        slug = plain[:_LONGEST]
        if not slug or plain != slug or same(slug) in taken or _DEVICES.fullmatch(slug):
            slug = f"{slug or 'node'}-{hashlib.sha256(node.value.encode()).hexdigest()[:10]}"
        taken.add(same(slug))
        slugs[node] = slug
    return slugs
