"""A push to a real server that dies at any step of it: nothing is doubled or lost, and nothing is left lying about."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urljoin

import pytest

from allegiance import KnowledgeGraph, store
from allegiance.errors import AllegianceError
from allegiance.store import Endpoint, Patience, Rows, fingerprint
from allegiance.terms import GRAPH, BlankNode, Literal, NamedNode, Triple
from servers.starting import NotInstalledError, Running, oxigraph

TARGET = NamedNode("urn:test:pushed")
PREDICATE = NamedNode("urn:test:value")
TRIPLES = tuple(
    Triple(NamedNode(f"urn:test:subject:{row}"), PREDICATE, Literal(f"%20 {row}")) for row in range(12_000)
) + tuple(Triple(BlankNode(), PREDICATE, Literal(f"blank {row}")) for row in range(10))
OLD = (Triple(NamedNode("urn:test:old"), PREDICATE, Literal("old")),)
# What was left is dropped, from two graphs; four parts; the copy into its place; the two graphs beside it are dropped.
UPDATES = 9
BRISK = Patience(deadline=60, pause=0.01, attempts=2)


def silent(_more: int) -> None:
    pass


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    starting = oxigraph(tmp_path)
    try:
        yield next(starting)
    except NotInstalledError as missing:
        pytest.skip(str(missing))
    starting.close()  # type: ignore[attr-defined]  # the iterator is a generator


class Falling(Endpoint):
    """An endpoint whose server is killed before one of the updates, or during it: nobody knows how far it is then."""

    def __init__(self, server: Running, fatal: int, *, during: bool) -> None:
        super().__init__(server.query, patience=BRISK)
        self.server = server
        self.left = fatal
        self.during = during

    def update(self, text: str) -> None:
        killing = threading.Thread(target=self.server.kill)
        self.left -= 1
        if self.left == -1:
            killing.start()
            if not self.during:
                killing.join()
        try:
            super().update(text)
        finally:
            if killing.ident is not None:
                killing.join()


@pytest.mark.parametrize("during", [False, True], ids=["before", "during"])
@pytest.mark.parametrize("fatal", range(UPDATES))
def test_a_server_that_dies_at_any_update_loses_and_doubles_nothing(
    server: Running, fatal: int, *, during: bool
) -> None:
    there = Endpoint(server.query, patience=BRISK)
    store.push(there, TARGET, OLD, silent)

    with suppress(AllegianceError):
        store.push(Falling(server, fatal, during=during), TARGET, TRIPLES, silent)
    assert server.process.poll() is not None
    server.start_again()

    assert fingerprint(there.triples(TARGET)) in {fingerprint(OLD), fingerprint(TRIPLES)}
    assert store.push(there, TARGET, TRIPLES, silent) == fingerprint(TRIPLES)
    assert fingerprint(there.triples(TARGET)) == fingerprint(TRIPLES)
    assert graphs(there) == {TARGET}


def test_a_graph_goes_by_the_graph_store_protocol(server: Running, kg: KnowledgeGraph) -> None:
    graph, triples = GRAPH["asserted"], tuple(kg.layers[GRAPH["asserted"]])
    there = NoUpdates(server.query, graph_store_url=urljoin(server.query, "store"), patience=BRISK)

    for wanted in (OLD, triples):
        assert store.push(there, graph, wanted, silent) == fingerprint(wanted)
        assert fingerprint(there.triples(graph)) == fingerprint(wanted)

    assert graphs(there) == {graph}


class NoUpdates(Endpoint):
    """An endpoint that is only queried."""

    def update(self, text: str) -> None:
        raise AssertionError(text)


def graphs(there: Endpoint) -> set[object]:
    found = there.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }", {})
    assert isinstance(found, Rows)
    return {graph for (graph,) in found.rows}
