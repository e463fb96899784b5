"""Authored files in the house's style: what `fmt` would write, and the writing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from allegiance import publish, turtle
from allegiance.errors import Place, RequestError
from allegiance.project import Project


@dataclass(frozen=True, slots=True)
class Layout:
    """A file as it is and as it should be."""

    path: Path
    before: bytes
    after: str

    @property
    def place(self) -> Place | None:
        """The first line that would change, or None where nothing would."""
        now, then = self.before.decode("utf-8", "replace").split("\n"), self.after.split("\n")
        pairs = enumerate(zip_longest(now, then), 1)
        line = next((number for number, (one, other) in pairs if one != other), None)
        return None if line is None else Place(self.path, line)


def authored_files(home: Project) -> tuple[Path, ...]:
    """Return the Turtle files of a folder that people write."""
    return tuple(document.path for document in home.documents())


def lay_out(paths: Iterable[Path]) -> tuple[Layout, ...]:
    """Return every Turtle file among paths, folders searched whole, as it is and as it should be.

    Raises `RequestError` `nothing-to-check` where there is none, and the errors of `turtle.formatted` for the first bad file.
    """
    files = [file for path in paths for file in (sorted(path.rglob("*.ttl")) if path.is_dir() else [path])]
    if not files:
        raise RequestError("nothing-to-check", "there is no Turtle file", hint="name .ttl files, or a folder")
    return tuple(
        Layout(file, data, turtle.formatted(data, file)) for file in files for data in [turtle.contents(file)]
    )


def write_layouts(layouts: Sequence[Layout]) -> None:
    """Write the files that change, each whole or not at all; links are followed."""
    for layout in layouts:
        if layout.place is not None:
            publish.write_file(layout.path.resolve(), layout.after)
