"""One version number: what `kg/dataset.ttl` says, and every file that repeats it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from allegiance.errors import Place, RequestError
from allegiance.project import Project
from allegiance.terms import DCAT, OWL, Literal, NamedNode

# Where files that are no RDF tell a version: the first line that matches.
_TELLING = {
    "pyproject.toml": re.compile(r'version\s*=\s*"([^"]+)"'),
    "CITATION.cff": re.compile(r"version:\s*[\"']?([^\"'\s]+)"),
    "CHANGELOG.md": re.compile(r"##\s+\[?v?([0-9][^\s\]]*)"),
}


def other_versions(home: Project, version: str) -> Iterator[tuple[Place, str]]:
    """Yield every place of a folder that tells another version than the one given, and which.

    Looked at are `dcat:version` of the dataset, `owl:versionInfo` and the end of `owl:versionIRI` in the ontology, `pyproject.toml`,
    `CITATION.cff`, and the newest heading of `CHANGELOG.md` that begins with a number.
    """
    # Of files that are no folder of ours, what happens to stand beside them says nothing.
    in_text = _in_text(home.root) if home.ontology else ()
    for place, told in (*_in_rdf(home), *in_text):
        if told != version:
            yield place, told


def agree_on_version(home: Project, version: str) -> None:
    """Raise `RequestError` `version-disagrees`, with the first place that does, unless all of the folder tells that version."""
    others = list(other_versions(home, version))
    if others:
        (place, told), *more = others
        also = f", and in {', '.join(_inside(home, place) for place, _ in more)}" if more else ""
        raise RequestError(
            "version-disagrees",
            f"says version {told}, but {version} was asked for",
            place=place,
            hint=f"change it here{also}; or ask for version {told}",
        )


def _in_rdf(home: Project) -> Iterator[tuple[Place, str]]:
    for document in (*home.data, *home.ontology):
        ontologies = {
            quad.subject
            for quad in document.quads
            if quad.object == OWL["Ontology"] and home.is_own(quad.subject)
        }
        for quad, place in zip(document.quads, document.places, strict=True):
            subject, predicate, value = quad.triple
            own = DCAT["version"] if subject == home.dataset.iri else OWL["versionInfo"]
            if subject != home.dataset.iri and subject not in ontologies:
                continue
            if predicate == own and isinstance(value, Literal):
                yield place, value.value
            elif predicate == OWL["versionIRI"] and isinstance(value, NamedNode):
                yield place, re.split(r"[/#]", value.value.rstrip("/"))[-1]


def _in_text(root: Path) -> Iterator[tuple[Place, str]]:
    for name, telling in _TELLING.items():
        path = root / name
        lines = path.read_text("utf-8").splitlines() if path.is_file() else []
        found = ((number, match[1]) for number, line in enumerate(lines, 1) if (match := telling.match(line)))
        for number, told in list(found)[:1]:
            yield Place(path, number), told


def _inside(home: Project, place: Place) -> str:
    """Return a place as a person would name it inside the folder."""
    path = place.path.relative_to(home.root) if place.path.is_relative_to(home.root) else place.path
    return f"{path}:{place.line}"
