"""A folder laid out like ours, as typed values; which file said which triple, and where in it.

A folder is one of ours when it has `ontology/` and `kg/`. Everything the tool needs to know about the dataset is RDF in
`kg/dataset.ttl`. A release is such a folder too, to be read: its `asserted.ttl` stands for `kg/`. Not here: storing, reasoning, asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from allegiance import turtle
from allegiance.errors import Place, SourceError
from allegiance.terms import DCAT, DCTERMS, RDF, Literal, NamedNode, Quad, Subject, Term, Triple
from allegiance.turtle import Document

_BUNDLED = Path(__file__).parent / "folder"
_CHECKOUT = Path(__file__).parents[2]
_ALIGNMENTS = "alignments"
_RELEASED = "asserted.ttl"


@dataclass(frozen=True, slots=True)
class Dataset:
    """What `kg/dataset.ttl` says about the dataset: one version number for everything that is published."""

    iri: NamedNode
    title: str
    version: str
    slug: str


@dataclass(frozen=True)
class Project:
    """One folder, read whole. Every path is under `root`; every order is the order of the file names."""

    root: Path
    ontology: tuple[Document, ...]
    alignments: tuple[Document, ...]
    data: tuple[Document, ...]
    shapes: tuple[Document, ...]
    rules: tuple[Path, ...]
    because: tuple[Path, ...]
    checks: tuple[Path, ...]
    queries: tuple[Path, ...]

    @cached_property
    def dataset(self) -> Dataset:
        """The description of the dataset; raises `SourceError` `dataset-description` where it is missing or partial."""
        path = self.root / "kg" / "dataset.ttl" if self.ontology else self.data[0].path
        facts = {
            (quad.subject, quad.predicate): quad.object for document in self.data for quad in document.quads
        }
        found = [s for (s, p), o in facts.items() if p == RDF["type"] and o == DCAT["Dataset"]]
        if len(found) != 1 or not isinstance(iri := found[0], NamedNode):
            raise SourceError(
                "dataset-description",
                "exactly one dcat:Dataset must be described",
                place=Place(path),
                hint="add one with dcterms:title, dcterms:identifier and dcat:version",
            )

        def text(predicate: NamedNode, name: str) -> str:
            value = facts.get((iri, predicate))
            if not isinstance(value, Literal):
                raise SourceError(
                    "dataset-description",
                    f"the dataset has no {name}",
                    place=Place(path),
                    hint=f"add one {name} to the dcat:Dataset",
                )
            return value.value

        return Dataset(
            iri,
            text(DCTERMS["title"], "dcterms:title"),
            text(DCAT["version"], "dcat:version"),
            text(DCTERMS["identifier"], "dcterms:identifier"),
        )

    def is_own(self, node: Term) -> bool:
        """Say whether a node is the folder's own: not what its data say they conform to (`dcterms:conformsTo`), nor under that IRI."""
        return not any(
            isinstance(node, NamedNode) and re.match(rf"{re.escape(iri.rstrip('/#'))}(?:[/#]|$)", node.value)
            for iri in self._conforms_to
        )

    @cached_property
    def _conforms_to(self) -> frozenset[str]:
        return frozenset(
            quad.object.value
            for document in self.data
            for quad in document.quads
            if quad.predicate == DCTERMS["conformsTo"] and isinstance(quad.object, NamedNode)
        )

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes that the folder's own files declare, the first declaration of each."""
        found: dict[str, str] = {}
        for document in self.documents():
            for name, namespace in document.prefixes.items():
                found.setdefault(name, namespace)
        return found

    def documents(self) -> Iterator[Document]:
        """Yield every RDF file of the folder."""
        yield from self.ontology
        yield from self.alignments
        yield from self.data
        yield from self.shapes

    def place_of(self, triple: Triple) -> Place | None:
        """Return where a triple is written, or None when no file of the folder says it."""
        return self._places.get(triple)

    def place_of_node(self, node: object) -> Place | None:
        """Return where a node is first described, or None when no file describes it."""
        return self._subjects.get(node)

    def within(self, place: Place | None) -> Place | None:
        """Return a place as it is called within the folder; what is elsewhere keeps its path."""
        if place is None or not place.path.is_relative_to(self.root):
            return place
        return replace(place, path=place.path.relative_to(self.root))

    @cached_property
    def _places(self) -> dict[Triple, Place]:
        found: dict[Triple, Place] = {}
        for quad, place in self._statements():
            found.setdefault(quad.triple, place)
        return found

    @cached_property
    def _subjects(self) -> dict[object, Place]:
        found: dict[object, Place] = {}
        for document in self.documents():
            for node, place in document.nodes.items():
                found.setdefault(node, place)
        return found

    def _statements(self) -> Iterator[tuple[Quad, Place]]:
        for document in self.documents():
            yield from zip(document.quads, document.places, strict=True)


def triples(documents: Iterable[Document]) -> list[Triple]:
    """Return the triples of documents, each once, in the order of first mention."""
    return list(dict.fromkeys(quad.triple for document in documents for quad in document.quads))


def subjects(documents: Iterable[Document]) -> set[Subject]:
    """Return every node that the documents describe."""
    return {quad.subject for document in documents for quad in document.quads}


def find(start: Path | None = None) -> Path | None:
    """Return the folder at hand: `start` itself, or the present folder or its nearest parent laid out like ours; None where none is.

    Raises `SourceError`: `folder-not-found` or `not-a-folder-of-ours`, only where `start` is given.
    """
    if start is not None:
        if not start.is_dir():
            raise SourceError(
                "folder-not-found",
                "there is no such folder",
                place=Place(start),
                hint="check the path given with -C",
            )
        if not _is_ours(start):
            raise SourceError(
                "not-a-folder-of-ours",
                "the folder has no ontology/ and kg/",
                place=Place(start),
                hint="point -C at a folder that has both, or at a release",
            )
        return start
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if _is_ours(folder)), None)


def bundled() -> Path:
    """Return the folder that came with the package, to be read where none is at hand; nothing may be written there."""
    return _BUNDLED if _is_ours(_BUNDLED) else _CHECKOUT


def load(root: Path) -> Project:
    """Read a folder whole.

    Raises `SourceError` with file, line and column for what cannot be parsed, and `folder-empty` where `ontology/` or `kg/`
    holds no Turtle.
    """
    ontology = _documents(root / "ontology")
    data = (turtle.read(root / _RELEASED),) if _is_release(root) else _documents(root / "kg")
    for name, found in (("ontology", ontology), ("kg", data)):
        if not found:
            raise SourceError(
                "folder-empty",
                "no Turtle file is in here",
                place=Place(root / name),
                hint="add at least one .ttl file",
            )
    queries = _files(root / "queries", "*.rq")
    return Project(
        root=root,
        ontology=tuple(document for document in ontology if document.path.stem != _ALIGNMENTS),
        alignments=tuple(document for document in ontology if document.path.stem == _ALIGNMENTS),
        data=data,
        shapes=_documents(root / "shapes"),
        rules=tuple(path for path in queries if path.parent == root / "queries" / "rules"),
        because=tuple(path for path in queries if path.parent == root / "queries" / "rules" / "because"),
        checks=tuple(path for path in queries if path.parent == root / "queries" / "checks"),
        queries=tuple(path for path in queries if path.parent.name not in {"rules", "because", "checks"}),
    )


def _is_ours(folder: Path) -> bool:
    return (folder / "ontology").is_dir() and ((folder / "kg").is_dir() or _is_release(folder))


def _is_release(folder: Path) -> bool:
    return (folder / "MANIFEST.json").is_file() and (folder / _RELEASED).is_file()


def _files(folder: Path, pattern: str) -> tuple[Path, ...]:
    return tuple(sorted(folder.rglob(pattern)))


def _documents(folder: Path) -> tuple[Document, ...]:
    # A blank node of one file is none of another (RDF 1.1 Semantics §4), whatever its label.
    return tuple(turtle.read(path, blank_nodes_apart=True) for path in _files(folder, "*.ttl"))
