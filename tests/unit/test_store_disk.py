"""A store on disk: whole or as before, one writer, and readers who never wait."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from collections.abc import Callable
from multiprocessing import Pipe
from pathlib import Path
from tempfile import gettempdir

import pytest

from allegiance.errors import AllegianceError, RequestError, SourceError
from allegiance.store import DiskStore, Rows, open_store, rewriting
from allegiance.terms import Literal, NamedNode, Triple

GRAPH = NamedNode("urn:test:graph")


def triple(number: int) -> Triple:
    return Triple(NamedNode("urn:test:s"), NamedNode("urn:test:p"), Literal(str(number)))


def size(store: DiskStore) -> int:
    result = store.query("SELECT ?o WHERE { ?s ?p ?o }", {})
    assert isinstance(result, Rows)
    return len(result.rows)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    with rewriting(tmp_path / "store") as store:
        store.add(GRAPH, [triple(1)])
    return tmp_path / "store"


def test_what_was_written_is_there_when_it_is_opened_again(directory: Path) -> None:
    assert list(open_store(directory).triples(GRAPH)) == [triple(1)]


def test_a_reader_sees_what_was_there_when_it_opened(directory: Path) -> None:
    before = open_store(directory)
    with rewriting(directory) as store:
        store.add(GRAPH, [triple(2)])
        assert size(open_store(directory)) == 1

    assert (size(before), size(open_store(directory))) == (1, 2)


def test_an_exception_leaves_everything_as_it_was(directory: Path) -> None:
    def clear_and_fail() -> None:
        with rewriting(directory) as store:
            store.clear(GRAPH)
            raise KeyError

    with pytest.raises(KeyError):
        clear_and_fail()

    assert size(open_store(directory)) == 1


def test_there_is_one_writer(directory: Path) -> None:
    with rewriting(directory), pytest.raises(RequestError) as raised, rewriting(directory):
        pass

    assert raised.value.code == "store-locked"


def test_replacing_tells_how_much(directory: Path) -> None:
    told: list[int] = []
    with rewriting(directory) as store:
        store.replace(GRAPH, [triple(n) for n in range(5)], told.append)

    assert sum(told) == size(open_store(directory)) == 5


@pytest.mark.parametrize(("name", "pack"), [("more.nt", bytes), ("more.nt.gz", gzip.compress)])
def test_a_file_is_loaded_with_its_size_told(
    directory: Path, tmp_path: Path, name: str, pack: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / name
    path.write_bytes(pack("".join(f"{triple(n)} .\n" for n in range(1_000)).encode()))
    told: list[int] = []
    with rewriting(directory, afresh=True) as store:
        store.load_file(path, GRAPH, told.append)

    assert sum(told) == path.stat().st_size
    assert size(open_store(directory)) == 1_000


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("broken.nt", "<urn:a> <urn:b> .\n", "turtle-syntax"),
        ("table.xlsx", "", "unknown-syntax"),
        ("unpacked.nt.gz", "<urn:a> <urn:b> <urn:c> .", "file-not-readable"),
        ("missing.nt", None, "file-not-readable"),
    ],
)
def test_a_bad_file_changes_nothing(
    directory: Path, tmp_path: Path, name: str, text: str | None, code: str
) -> None:
    path = tmp_path / name
    if text is not None:
        path.write_text(text)

    with pytest.raises(SourceError) as raised, rewriting(directory) as store:
        store.load_file(path, GRAPH, lambda _: None)

    assert raised.value.code == code
    assert raised.value.place is not None
    assert size(open_store(directory)) == 1


def test_no_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(RequestError) as raised:
        open_store(tmp_path / "nowhere")

    assert raised.value.code == "no-store"


def in_a_child(act: Callable[[], object]) -> str:
    """Return the code of the error that somebody without any rights gets."""
    receiving, sending = Pipe(duplex=False)
    child = os.fork()
    if child == 0:
        try:
            os.setuid(NOBODY)
            act()
            sending.send("")
        except AllegianceError as error:
            sending.send(f"{error.code}: {error.message}")
        os._exit(0)
    os.waitpid(child, 0)
    sending.close()
    return str(receiving.recv())


NOBODY = 65534


@pytest.mark.skipif(not hasattr(os, "fork") or os.getuid() != 0, reason="only root can become nobody")
def test_a_store_without_rights_is_not_told_as_one_that_somebody_else_writes(
    directory: Path, tmp_path: Path
) -> None:
    temporary = Path(gettempdir())
    for folder in (tmp_path, *(above for above in tmp_path.parents if temporary in above.parents)):
        folder.chmod(0o755)

    def write() -> None:
        with rewriting(directory):
            pass

    def make() -> None:
        with rewriting(tmp_path / "new" / "store"):
            pass

    for act in (write, make):
        assert in_a_child(act).startswith("cannot-write: ")
    assert in_a_child(lambda: open_store(directory)) == ""
    directory.chmod(0o700)
    assert in_a_child(lambda: open_store(directory)).startswith("file-not-readable: ")
    assert size(open_store(directory)) == 1


def generations(directory: Path) -> int:
    return len(list(directory.glob("generation-*")))


def test_what_a_reader_holds_stays_until_it_lets_go(directory: Path) -> None:
    reader = open_store(directory)
    narrower = reader.over([GRAPH])
    for number in (2, 3):
        with rewriting(directory) as store:
            store.add(GRAPH, [triple(number)])
    del reader
    assert size(narrower) == 1
    assert generations(directory) == 2

    del narrower
    with rewriting(directory) as store:
        store.add(GRAPH, [triple(4)])

    assert generations(directory) == 1
    assert size(open_store(directory)) == 4


def in_another_process(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


WRITER = """
import sys, time
from pathlib import Path
from allegiance.store import rewriting
from allegiance.terms import NamedNode
directory, file = map(Path, sys.argv[1:])
with rewriting(directory) as store:
    store.clear(NamedNode("urn:test:graph"))
    store.load_file(file, NamedNode("urn:test:graph"), lambda _: print("loading", flush=True))
    print("loaded", flush=True)
    time.sleep(600)
"""


@pytest.mark.parametrize("word", ["loading", "loaded"])
def test_killed_in_the_middle_of_a_load_the_old_content_is_whole(
    directory: Path, tmp_path: Path, word: str
) -> None:
    path = tmp_path / "many.nt"
    path.write_text("".join(f"{triple(number)} .\n" for number in range(100_000)))
    writer = in_another_process(str(directory), str(path))
    assert writer.stdout is not None
    assert any(line.strip() == word for line in writer.stdout)

    with pytest.raises(RequestError) as raised, rewriting(directory):
        pass
    assert raised.value.code == "store-locked"
    assert size(open_store(directory)) == 1
    writer.kill()
    writer.communicate()

    assert size(open_store(directory)) == 1
    with rewriting(directory) as store:
        store.add(GRAPH, [triple(2)])
    assert size(open_store(directory)) == 2
    assert generations(directory) == 1
