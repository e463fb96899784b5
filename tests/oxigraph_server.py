"""A real SPARQL endpoint that holds given triples and nothing else: the Oxigraph server of PyPI, on loopback."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from allegiance import turtle
from allegiance.store import Endpoint
from allegiance.terms import NamedNode, Triple
from servers.starting import NotInstalledError, oxigraph, program


@contextmanager
def serving(triples: Iterable[Triple], folder: Path) -> Iterator[Endpoint]:
    """Yield the endpoint, with the triples in its default graph; it ends with the block.

    Skips the test where the server is not installed.
    """
    with _serving(turtle.canonical_ntriples(triples), folder / "triples.nt", folder) as endpoint:
        yield endpoint


@contextmanager
def serving_layers(layers: Mapping[NamedNode, Iterable[Triple]], folder: Path) -> Iterator[Endpoint]:
    """Yield the endpoint, with named graphs; otherwise as `serving`."""
    lines = "".join(f"{triple} {graph} .\n" for graph, triples in layers.items() for triple in triples)
    with _serving(lines, folder / "layers.nq", folder) as endpoint:
        yield endpoint


@contextmanager
def _serving(text: str, data: Path, folder: Path) -> Iterator[Endpoint]:
    try:
        loader = program("oxigraph", "pip install oxigraph")
    except NotInstalledError as missing:
        pytest.skip(str(missing))
    data.write_text(text, encoding="utf-8")
    load = [loader, "load", "--location", str(folder / "data"), "--file", str(data)]
    subprocess.run(load, check=True, capture_output=True)
    with contextmanager(oxigraph)(folder) as server:
        yield Endpoint(server.query)
