"""A real SPARQL endpoint that holds given triples and nothing else: the Oxigraph server of PyPI, on loopback."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from allegiance import turtle
from allegiance.store import Endpoint
from allegiance.terms import Triple
from servers.starting import NotInstalledError, oxigraph, program


@contextmanager
def serving(triples: Iterable[Triple], folder: Path) -> Iterator[Endpoint]:
    """Yield the endpoint; it ends with the block. Skips the test where the server is not installed."""
    try:
        loader = program("oxigraph", "pip install oxigraph")
    except NotInstalledError as missing:
        pytest.skip(str(missing))
    data = folder / "triples.nt"
    data.write_text(turtle.canonical_ntriples(triples), encoding="utf-8")
    load = [loader, "load", "--location", str(folder / "data"), "--file", str(data)]
    subprocess.run(load, check=True, capture_output=True)
    with contextmanager(oxigraph)(folder) as server:
        yield Endpoint(server.query)
