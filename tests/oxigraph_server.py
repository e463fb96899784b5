"""A real SPARQL endpoint for tests: the Oxigraph server of PyPI, on loopback, with data of ours."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from allegiance import turtle
from allegiance.store import Endpoint
from allegiance.terms import Triple

MISSING = "the Oxigraph server is not installed: pip install oxigraph"
_PATIENCE = 30.0


def find() -> str | None:
    """Return the path of the server's program, or None."""
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.exists() else shutil.which("oxigraph")


@contextmanager
def serving(triples: Iterable[Triple], folder: Path) -> Iterator[Endpoint]:
    """Yield the endpoint of a server that holds the triples and nothing else; it ends with the block."""
    program = find()
    assert program is not None, MISSING
    data = folder / "data.nt"
    data.write_text(turtle.canonical_ntriples(triples), encoding="utf-8")
    location = folder / "store"
    subprocess.run(
        [program, "load", "--location", str(location), "--file", str(data)], check=True, capture_output=True
    )
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [program, "serve-read-only", "--location", str(location), "--bind", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _await(port, server)
        yield Endpoint(f"http://127.0.0.1:{port}/query")
    finally:
        server.terminate()
        server.wait(timeout=_PATIENCE)


def _await(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the Oxigraph server did not start")
