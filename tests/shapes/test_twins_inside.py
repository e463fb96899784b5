"""The twins again, but their data stay in a store, in memory and on disk: what is found there is what is found here.

`inside-known.tsv` lists what an engine cannot tell, each with its reason; `tests/servers` asks the same of real servers.
"""

from collections.abc import Iterator
from fnmatch import filter as filter_names
from pathlib import Path

import pytest

from allegiance import project, turtle
from allegiance.errors import RequestError
from allegiance.store import OxigraphStore, Store, open_store, rewriting
from allegiance.store.quirks import STANDARD
from allegiance.terms import NamedNode, Triple
from allegiance.validate import validate_inside
from shapes.twins import FAILING, HERE, PASSING, ROOT, Row, World, rows, twin_id

ONTOLOGY = NamedNode("urn:test:ontology")
KNOWN = {
    (engine, twin): reason
    for line in (HERE / "inside-known.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for engine, twin, reason in [line.split("\t")]
}


def graph_of(twin: Path) -> NamedNode:
    return NamedNode(f"urn:test:{twin_id(twin)}")


def graphs(world: World) -> Iterator[tuple[NamedNode, tuple[Triple, ...]]]:
    yield ONTOLOGY, world.ontology
    for twin in PASSING + FAILING:
        yield graph_of(twin), tuple(project.triples([turtle.read(twin)]))


def found_inside(store: Store, twin: Path, world: World) -> set[Row]:
    """What a twin's shape finds in a store, as `World.findings` says what it finds here."""
    folder = twin.parent.name
    report = validate_inside(store, world.shapes.closure(folder))
    assert report.notes
    own = world.shapes.own(folder)
    return rows((finding for finding in report.findings if finding.shape in own), twin)


@pytest.fixture(scope="session")
def in_memory(world: World) -> Store:
    return OxigraphStore(dict(graphs(world)))


@pytest.fixture(scope="session")
def on_disk(world: World, tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("twins")
    with rewriting(folder, afresh=True) as target:
        for graph, triples in graphs(world):
            target.replace(graph, triples, lambda _more: None)
    return open_store(folder)


@pytest.mark.parametrize("twin", PASSING + FAILING, ids=twin_id)
def test_a_twin_is_found_the_same_inside(
    twin: Path, in_memory: Store, world: World, request: pytest.FixtureRequest
) -> None:
    check(in_memory, twin, world, request)


@pytest.mark.parametrize("twin", FAILING, ids=twin_id)
def test_a_failing_twin_is_found_the_same_on_disk(
    twin: Path, on_disk: Store, world: World, request: pytest.FixtureRequest
) -> None:
    check(on_disk, twin, world, request)


def check(holding: Store, twin: Path, world: World, request: pytest.FixtureRequest) -> None:
    if reason := KNOWN.get((holding.quirks.name, twin_id(twin))):
        request.applymarker(pytest.mark.xfail(strict=True, reason=reason))
    assert found_inside(holding.over([ONTOLOGY, graph_of(twin)]), twin, world) == rows(
        world.findings(twin), twin
    )


def test_what_is_known_is_about_twins() -> None:
    twins = list(map(twin_id, PASSING + FAILING))
    assert [twin for _, twin in KNOWN if not filter_names(twins, twin)] == []


def test_shapes_that_cannot_be_carried_are_named_before_anything_is_asked(world: World) -> None:
    text = """
    @prefix ex: <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
    ex:Fine a sh:NodeShape ; sh:targetClass ex:C ; sh:nodeKind sh:IRI .
    ex:Back a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:pattern "(a)\\\\1" ] .
    """
    shapes = [quad.triple for quad in turtle.parse(text.encode(), ROOT / "given.ttl").quads]
    store = OxigraphStore({ONTOLOGY: world.ontology})
    asked: list[int] = []

    with pytest.raises(RequestError, match=r"1 of 2 shapes.*example\.org/Back") as refused:
        validate_inside(store, shapes, lambda done, _of: asked.append(done))

    assert refused.value.code == "not-compilable"
    assert f"{len(set(world.ontology)):,} triples" in str(refused.value)
    assert asked == []


class Forgetful(OxigraphStore):
    """A store of which nobody knows that a blank node keeps its name from one answer to the next."""

    quirks = STANDARD


@pytest.mark.parametrize(("node", "is_refused"), [("[]", True), ("ex:named", False)])
def test_blank_nodes_that_cannot_be_found_again_are_told_before_anything_is_asked(
    node: str, is_refused: bool
) -> None:
    head = "@prefix ex: <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> . "
    shapes = """
    ex:Apart a sh:NodeShape ; sh:targetClass ex:C ;
      sh:not [ sh:property [ sh:path ( ex:p ex:q ) ; sh:maxCount 1 ] ] .
    """
    data, demands = (
        [quad.triple for quad in turtle.parse((head + text).encode(), ROOT / "given.ttl").quads]
        for text in (f"{node} a ex:C .", shapes)
    )
    asked: list[int] = []
    store = Forgetful({ONTOLOGY: data})
    if not is_refused:
        assert len(validate_inside(store, demands).findings) == 1
        return

    with pytest.raises(RequestError, match="names its blank nodes anew") as refused:
        validate_inside(store, demands, lambda done, _of: asked.append(done))

    assert refused.value.code == "not-compilable"
    assert asked == []
