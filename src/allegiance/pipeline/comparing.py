"""Two sides compared: files, folders, releases or git revisions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from allegiance import diff, project, turtle
from allegiance.errors import RequestError, SourceError
from allegiance.labels import Labels
from allegiance.pipeline.knowledge_graph import KnowledgeGraph
from allegiance.pipeline.revisions import checked_out, is_revision
from allegiance.publish import Comparison
from allegiance.terms import PREFIXES, Triple

# Of a release, what is stated and what the rules add; entailments follow from both and would tell every change twice.
_LAYERS = ("asserted.ttl", "derived.ttl")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: how to call it, and its graph."""

    name: str
    triples: tuple[Triple, ...]
    prefixes: Mapping[str, str]


def compare(old: Side, new: Side) -> Comparison:
    """Return what changed from one side to the other."""
    changes = diff.compare(old.triples, new.triples)
    prefixes = {**old.prefixes, **new.prefixes}
    # A node goes by its new name; one that is gone by the name that it had.
    renamed = {t.subject for t in new.triples}
    names = Labels([*new.triples, *(t for t in old.triples if t.subject not in renamed)], prefixes=prefixes)
    return Comparison(old.name, new.name, changes, names, prefixes)


def side(name: str, home: Path) -> Side:
    """Return the graph that a name stands for: a file, a release, a folder, or a git revision of the folder `home`.

    Raises `RequestError` `nothing-to-compare` for a name that stands for nothing, and the errors of reading.
    """
    path = Path(name)
    if path.is_file():
        return _files(name, [path])
    if path.is_dir():
        return _folder(name, path)
    if is_revision(home, name):
        with checked_out(home, name) as folder:
            return _folder(name, folder)
    raise RequestError(
        "nothing-to-compare",
        f"{name} is no file, no folder and no git revision",
        hint="give two paths, or revisions of the folder such as HEAD~1",
    )


def side_of(kg: KnowledgeGraph) -> Side:
    """Return the graph of an open folder as it is now."""
    return Side("the working folder", (*kg.asserted, *kg.derivation.triples), kg.prefixes)


def release_version(folder: Path) -> str:
    """Return the version of a release; raises `SourceError` `not-a-release`."""
    try:
        return str(json.loads((folder / "MANIFEST.json").read_bytes())["version"])
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise SourceError(
            "not-a-release",
            f"{folder} has no MANIFEST.json that tells its version",
            hint="point at a folder that `allegiance build` wrote",
        ) from error


def _folder(name: str, folder: Path) -> Side:
    if all((folder / layer).is_file() for layer in _LAYERS):
        return _files(name, [folder / layer for layer in _LAYERS])
    if (folder / "ontology").is_dir() and (folder / "kg").is_dir():
        kg = KnowledgeGraph(folder)
        return Side(name, (*kg.asserted, *kg.derivation.triples), kg.prefixes)
    files = [path for path in sorted(folder.rglob("*")) if turtle.is_readable(path) and path.is_file()]
    if not files:
        raise RequestError(
            "nothing-to-compare", f"{name} holds no RDF file", hint="name a folder that holds some"
        )
    return _files(name, files)


def _files(name: str, files: list[Path]) -> Side:
    documents = [turtle.without_places(path) for path in files]
    prefixes = dict(PREFIXES)
    for document in documents:
        prefixes |= document.prefixes
    return Side(name, tuple(project.triples(documents)), prefixes)
