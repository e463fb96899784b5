"""Which documents are meant by names of files and folders, and by `-`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from allegiance import turtle
from allegiance.errors import Place, SourceError
from allegiance.turtle import Document, Source

_STDIN = Path("stdin.ttl")


def sources(given: Iterable[Path]) -> Iterator[Source]:
    """Yield files, all RDF files below folders, and stdin as Turtle where a path is `-`, each with blank nodes of its own.

    Raises `SourceError` `folder-empty`, and what `turtle.read` raises for files.
    """
    for number, (path, data) in enumerate(_named(given)):
        yield turtle.source(path, data, apart=number > 0)


def documents(given: Iterable[Path]) -> list[Document]:
    """Read files as `sources` does, with the place of each quad."""
    return [
        turtle.read(path, blank_nodes_apart=number > 0)
        if data is None
        else turtle.parse(data, path, blank_nodes_apart=number > 0)
        for number, (path, data) in enumerate(_named(given))
    ]


def _named(given: Iterable[Path]) -> Iterator[tuple[Path, bytes | None]]:
    for path in given:
        if str(path) == "-":
            yield _STDIN, sys.stdin.buffer.read()
        elif path.is_dir():
            yield from ((file, None) for file in _below(path))
        else:
            turtle.known_syntax(path)
            yield path, None


def _below(folder: Path) -> list[Path]:
    found = [file for file in sorted(folder.rglob("*")) if turtle.is_readable(file) and file.is_file()]
    if not found:
        raise SourceError(
            "folder-empty",
            "no RDF file is in here",
            place=Place(folder),
            hint="name a folder that holds some",
        )
    return found
