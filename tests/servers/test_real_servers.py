"""Real servers, started on loopback: the same answers, rules, entailment and findings there as here.

A server that is not installed is skipped with the reason; with `CI` set it fails instead. `ALLEGIANCE_TEST_SERVERS` names those to
start, separated by spaces; without it, all are.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from allegiance import KnowledgeGraph, pipeline, query, store, turtle
from allegiance.errors import AllegianceError
from allegiance.pipeline import LAYERS, Elsewhere, GraphElsewhere
from allegiance.store import Endpoint, Patience, fingerprint
from allegiance.terms import GRAPH, Literal, NamedNode, Triple
from servers.agreement import CASES, NAMES, agrees_on_query, agrees_on_rules, agrees_on_twins, told
from servers.starting import CREDENTIALS, SERVERS, NotInstalledError, Running, on_ci

WELL_BEHAVED = ["oxigraph", "jena", "virtuoso"]
# What these engines do otherwise; docs/servers.md tells why.
KNOWN = {
    (fields[0], fields[1]): fields[2]
    for line in (Path(__file__).parent / "known-differences.tsv").read_text(encoding="utf-8").splitlines()[1:]
    if (fields := line.split("\t"))
}
# Long, since machines of CI are slow at times; none of these waits when all is well.
PATIENCE = Patience(deadline=300, silence=300)


def skip_unless_wanted(name: str) -> None:
    wanted = os.environ.get("ALLEGIANCE_TEST_SERVERS")
    if wanted is not None and name not in wanted.split():
        pytest.skip(f"{name} is not among ALLEGIANCE_TEST_SERVERS")


def silent(_more: int) -> None:
    pass


def excuse(request: pytest.FixtureRequest, endpoint: Endpoint, what: str) -> None:
    """Expect a failure where one is known, strictly; skip what would take too long to fail."""
    reason = KNOWN.get((endpoint.quirks.name, what), "")
    if reason.startswith("skip: "):
        pytest.skip(reason.removeprefix("skip: "))
    if reason:
        request.applymarker(pytest.mark.xfail(strict=True, reason=reason))


@pytest.fixture(scope="module", params=WELL_BEHAVED)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    name = str(request.param)
    skip_unless_wanted(name)
    with pytest.MonkeyPatch.context() as patch:
        for variable, value in CREDENTIALS.items():
            patch.setenv(variable, value)
        running = SERVERS[name](tmp_path_factory.mktemp(name))
        try:
            yield next(running)
        except NotInstalledError as missing:
            if on_ci():
                raise
            pytest.skip(str(missing))
        running.close()  # type: ignore[attr-defined]  # the iterator is a generator


@pytest.fixture(scope="module")
def endpoint(server: Running, kg: KnowledgeGraph) -> Endpoint:
    """The server with our layers in it, each put there by the means it has."""
    there = Endpoint(server.query, update_url=server.update, patience=PATIENCE)
    for graph, triples in kg.layers.items():
        store.push(there, graph, tuple(triples), silent)
    return there.over(LAYERS)


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_query_has_the_same_answer(
    name: str, endpoint: Endpoint, kg: KnowledgeGraph, request: pytest.FixtureRequest
) -> None:
    excuse(request, endpoint, name)

    agrees_on_query(name, endpoint, kg)


def test_every_layer_is_there_and_what_it_was(endpoint: Endpoint, kg: KnowledgeGraph) -> None:
    for graph, triples in kg.layers.items():
        assert fingerprint(endpoint.triples(graph)) == fingerprint(triples)


def test_pushing_again_sends_nothing(endpoint: Endpoint, kg: KnowledgeGraph) -> None:
    sent: list[int] = []

    store.push(endpoint, GRAPH["derived"], tuple(kg.derivation.triples), sent.append)

    assert sent == [len(kg.derivation.triples)]


def test_the_rules_derive_and_entail_the_same_inside(
    endpoint: Endpoint, kg: KnowledgeGraph, request: pytest.FixtureRequest
) -> None:
    excuse(request, endpoint, "rules")
    agrees_on_rules(endpoint, kg)


def test_all_that_is_checked_and_released_here_is_so_there(
    server: Running, endpoint: Endpoint, kg: KnowledgeGraph, tmp_path: Path
) -> None:
    """Shapes, checks and all expected answers in one `check`; then what `build` makes of the triples that it fetches."""
    there = GraphElsewhere(kg, Elsewhere(endpoint.url, server.update, patience=PATIENCE.deadline))
    here = kg.validate()

    outcome = pipeline.check(there)

    assert outcome.faults == ()
    assert outcome.cases == len(list(query.cases(CASES, kg.catalogue)))
    assert outcome.figures == kg.figures
    assert told(outcome.report) == told(here)
    assert outcome.report.idle_shapes == here.idle_shapes
    releases = [
        pipeline.build(graph, tmp_path / name, here, tool="test", with_site=False)
        for name, graph in (("there", pipeline.fetch(there)), ("here", kg))
    ]
    assert releases[0].checksums == releases[1].checksums


def test_the_twins_of_shapes_that_fail_fail_inside(
    endpoint: Endpoint, kg: KnowledgeGraph, request: pytest.FixtureRequest
) -> None:
    excuse(request, endpoint, "twins")
    agrees_on_twins(endpoint, kg, lambda graph, triples: store.push(endpoint, graph, triples, silent))


def test_killed_in_the_middle_of_a_push_it_goes_on(server: Running) -> None:
    graph = NamedNode("urn:test:resumed")
    number = 12_000
    subject = "urn:test:subject:"
    triples = tuple(
        Triple(NamedNode(f"{subject}{row}"), NamedNode("urn:test:value"), Literal(f"%20 {row}"))
        for row in range(number)
    )
    there = Endpoint(
        server.query, update_url=server.update, patience=Patience(deadline=60, pause=0.01, attempts=2)
    )
    size = there.quirks.triples_per_insert
    sent: list[int] = []

    def kill_half_way(more: int) -> None:
        sent.append(more)
        if sum(sent) >= number // 2 and server.process.poll() is None:
            server.kill()

    with pytest.raises(AllegianceError):
        store.push(there, graph, triples, kill_half_way)
    server.start_again()

    assert store.count(there, graph) == 0
    asked = Counting(there)
    put = store.push(asked, graph, triples, silent)

    assert put == fingerprint(triples)
    assert store.count(there, graph) == number
    assert 0 < asked.inserts < -(-number // size)


class Counting(Endpoint):
    """An endpoint that counts the parts that are sent to it."""

    def __init__(self, other: Endpoint) -> None:
        super().__init__(other.url, update_url=other.update_url, patience=PATIENCE)
        self.inserts = 0

    def update(self, text: str) -> None:
        self.inserts += text.startswith("INSERT DATA")
        super().update(text)


@pytest.fixture(scope="module")
def badly_behaved(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """rdflib-endpoint with our layers in it."""
    skip_unless_wanted("rdflib-endpoint")
    folder = tmp_path_factory.mktemp("rdflib-endpoint")
    lines = turtle.nquads(turtle.canonical_graphs(kg.layers))
    (folder / "data.nq").write_text("".join(lines.text()), encoding="utf-8")
    running = SERVERS["rdflib-endpoint"](folder)
    try:
        server = next(running)
    except NotInstalledError as missing:
        if on_ci():
            raise
        pytest.skip(str(missing))
    yield Endpoint(server.query, patience=PATIENCE).over(LAYERS)
    running.close()  # type: ignore[attr-defined]  # the iterator is a generator


@pytest.mark.parametrize("name", NAMES)
def test_a_badly_behaved_server_has_the_same_answer_too(
    name: str, badly_behaved: Endpoint, kg: KnowledgeGraph, request: pytest.FixtureRequest
) -> None:
    excuse(request, badly_behaved, name)

    agrees_on_query(name, badly_behaved, kg)


def test_an_error_of_a_badly_behaved_server_is_told_from_an_answer(badly_behaved: Endpoint) -> None:
    with pytest.raises(AllegianceError) as raised:
        badly_behaved.query("SELECT * WHERE { nonsense", {})

    assert raised.value.code == "query-syntax"


def test_percent_signs_survive_a_badly_behaved_server(badly_behaved: Endpoint) -> None:
    data = '{ GRAPH <urn:g> { <urn:s> <urn:p> "100%20" } }'
    badly_behaved.update(f"INSERT DATA {data}")

    asked = badly_behaved.query(f"ASK {data}", {})
    badly_behaved.update(f"DELETE DATA {data}")
    assert asked == store.Truth(value=True)
