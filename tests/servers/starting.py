"""Real servers, each started on a free port of loopback with a folder of its own, and stopped again.

A server that is not installed gives the reason, which the tests skip with; `.ci/run` installs all of them.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from jena import CURE, class_path, is_installed

HERE = Path(__file__).parent
READY_WITHIN = 60.0


class NotInstalledError(Exception):
    """A server is not on this machine."""


@dataclass
class Running:
    """A server that answers: its addresses, and what it needs of our environment."""

    name: str
    query: str
    update: str | None
    process: subprocess.Popen[bytes]
    restart: Callable[[], subprocess.Popen[bytes]]

    def kill(self) -> None:
        """End it without a warning, as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def start_again(self) -> None:
        self.process = self.restart()
        wait_for(self.query, self.process)


def program(name: str, cure: str) -> str:
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        raise NotInstalledError(f"{name} is not installed: {cure}")
    return found


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + READY_WITHIN
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(f"{url}?query=ASK%7B%7D", timeout=5):  # noqa: S310 - the address is ours
                return
        except HTTPError as error:
            error.close()
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"{url} did not get ready; see the folder of the server")


@contextmanager
def started(
    name: str, query: str, update: str | None, command: Sequence[str], folder: Path
) -> Iterator[Running]:
    def start() -> subprocess.Popen[bytes]:
        with (folder / "log").open("ab") as log:
            return subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)

    process = start()
    running = Running(name, query, update, process, start)
    try:
        wait_for(query, process)
        yield running
    finally:
        running.process.terminate()
        running.process.wait()


def oxigraph(folder: Path) -> Iterator[Running]:
    port = free_port()
    place = ["--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}"]
    command = [program("oxigraph", "pip install allegiance[dev]"), "serve", *place, "--timeout-s", "240"]
    with started("Oxigraph", f"http://127.0.0.1:{port}/query", None, command, folder) as running:
        yield running


def rdflib_endpoint(folder: Path) -> Iterator[Running]:
    """Serve what is in `data.nq` in its folder: it takes minutes to insert what it reads from a file in seconds."""
    port = free_port()
    (folder / "data.nq").touch()
    command = [program("rdflib-endpoint", "pip install allegiance[servers]"), "serve", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--enable-update", "data.nq"]
    with started("rdflib-endpoint", f"http://127.0.0.1:{port}/", None, command, folder) as running:
        yield running


def jena(folder: Path) -> Iterator[Running]:
    if not is_installed():
        raise NotInstalledError(f"Jena is not installed: {CURE}")
    java = program("java", CURE)
    port = free_port()
    path = class_path(folder)
    command = [java, "-Xmx1g", "-cp", path, str(HERE / "JenaServer.java"), str(port), str(folder / "data")]
    with started("Jena", f"http://127.0.0.1:{port}/query", None, command, folder) as running:
        yield running


VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = .
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 240
"""


def virtuoso(folder: Path) -> Iterator[Running]:
    binary = program("virtuoso-t", "apt-get install virtuoso-opensource-7-bin")
    port, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(port=port, sql=sql))
    command = [binary, "+foreground", "+configfile", "virtuoso.ini"]
    url = f"http://127.0.0.1:{port}/sparql"
    with started("Virtuoso", url, f"{url}-auth", command, folder) as running:
        yield running


SERVERS = {"oxigraph": oxigraph, "virtuoso": virtuoso, "jena": jena, "rdflib-endpoint": rdflib_endpoint}
# The password that a fresh Virtuoso has for its administrator.
CREDENTIALS = {"ALLEGIANCE_USER": "dba", "ALLEGIANCE_PASSWORD": "dba"}


def on_ci() -> bool:
    return bool(os.environ.get("CI"))
