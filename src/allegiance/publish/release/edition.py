"""What a release is made from, and the files that it is made of, as values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from allegiance import turtle
from allegiance.project import Dataset, Project
from allegiance.publish.site import SiteSource
from allegiance.query import StoredQuery
from allegiance.terms import DCTERMS, Literal, NamedNode, Object, Triple
from allegiance.validate import Report


@dataclass(frozen=True)
class Graph:
    """A graph in canonical lines; its hash is worked out once, however many syntaxes it is written in."""

    lines: turtle.Lines

    @cached_property
    def rdfc_hash(self) -> str:
        """The RDFC-1.0 hash of the graph, in hexadecimal."""
        return self.lines.rdfc_hash()


def graph(triples: Iterable[Triple]) -> Graph:
    """Return triples as a graph in canonical lines."""
    return Graph(turtle.canonical_lines(triples))


@dataclass(frozen=True)
class Edition:
    """What a release is made from: a folder, the layers that follow from it, and who made it when.

    `issued` is an ISO 8601 date-time in UTC or None: nothing here reads the clock. `tool` is the name and version of the program.
    `site` is what the pages are made from, where the release has any.
    """

    project: Project
    asserted: Collection[Triple]
    derived: Collection[Triple]
    entailed: Collection[Triple]
    agents: Collection[Triple]
    prefixes: Mapping[str, str]
    queries: Sequence[StoredQuery]
    report: Report
    tool: str
    issued: str | None = None
    changes: Mapping[str, str] = field(default_factory=dict)
    previous: str | None = None
    site: SiteSource | None = None

    @property
    def dataset(self) -> Dataset:
        """The description of the dataset in the folder."""
        return self.project.dataset

    @property
    def name(self) -> str:
        """The name of the release folder."""
        return f"{self.dataset.slug}-{self.dataset.version}"

    @property
    def base(self) -> str:
        """The IRI that the paths of the release's files are relative to."""
        return f"{self.dataset.iri.value}/{self.dataset.version}/"

    @cached_property
    def described(self) -> Mapping[NamedNode, Sequence[Object]]:
        """What the folder says about its dataset, by property."""
        found: dict[NamedNode, list[Object]] = {}
        for subject, predicate, object_ in self.asserted:
            if subject == self.dataset.iri:
                found.setdefault(predicate, []).append(object_)
        return found

    @property
    def description(self) -> str:
        """The description of the dataset in words, or its title."""
        return self.text(DCTERMS["description"]) or self.dataset.title

    @property
    def contributors(self) -> str:
        """How those who made the dataset are called together."""
        return f"{self.dataset.title.partition(':')[0]} contributors"

    @property
    def licence(self) -> str | None:
        """The IRI of the licence of the data."""
        return self.text(DCTERMS["license"])

    def text(self, predicate: NamedNode) -> str | None:
        """Return the first value that the folder gives the dataset for a property, as text."""
        value = next(iter(self.described.get(predicate, ())), None)
        return value.value if isinstance(value, NamedNode | Literal) else None

    @property
    def layers(self) -> Mapping[str, Collection[Triple]]:
        """What is asserted, derived and entailed, by these words."""
        return {"asserted": self.asserted, "derived": self.derived, "entailed": self.entailed}

    @cached_property
    def graphs(self) -> Mapping[str, Graph]:
        """Each layer as a graph of its own."""
        return {name: graph(triples) for name, triples in self.layers.items()}

    @cached_property
    def full(self) -> Graph:
        """All layers together."""
        return graph(chain.from_iterable(self.layers.values()))


@dataclass(frozen=True, slots=True)
class Item:
    """One file to be written: where, what it is, and its content, made when it is asked for.

    A path that ends in `.gz` is compressed. `graph` is what the file says, where it is RDF. `group` gathers the files of a kind.
    """

    path: str
    media_type: str
    title: str
    content: Callable[[], Iterable[str] | bytes]
    graph: Graph | None = None
    group: str = "other"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file as it was written: size in bytes, SHA-256 in hexadecimal; of RDF the number of statements and the RDFC-1.0 hash."""

    path: str
    media_type: str
    title: str
    group: str
    size: int
    sha256: str
    statements: int | None = None
    rdfc_hash: str | None = None


def text_item(path: str, media_type: str, title: str, text: str, group: str = "description") -> Item:
    """Return a file whose text is at hand."""
    return Item(path, media_type, title, lambda: [text], group=group)


def turtle_item(
    path: str, title: str, triples: Iterable[Triple], prefixes: Mapping[str, str], group: str = "description"
) -> Item:
    """Return a file of canonical Turtle."""
    found = graph(triples)

    def content() -> Iterator[str]:
        return turtle.stream(found.lines, prefixes)

    return Item(path, "text/turtle", title, content, found, group)
