"""A store on disk: a folder of generations, each a whole Oxigraph database, and a file that names the present one.

A writer works on a copy (hard links, so it costs no space) and names it when it is done. So readers are never blocked and never see
half a load, and a load that was killed leaves what was there before.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BufferedReader, FileIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

import pyoxigraph
from pyoxigraph import RdfFormat

from allegiance import turtle
from allegiance.errors import Place, RequestError, SourceError
from allegiance.store.lease import Lease, prepare, remove_unless_held
from allegiance.store.oxigraph import OxigraphStore
from allegiance.store.port import Progress
from allegiance.terms import NamedNode

_CURRENT: Final = "current"
_WRITER: Final = "writer"
_GENERATION: Final = "generation-"


class DiskStore(OxigraphStore):
    """One generation of a store on disk."""

    def __init__(self, store: pyoxigraph.Store, directory: Path, lease: Lease | None = None) -> None:
        """Hold the lease as long as somebody reads."""
        super().__init__(store=store)
        self._disk = store
        self._directory = directory
        self._lease = lease
        self.name = f"pyoxigraph on {directory}"

    def over(self, graphs: Sequence[NamedNode]) -> DiskStore:
        """Return the same store over some graphs; see `Store.over`."""
        narrower = DiskStore(self._disk, self._directory, self._lease)
        narrower._graphs = list(graphs)
        return narrower

    def load_file(self, path: Path, graph: NamedNode, progress: Progress) -> None:
        """Add the triples of a file to a named graph, in bulk; `progress` is told bytes.

        Errors as for `turtle.read`, but the store may then hold a part of the file: see `rewriting`.
        """
        syntax = turtle.known_syntax(path)
        with turtle.in_words(path), FileIO(path) as file, _Told(file, progress) as told:
            self._disk.bulk_load(turtle.unpacked(told, path), syntax, to_graph=graph)

    def dump_file(self, path: Path, graph: NamedNode) -> None:
        """Write a named graph to a file as N-Triples, its literals as the store keeps them (docs/deviations.md, D9)."""
        self._disk.dump(str(path), RdfFormat.N_TRIPLES, from_graph=graph)

    def load_own(self, path: Path) -> None:
        """Add the quads of an N-Quads file in bulk; its blank nodes are those that `dump_file` wrote, and not new ones."""
        self._disk.bulk_extend(pyoxigraph.parse(path=str(path), format=RdfFormat.N_QUADS))

    def close(self) -> None:
        """Let go of the database: as long as a writer holds it, files may vanish under those who read it."""
        self._disk.flush()
        self._disk = self._store = pyoxigraph.Store()

    def clear(self, graph: NamedNode) -> None:
        """Remove a named graph."""
        self._disk.remove_graph(graph)


class _Told(BufferedReader):
    """A file that tells how much of it was read."""

    def __init__(self, file: FileIO, progress: Progress) -> None:
        super().__init__(file, 1 << 20)
        self._progress = progress

    def read(self, size: int | None = -1) -> bytes:
        found = super().read(size)
        self._progress(len(found))
        return found


def open_store(directory: Path) -> DiskStore:
    """Open a store for reading: a snapshot of its present generation, whoever writes the next one meanwhile.

    Raises `RequestError` `no-store`, and `SourceError` `file-not-readable` where we may not read it.
    """
    tried: Path | None = None
    with _explained("file-not-readable", directory):
        while (present := _present(directory)) is not None and present != tried:
            # A writer may name the next generation, and remove this one, before it is held: then the next one is read.
            tried = present
            with suppress(FileNotFoundError):
                lease = Lease(present.parent)
                return DiskStore(pyoxigraph.Store.read_only(str(present)), directory, lease)
    raise RequestError(
        "no-store",
        f"{directory} holds no store",
        hint=f"make one: allegiance push --store {directory}",
    )


@contextmanager
def rewriting(directory: Path, *, afresh: bool = False) -> Iterator[DiskStore]:
    """Give a copy of the store to change, and make it the present generation at the end; on an exception all stays as it was.

    `afresh` starts from nothing. Raises `RequestError` `store-locked` where another process is writing, and `SourceError`
    `cannot-write` where there is no right or no room to write.
    """
    with _explained("cannot-write", directory), _locked(directory):
        present = _present(directory)
        _forget(directory, present)
        target = _next(directory) / "oxigraph"
        prepare(target.parent)
        if present is not None and not afresh:
            pyoxigraph.Store.read_only(str(present)).backup(str(target))
        store = DiskStore(pyoxigraph.Store(str(target)), directory)
        try:
            yield store
        finally:
            store.close()
        _name(directory, target)
        _forget(directory, target)


@contextmanager
def _explained(code: str, directory: Path) -> Iterator[None]:
    """Tell what the system says of a folder as an error with a code."""
    try:
        yield
    except OSError as error:
        raise SourceError(
            code,
            f"the store: {error.strerror or error}",
            place=Place(directory),
            hint="check the rights, and the free space",
        ) from error


@contextmanager
def _locked(directory: Path) -> Iterator[None]:
    """Hold an empty database that only one process can hold open: the system lets go of it when that process dies."""
    place = directory / _WRITER
    place.mkdir(parents=True, exist_ok=True)
    try:
        lock = pyoxigraph.Store(str(place))
    except OSError as error:
        # A database says "IO error" whatever the reason is: where we may write, somebody else does.
        TemporaryFile(dir=place).close()
        raise RequestError(
            "store-locked",
            f"another process is writing to {directory}",
            hint="wait until it is done; reading is possible meanwhile",
        ) from error
    try:
        yield
    finally:
        del lock


def _present(directory: Path) -> Path | None:
    try:
        return directory / (directory / _CURRENT).read_text(encoding="utf-8").strip() / "oxigraph"
    except FileNotFoundError:
        return None


def _next(directory: Path) -> Path:
    """Make the folder of the next generation, with the rights that folders have where it is."""
    there = (path.name.removeprefix(_GENERATION) for path in directory.glob(f"{_GENERATION}*"))
    folder = (
        directory / f"{_GENERATION}{1 + max((int(name) for name in there if name.isdecimal()), default=0)}"
    )
    folder.mkdir()
    return folder


def _name(directory: Path, generation: Path) -> None:
    aside = directory / f"{_CURRENT}.new"
    with aside.open("w", encoding="utf-8") as file:
        file.write(generation.parent.name)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(directory / _CURRENT)


def _forget(directory: Path, kept: Path | None) -> None:
    """Remove the generations that nobody names or reads: those before, and those that were never finished."""
    for path in directory.iterdir():
        if path.name.startswith(_GENERATION) and (kept is None or path != kept.parent):
            remove_unless_held(path)
