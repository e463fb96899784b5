"""Laws of the site: places of a network, slugs, verdicts, values inside scripts."""

from __future__ import annotations

import json
import string

from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.publish.site import layout, moments
from allegiance.publish.site.accounts import Account, Window
from allegiance.publish.site.graph import SiteGraph
from allegiance.publish.site.searching import script_value
from allegiance.publish.site.sections import divide
from allegiance.publish.site.source import SiteSource
from allegiance.terms import ALG, RDF, NamedNode, Triple

SITUATION = NamedNode("https://example.org/s")
INSTANTS = st.datetimes().map(lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20))
MAYBE = st.one_of(st.just(""), INSTANTS)


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[tuple[int, int]], list[tuple[float, float]]]:
    count = draw(st.integers(1, 12))
    node = st.integers(0, count - 1)
    edges = draw(st.lists(st.tuples(node, node).filter(lambda edge: edge[0] != edge[1]), max_size=20))
    return edges, [(60.0, 30.0)] * count


@settings(deadline=None)
@given(networks())
def test_nodes_stand_inside_the_drawing_apart_and_always_at_the_same_place(
    network: tuple[list[tuple[int, int]], list[tuple[float, float]]],
) -> None:
    edges, sizes = network
    places = layout.place(edges, sizes, 1000, 700)

    assert places == layout.place(edges, sizes, 1000, 700)
    assert all(30 <= x <= 970 and 15 <= y <= 685 for x, y in places)
    pairs = [(a, b) for number, a in enumerate(places) for b in places[:number]]
    assert all(abs(a[0] - b[0]) >= 58 or abs(a[1] - b[1]) >= 28 for a, b in pairs)


@settings(deadline=None)
@given(st.lists(st.text(string.ascii_letters + "%./-_é ", min_size=1), unique=True, max_size=20))
def test_slugs_are_names_that_every_file_system_keeps_apart(names: list[str]) -> None:
    nodes = [
        NamedNode(f"https://example.org/{name.replace('%', '%25').replace(' ', '%20')}") for name in names
    ]
    triples = [Triple(node, RDF["type"], NamedNode("https://example.org/T")) for node in nodes]
    source = SiteSource("t", "", "", "", None, "", (), triples, {"asserted": triples}, {}, ())

    slugs = divide(source, SiteGraph(triples)).slugs

    assert set(slugs) == set(nodes)
    assert len({slug.lower() for slug in slugs.values()}) == len(set(nodes))
    assert all(
        slug.strip(".") == slug and set(slug) <= set(string.ascii_letters + string.digits + "._-")
        for slug in slugs.values()
    )


@given(MAYBE, MAYBE, INSTANTS, INSTANTS)
def test_what_had_happened_stays_so(not_before: str, before: str, one: str, other: str) -> None:
    graph = SiteGraph([Triple(SITUATION, RDF["type"], ALG["DescribedEvent"])])
    account = Account(SITUATION, (), (), Window(not_before, before, "", "", ""), (), ())
    earlier, later = sorted((one, other))

    first, second = (moments.verdicts([account], graph, moment)[0].words for moment in (earlier, later))

    order = ["no record", "possibly", "yes"]
    assert order.index(first) <= order.index(second)


@given(st.text())
def test_values_inside_scripts_end_no_element(text: str) -> None:
    written = script_value({"text": text})

    assert json.loads(written) == {"text": text}
    assert "<" not in written
