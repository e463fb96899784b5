"""The twins of the shapes, put into real servers one by one: what is found there is what is found here.

`tests/shapes/inside-known.tsv` lists what a server cannot tell.
"""

from __future__ import annotations

from fnmatch import filter as filter_names

from allegiance import project, store, turtle
from allegiance.errors import RequestError
from allegiance.store import Endpoint
from allegiance.terms import NamedNode
from servers.starting import Running
from servers.test_real_servers import PATIENCE, server, silent  # noqa: F401 - a fixture
from shapes.test_twins_inside import KNOWN, ONTOLOGY, found_inside
from shapes.twins import FAILING, PASSING, Row, World, rows, twin_id

TWIN = NamedNode("urn:test:twin")


def test_every_twin_is_found_the_same_inside(server: Running, world: World) -> None:  # noqa: F811 - the fixtures
    there = Endpoint(server.query, update_url=server.update, patience=PATIENCE)
    store.push(there, ONTOLOGY, world.ontology, silent)
    differing: dict[str, tuple[set[Row] | str, set[Row]]] = {}
    for twin in PASSING + FAILING:
        # A push sends nothing where the values are the same, whatever their types.
        there.update(f"DROP SILENT GRAPH {TWIN}")
        store.push(there, TWIN, tuple(project.triples([turtle.read(twin)])), silent)
        here = rows(world.findings(twin), twin)
        found: set[Row] | str
        try:
            found = found_inside(there.over([ONTOLOGY, TWIN]), twin, world)
        except RequestError as refused:
            found = str(refused)
        if found != here:
            differing[twin_id(twin)] = (found, here)

    known = [twin for engine, twin in KNOWN if engine == there.quirks.name]
    met = {name for pattern in known for name in filter_names(list(differing), pattern)}
    assert {twin: pair for twin, pair in differing.items() if twin not in met} == {}
    assert [pattern for pattern in known if not filter_names(list(differing), pattern)] == []
