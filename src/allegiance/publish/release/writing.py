"""The release folder: written file by file, whole or not at all; the same input gives the same bytes."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from allegiance.errors import Place
from allegiance.publish.files import replace_folder
from allegiance.publish.release.authored import authored
from allegiance.publish.release.catalogue import catalogue
from allegiance.publish.release.checksums import SUMS, sums
from allegiance.publish.release.csvw import tables
from allegiance.publish.release.dumps import dumps
from allegiance.publish.release.edition import Edition, Entry, Item, text_item
from allegiance.publish.release.guide import guide
from allegiance.publish.release.landing import crate, linkset, schema_org
from allegiance.publish.release.manifest import manifest
from allegiance.publish.release.site_part import site_items
from allegiance.publish.release.stored_queries import prefixes, stored_queries
from allegiance.publish.release.w3id import w3id
from allegiance.publish.reports import report_text
from allegiance.validate import Report

_REPORTS = {
    "html": "text/html",
    "md": "text/markdown",
    "sarif": "application/sarif+json",
    "ttl": "text/turtle",
}
_CHANGES = {
    "text": ("txt", "text/plain"),
    "md": ("md", "text/markdown"),
    "html": ("html", "text/html"),
    "json": ("json", "application/json"),
    "ttl": ("ttl", "text/turtle"),
}


@dataclass(frozen=True, slots=True)
class Release:
    """Where a release was written, and the files in it with their SHA-256."""

    folder: Path
    checksums: Mapping[str, str]


def write_release(
    edition: Edition, target: Path, step: Callable[[str], None] = lambda _path: None
) -> Release:
    """Write the release folder under `target`; `step` is told each path as it is begun.

    Raises `SourceError` `cannot-write`; then the folder is what it was before.
    """
    folder = target / edition.name
    with replace_folder(folder) as aside:
        entries: list[Entry] = []

        def write(items: Iterable[Item]) -> None:
            for item in items:
                step(item.path)
                entries.append(_write(aside, item))

        write(dumps(edition))
        write(tables(edition))
        write(authored(edition))
        write([prefixes(edition), stored_queries(edition)])
        write(_reports(edition))
        write(_changes(edition))
        write([catalogue(edition, entries)])
        write([schema_org(edition, entries), linkset(edition, entries)])
        write(site_items(edition, entries))
        write(w3id(edition, entries))
        write([guide(edition, entries)])
        write([crate(edition, entries)])
        write([manifest(edition, entries)])
        checksums = {entry.path: entry.sha256 for entry in entries}
        write([text_item(SUMS, "text/plain", "SHA-256 of every file", sums(checksums))])
    return Release(folder, checksums)


def _write(folder: Path, item: Item) -> Entry:
    path = folder / item.path
    path.parent.mkdir(parents=True, exist_ok=True)
    content = item.content()
    if isinstance(content, bytes):
        path.write_bytes(content)
        path.chmod(0o644)
        return _entry(item, len(content), hashlib.sha256(content).hexdigest())
    digest = hashlib.sha256()
    with path.open("wb") as file:
        if path.suffix == ".gz":
            _compress(content, file)
        else:
            file.writelines(chunk.encode() for chunk in content)
    path.chmod(0o644)
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return _entry(item, path.stat().st_size, digest.hexdigest())


def _entry(item: Item, size: int, sha256: str) -> Entry:
    graph = item.graph
    return Entry(
        path=item.path,
        media_type=item.media_type,
        title=item.title,
        group=item.group,
        size=size,
        sha256=sha256,
        statements=None if graph is None else len(graph.lines),
        rdfc_hash=None if graph is None else graph.rdfc_hash,
    )


def _compress(content: Iterable[str], file: BinaryIO) -> None:
    # Neither a name nor a time in the header (RFC 1952 §2.3): the same text gives the same bytes.
    with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as compressed:
        for chunk in content:
            compressed.write(chunk.encode())


def _reports(edition: Edition) -> Iterator[Item]:
    report = _placed(edition.report, edition.project.root)
    for form, media_type in _REPORTS.items():
        text = report_text(report, form)
        yield text_item(f"report/validation.{form}", media_type, "What the shapes found", text, "report")


def _placed(report: Report, root: Path) -> Report:
    """Return the report with places inside the folder, so that it does not tell where the folder stood."""
    return replace(
        report,
        findings=tuple(
            replace(finding, place=replace(place, path=place.path.relative_to(root)))
            if isinstance(place := finding.place, Place) and place.path.is_relative_to(root)
            else finding
            for finding in report.findings
        ),
    )


def _changes(edition: Edition) -> Iterator[Item]:
    for form, text in edition.changes.items():
        extension, media_type = _CHANGES[form]
        path = f"diff/from-{edition.previous}.{extension}"
        yield text_item(path, media_type, f"What changed since {edition.previous}", text, "diff")
