"""Laws of the site: places of a network, slugs, verdicts, values inside scripts."""

from __future__ import annotations

import json
import re
import string
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance import KnowledgeGraph, query
from allegiance.pipeline.site import source_of
from allegiance.publish.site import layout, moments
from allegiance.publish.site.graph import SiteGraph
from allegiance.publish.site.names import Names
from allegiance.publish.site.packing import script_value
from allegiance.publish.site.paragraphs import Paragraphs
from allegiance.publish.site.sections import divide
from allegiance.publish.site.source import AskedByDay, SiteSource
from allegiance.query import Answer
from allegiance.store import Rows
from allegiance.terms import ALG, OA, RDF, XSD, Literal, NamedNode, Triple


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


@pytest.fixture(scope="session")
def source(kg: KnowledgeGraph) -> SiteSource:
    return source_of(kg)


@pytest.fixture(scope="session")
def names(source: SiteSource) -> Names:
    return Names(source.layers["asserted"], source.prefixes)


def test_the_folder_has_both_questions_about_a_day(source: SiteSource) -> None:
    assert [by_day.query.name for by_day in source.by_day] == ["allegiance/as-of", "persons/roles-on-date"]


@settings(deadline=None, max_examples=60)
@given(day=st.one_of(st.dates(date(2014, 3, 1), date(2015, 7, 1)), st.dates()))
def test_the_page_says_of_every_day_what_the_stored_queries_say(
    kg: KnowledgeGraph, source: SiteSource, names: Names, day: date
) -> None:
    for by_day in source.by_day:
        answer = query.ask(kg.store, by_day.query, {"date": day.isoformat()}, kg.prefixes)
        told = moments.courses(AskedByDay(by_day.query, ((day, answer),)), names)
        shown = moments.courses(by_day, names)

        said = {row.cells: row.on(day.isoformat()) for row in shown.rows if row.is_known(day.isoformat())}
        assert said == {row.cells: row.on(day.isoformat()) for row in told.rows}


@settings(deadline=None)
@given(
    told=st.lists(st.sampled_from(["pledged", "possibly pledged", ""]), min_size=1, max_size=8).filter(any)
)
def test_a_row_that_goes_away_is_told_apart_from_one_that_has_not_come(
    source: SiteSource, names: Names, told: list[str]
) -> None:
    days = [date(2015, 1, 1 + 2 * number) for number in range(len(told))]
    pledger = NamedNode("https://example.org/pledger")
    answers = [
        Answer("q", Rows(("pledger", "verdict"), ((pledger, Literal(verdict)),) if verdict else ()), {}, "e")
        for verdict in told
    ]
    by_day = AskedByDay(source.by_day[0].query, tuple(zip(days, answers, strict=True)))

    (row,) = moments.courses(by_day, names).rows

    first = next(number for number, verdict in enumerate(told) if verdict)
    for number, day in enumerate(days):
        expected = told[number] or (moments.BEFORE if number < first else moments.AFTER)
        assert row.on(day.isoformat()) == row.on(day.replace(day=day.day + 1).isoformat()) == expected


@given(st.integers(0, 400), st.integers(1, 60))
def test_a_passage_names_the_paragraphs_it_touches(start: int, length: int) -> None:
    example = "https://example.org/"
    document = NamedNode(f"{example}text")
    triples = []
    # Paragraphs of 40 code points, each followed by an empty line.
    for number in range(1, 11):
        node, selector = NamedNode(f"{example}p{number}"), NamedNode(f"{example}s{number}")
        triples += [
            Triple(node, RDF["type"], ALG["Paragraph"]),
            Triple(node, OA["hasSource"], document),
            Triple(node, ALG["ordinal"], Literal(str(number), datatype=XSD["integer"])),
            Triple(node, OA["hasSelector"], selector),
            Triple(selector, OA["start"], Literal(str(42 * (number - 1)), datatype=XSD["integer"])),
            Triple(selector, OA["end"], Literal(str(42 * number - 2), datatype=XSD["integer"])),
        ]

    words = Paragraphs(SiteGraph(triples)).words(document, start, start + length)

    touched = {n // 42 + 1 for n in range(start, start + length) if n % 42 < 40 and n < 420}
    assert set(map(int, re.findall(r"\d+", words))) == ({min(touched), max(touched)} if touched else set())


@given(st.text())
def test_values_inside_scripts_end_no_element(text: str) -> None:
    written = script_value({"text": text})

    assert json.loads(written) == {"text": text}
    assert "<" not in written
