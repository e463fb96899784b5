"""The folder's graph in the two places that are not here: a store on disk, and a server that is alive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from allegiance import KnowledgeGraph, pipeline
from allegiance.cli import cli
from allegiance.errors import AllegianceError
from allegiance.pipeline import Elsewhere, GraphElsewhere
from conftest import ROOT
from servers.starting import NotInstalledError, on_ci, oxigraph

Run = Callable[..., tuple[int, str, str]]


@contextmanager
def place(kind: str, folder: Path) -> Iterator[Elsewhere]:
    """Yield a place with nothing in it. Skips the test where the server is not installed, but not on CI."""
    if kind == "disk":
        yield Elsewhere(directory=folder / "store")
        return
    try:
        with contextmanager(oxigraph)(folder) as server:
            yield Elsewhere(endpoint=server.query, patience=60)
    except NotInstalledError as missing:
        if on_ci():
            raise
        pytest.skip(str(missing))


@pytest.fixture(params=["disk", "server"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Elsewhere]:
    """A place with nothing in it, for one test."""
    with place(str(request.param), tmp_path) as where:
        yield where


@pytest.fixture(scope="module", params=["disk", "server"])
def where(
    request: pytest.FixtureRequest, kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Elsewhere]:
    """A place that holds the folder's layers."""
    with place(str(request.param), tmp_path_factory.mktemp(str(request.param))) as where:
        pipeline.push(kg, where, (), lambda _more: None)
        yield where


@pytest.fixture
def there(kg: KnowledgeGraph, where: Elsewhere) -> GraphElsewhere:
    return GraphElsewhere(kg, where)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command as a person does; return its exit code, or that of its error, and what it wrote to stdout and stderr."""

    def command(*arguments: object, where: Elsewhere | None = None) -> tuple[int, str, str]:
        words = [str(word) for word in arguments]
        words += where.option.split(" ", 1) if where is not None else []
        try:
            code = cli.main(["-C", str(ROOT), *words], standalone_mode=False)
        except AllegianceError as error:
            code, told = error.exit_code, f"{error.code}: {error.message}\n{error.hint}"
        else:
            told = ""
        printed = capsys.readouterr()
        return int(code or 0), printed.out, printed.err + told

    return command
