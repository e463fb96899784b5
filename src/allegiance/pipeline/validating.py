"""Validation of files and folders, with the place of every finding."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from allegiance import project, turtle, validate
from allegiance.errors import Place, SourceError
from allegiance.project import Project
from allegiance.terms import PREFIXES, Literal, NamedNode, Triple, expand
from allegiance.turtle import Document
from allegiance.validate import Change, Finding, Interrupted, Progress, Report


def validate_files(
    files: Sequence[Path],
    shapes: Sequence[Path],
    folder: Path | None,
    engine: validate.Engine = "auto",
    progress: Progress | None = None,
) -> Report:
    """Return what shapes find in files of anybody's: the shapes given, or else those of the folder, with its ontology."""
    documents = _documents(files)
    if shapes:
        demands, known = _documents(shapes), []
    else:
        house = project.load(project.find(folder) or project.bundled())
        demands, known = list(house.shapes), list(house.ontology)
    data = project.triples([*documents, *known])
    return validate_at(loose(documents), data, project.triples(demands), engine, None, progress)


def validate_at(
    home: Project,
    data: Iterable[Triple],
    shapes: Iterable[Triple],
    engine: validate.Engine,
    change: Change | None,
    progress: Progress | None,
) -> Report:
    """Return what shapes find in data, with the place of each finding in the files of a project; see `validate.validate`."""
    try:
        return located(validate.validate(data, shapes, engine, change, progress), home)
    except Interrupted as interrupted:
        raise Interrupted(located(interrupted.report, home)) from None


def _documents(paths: Sequence[Path]) -> list[Document]:
    """Read files, all RDF files below folders, and stdin as Turtle where a path is `-`."""
    documents = []
    for path in paths:
        if str(path) == "-":
            documents.append(turtle.parse(sys.stdin.buffer.read(), Path("stdin.ttl")))
        elif path.is_dir():
            found = [
                inner for inner in sorted(path.rglob("*")) if turtle.is_readable(inner) and inner.is_file()
            ]
            if not found:
                raise SourceError(
                    "folder-empty",
                    "no RDF file is in here",
                    place=Place(path),
                    hint="name a folder that holds some",
                )
            documents += [turtle.read(inner) for inner in found]
        else:
            documents.append(turtle.read(path))
    return documents


def located(report: Report, home: Project) -> Report:
    """Return the report with the place of each finding: of its triple where one is to blame, of its node otherwise."""
    return replace(
        report, findings=tuple(replace(finding, place=_place(finding, home)) for finding in report.findings)
    )


def loose(documents: Sequence[Document], root: Path = Path()) -> Project:
    """Return files of anybody's as a project that has nothing but data."""
    return Project(root, (), (), tuple(documents), (), (), (), (), ())


def _place(finding: Finding, home: Project) -> Place | None:
    exact = None
    iri = expand(finding.path, {**PREFIXES, **home.prefixes}) if finding.path else None
    if iri is not None and finding.value is not None and not isinstance(finding.focus, Literal):
        exact = home.place_of(Triple(finding.focus, NamedNode(iri), finding.value))
    return exact or home.place_of_node(finding.focus)
