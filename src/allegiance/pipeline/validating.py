"""Validation of files and folders, with the place of every finding."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from allegiance import project, validate
from allegiance.errors import Place
from allegiance.pipeline.sources import documents, sources
from allegiance.project import Project
from allegiance.terms import PREFIXES, Literal, NamedNode, Quad, Term, Triple, expand
from allegiance.turtle import Document, Source
from allegiance.validate import Change, Finding, Interrupted, Progress, Report

# What only paths of more than one property have, among the characters that no IRI has.
_WALKED = re.compile(r"[()|^]")


def validate_files(
    files: Sequence[Path],
    shapes: Sequence[Path],
    folder: Path | None,
    engine: validate.Engine = "auto",
    progress: Progress | None = None,
) -> Report:
    """Return what shapes find in files of anybody's: the shapes given, or else those of the folder, with its ontology.

    Files are read without positions; those that something was found in are looked at again for the places of the findings.
    """
    if shapes:
        demands, known = documents(shapes), []
    else:
        house = project.load(project.find(folder) or project.bundled())
        demands, known = list(house.shapes), list(house.ontology)
    read: list[Source] = []
    given: Iterable[Quad | Triple] = chain(_read(files, read), project.triples(known))
    prefixes = _prefixes(demands)
    try:
        report = validate.validate(given, project.triples(demands), engine, None, progress, prefixes)
    except Interrupted as interrupted:
        raise Interrupted(_located_in(interrupted.report, read)) from None
    return _located_in(report, read)


def _read(files: Sequence[Path], read: list[Source]) -> Iterator[Quad]:
    """Yield the quads of files, and take note of each file."""
    for source in sources(files):
        read.append(source)
        yield from source.quads()


def _prefixes(documents: Sequence[Document]) -> Mapping[str, str]:
    """Return the prefixes that documents declare, ours for what they leave without."""
    declared = {prefix: iri for document in documents for prefix, iri in document.prefixes.items()}
    named = set(declared.values())
    return declared | {
        prefix: iri for prefix, iri in PREFIXES.items() if prefix not in declared and iri not in named
    }


def inside(home: Project, files: Sequence[Path]) -> frozenset[Path] | None:
    """Return the documents of a folder's data that paths stand for, or None where one of them is none of these."""
    by_path = {document.path.resolve(): document.path for document in home.data}
    found: set[Path] = set()
    for file in files:
        path = file.resolve()
        below = {known for resolved, known in by_path.items() if path in {resolved, *resolved.parents}}
        if not below:
            return None
        found |= below
    return frozenset(found)


def validate_at(
    home: Project,
    data: Iterable[Triple],
    shapes: Iterable[Triple],
    engine: validate.Engine,
    change: Change | None,
    progress: Progress | None,
) -> Report:
    """Return what shapes find in data, with the place of each finding in the files of a project; see `validate.validate`."""
    prefixes = {**PREFIXES, **home.prefixes}
    return located(lambda: validate.validate(data, shapes, engine, change, progress, prefixes), home)


def _located_in(report: Report, found_in: Sequence[Source]) -> Report:
    """Return the report with the place of each finding: of its triple where one is to blame, of its node otherwise."""
    blamed = {finding: _blamed(finding, report.prefixes) for finding in report.findings}
    triples = {triple for triple in blamed.values() if triple is not None}
    nodes = {finding.focus for finding in report.findings}
    places: dict[Term, Place] = {}
    for source in found_in if nodes else ():
        places = {**source.places(nodes, triples), **places}
    return report.at(
        lambda finding: places.get(blamed[finding] or finding.focus) or places.get(finding.focus)
    )


def located(validation: Callable[[], Report], home: Project) -> Report:
    """Return the report of a validation with the place of each finding in a project, as is that of one that is interrupted."""
    try:
        return _located(validation(), home)
    except Interrupted as interrupted:
        raise Interrupted(_located(interrupted.report, home)) from None


def _located(report: Report, home: Project) -> Report:
    return report.at(lambda finding: _place(finding, home))


def loose(documents: Sequence[Document], root: Path = Path()) -> Project:
    """Return files of anybody's as a project that has nothing but data."""
    return Project(root, (), (), tuple(documents), (), (), (), (), ())


def _place(finding: Finding, home: Project) -> Place | None:
    triple = _blamed(finding, {**PREFIXES, **home.prefixes})
    return (None if triple is None else home.place_of(triple)) or home.place_of_node(finding.focus)


def _blamed(finding: Finding, prefixes: Mapping[str, str]) -> Triple | None:
    """Return the triple that a finding is about, where its path is a property and it has a value."""
    if finding.path is None or _WALKED.search(finding.path):
        return None
    iri = expand(finding.path, prefixes) or finding.path
    if finding.value is None or isinstance(finding.focus, Literal):
        return None
    return Triple(finding.focus, NamedNode(iri), finding.value)
