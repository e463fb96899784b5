"""A place that is not there, holds nothing, holds something else, or may not be changed: a clear error, and nothing half done."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from allegiance import KnowledgeGraph, pipeline, turtle
from allegiance.pipeline import Elsewhere
from elsewhere.conftest import Run
from servers.starting import NotInstalledError, free_port, program, wait_for

EVERY = (
    ("query", "claims/contested"),
    ("validate",),
    ("reason",),
    ("reason", "--clear"),
    ("explain", "kg:imu"),
    ("check",),
    ("build",),
    ("pull", "asserted"),
)
EMPTY = {"validate": "nothing-to-check", "check": "nothing-to-check", "build": "nothing-to-check"}


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
def test_no_server(command: tuple[str, ...], run: Run) -> None:
    where = Elsewhere(endpoint=f"http://127.0.0.1:{free_port()}/query")

    code, out, err = run(*command, "--patience", 1, where=where)

    assert (code, out) == (3, "")
    assert err.splitlines()[-2].startswith("endpoint-failed")
    assert str(where.endpoint) in err


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
def test_no_store(command: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    code, out, err = run(*command, where=Elsewhere(directory=tmp_path / "none"))

    assert (code, out) == (2, "")
    assert err.splitlines()[-2].startswith("no-store")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("command", [("validate",), ("reason",), *EVERY[4:]], ids=" ".join)
def test_nothing_there(
    command: tuple[str, ...], empty: Elsewhere, kg: KnowledgeGraph, run: Run, tmp_path: Path
) -> None:
    if empty.directory is not None:
        nothing = tmp_path / "nothing.nt"
        nothing.touch()
        pipeline.push(kg, empty, (nothing,), lambda _more: None)

    code, out, err = run(*command, where=empty)

    assert (code, out) == (2, "")
    assert err.splitlines()[-2].startswith(EMPTY.get(command[0], "nothing-there"))


NEEDING_IT_HERE = (
    ("query", "claims/contested", "--engine", "rdflib"),
    ("validate", "kg/agents.ttl"),
    ("validate", "--since", "HEAD"),
    ("validate", "--engine", "pyshacl"),
    ("reason", "--engine", "owlrl"),
    ("reason", "--profile"),
    ("reason", "--dl"),
    ("reason", "-f", "nt"),
    ("build", "kg/agents.ttl"),
)


@pytest.mark.parametrize("command", NEEDING_IT_HERE, ids=" ".join)
def test_what_needs_the_graph_here_is_refused_before_anything_is_asked(
    command: tuple[str, ...], run: Run
) -> None:
    code, out, err = run(*command, where=Elsewhere(endpoint=f"http://127.0.0.1:{free_port()}/query"))

    assert (code, out) == (2, "")
    assert err.startswith("only-here")


@pytest.fixture(scope="module")
def read_only(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Elsewhere]:
    """A server that takes no updates, with the assertions of the folder."""
    folder = tmp_path_factory.mktemp("read-only")
    try:
        oxigraph = program("oxigraph", "pip install oxigraph")
    except NotInstalledError as missing:
        pytest.skip(str(missing))
    data, port, graph = folder / "asserted.nt", free_port(), pipeline.LAYERS[0].value
    data.write_text(turtle.canonical_ntriples(kg.asserted), encoding="utf-8")
    place = ["--location", str(folder / "data")]
    load = [oxigraph, "load", *place, "--file", str(data), "--graph", graph]
    subprocess.run(load, check=True, capture_output=True)
    process = subprocess.Popen([oxigraph, "serve-read-only", *place, "--bind", f"127.0.0.1:{port}"])
    try:
        wait_for(f"http://127.0.0.1:{port}/query", process)
        yield Elsewhere(endpoint=f"http://127.0.0.1:{port}/query", patience=20)
    finally:
        process.terminate()
        process.wait()


@pytest.mark.parametrize("command", [("push",), ("reason",), ("reason", "--clear")], ids=" ".join)
def test_a_server_that_takes_no_updates(command: tuple[str, ...], read_only: Elsewhere, run: Run) -> None:
    code, out, err = run(*command, where=read_only)

    assert (code, out) == (2, "")
    assert err.splitlines()[-2].startswith(("endpoint-unauthorised", "not-an-endpoint"))
    assert f"{read_only.endpoint}".replace("/query", "/update") in err


def test_what_is_missing_there_is_told(read_only: Elsewhere, run: Run) -> None:
    code, _, err = run("query", "claims/contested", where=read_only)

    assert code == 0
    for layer in ("derived", "entailed"):
        assert f"nothing is in https://w3id.org/allegiance/graph/{layer} there" in err
