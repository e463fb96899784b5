"""Laws of reading and writing, on graphs that nobody thought of."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance import turtle
from allegiance.terms import PREFIXES as EVERYBODYS
from allegiance.terms import XSD, BlankNode, DefaultGraph, Literal, NamedNode, Object, Quad, Triple, curie
from allegiance.turtle import lookup, sorting
from allegiance.turtle.compact import Compact

iris = st.sampled_from(
    ["http://k/a", "http://k/b.c", "http://k/ü", "http://other/x#y", "http://k/", "urn:z:1"]
).map(NamedNode)
blanks = st.sampled_from(["b0", "b1", "b2", "b3"]).map(BlankNode)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
literals = st.one_of(
    texts.map(Literal),
    st.tuples(texts, st.sampled_from(["en", "fa", "ps"])).map(
        lambda pair: Literal(pair[0], language=pair[1])
    ),
    st.tuples(
        st.sampled_from(["1", "01", "+1", "1.50", "1e3", "true", "maybe", ".5", "", "1 "]),
        st.sampled_from(["integer", "decimal", "double", "boolean", "nonNegativeInteger"]),
    ).map(lambda pair: Literal(pair[0], datatype=XSD[pair[1]])),
)
rest = st.sampled_from(["first", "rest"]).map(
    lambda name: NamedNode(f"http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}")
)
objects: st.SearchStrategy[Object] = st.one_of(iris, blanks, literals)
triples = st.builds(Triple, st.one_of(iris, blanks), st.one_of(iris, rest), objects)
graphs = st.lists(triples, max_size=12)
HERE = Path("law.nq")
PREFIXES = {"k": "http://k/", "o": "http://other/", "x": XSD.iri}


def read(text: str) -> list[Triple]:
    return [quad.triple for quad in turtle.parse(text.encode(), Path("law.ttl")).quads]


@given(graphs)
def test_turtle_reads_back_as_the_same_graph(graph: list[Triple]) -> None:
    assert turtle.canonical_ntriples(read(turtle.write(graph, PREFIXES))) == turtle.canonical_ntriples(graph)


@given(graphs, st.data())
def test_the_order_of_the_triples_does_not_matter(graph: list[Triple], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(graph))

    assert turtle.write(shuffled, PREFIXES) == turtle.write(graph, PREFIXES)
    assert turtle.canonical_ntriples(shuffled) == turtle.canonical_ntriples(graph)


@given(graphs)
def test_writing_is_idempotent(graph: list[Triple]) -> None:
    once = turtle.write(graph, PREFIXES)

    assert turtle.write(read(once), PREFIXES) == once


@given(graphs)
def test_every_quad_has_a_place_inside_the_document(graph: list[Triple]) -> None:
    text = turtle.write(graph, PREFIXES)
    document = turtle.parse(text.encode(), Path("law.ttl"))

    lines = text.split("\n")
    for place in [*document.places, *document.nodes.values()]:
        assert place.line is not None
        assert place.column is not None
        assert 1 <= place.column <= len(lines[place.line - 1])


@given(graphs)
def test_json_ld_reads_back_as_the_same_graph(graph: list[Triple]) -> None:
    lines = turtle.canonical_lines(graph)
    text = "".join(turtle.stream_jsonld(lines, turtle.context(lines, PREFIXES)))

    assert turtle.canonical_ntriples(turtle.quads(text.encode(), Path("law.jsonld"))) == "".join(lines.text())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "law.jsonld")
        path.write_bytes(text.encode())
        assert turtle.canonical_ntriples(turtle.streaming_quads(path)) == "".join(lines.text())


@given(graphs, st.integers(min_value=1, max_value=400))
def test_what_waits_in_a_file_comes_out_as_from_memory(graph: list[Triple], held: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorting, "_HELD", held)
        patch.setattr(sorting, "_BLOCK", held // 4)
        written = turtle.canonical_ntriples(graph), turtle.write(graph, PREFIXES)

    assert written == (turtle.canonical_ntriples(graph), turtle.write(graph, PREFIXES))


@given(graphs, st.integers(1, 200))
def test_what_is_said_of_a_node_is_found_in_the_lines(graph: list[Triple], page: int) -> None:
    named = [t for t in graph if not isinstance(t.object, BlankNode)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(lookup, "_PAGE", page)
        lookup_ = turtle.Lookup(turtle.canonical_lines(named))
        found = {node: set(lookup_.about(node)) for t in named if isinstance(node := t.subject, NamedNode)}

    assert found == {node: {t for t in named if t.subject == node} for node in found}
    assert turtle.Lookup(turtle.canonical_lines(named)).about(NamedNode("http://nobody/")) == ()


@given(st.dictionaries(st.sampled_from(["g1", "g2", "_:g", ""]), graphs))
def test_quads_keep_their_graphs_and_blank_nodes_one_label_in_all(graphs: dict[str, list[Triple]]) -> None:
    quads = [
        Quad(t.subject, t.predicate, t.object, _graph(name))
        for name, triples in graphs.items()
        for t in triples
    ]
    renamed = [
        quad for line in turtle.canonical_quads(quads) for quad in turtle.quads(f"{line} .".encode(), HERE)
    ]
    lines = list(turtle.canonical_quads(quads))

    assert list(turtle.canonical_quads(reversed(renamed))) == lines
    assert lines == sorted(lines)
    assert {quad.graph_name for quad in renamed if isinstance(quad.graph_name, NamedNode)} == {
        quad.graph_name for quad in quads if isinstance(quad.graph_name, NamedNode)
    }
    assert {str(quad) for quad in quads if "_:" not in str(quad)} <= set(lines)


def _graph(name: str) -> NamedNode | BlankNode | DefaultGraph:
    if not name:
        return DefaultGraph()
    return BlankNode("g") if name.startswith("_") else NamedNode(f"http://graph/{name}")


@given(st.lists(st.lists(st.integers(0, 30), max_size=20), max_size=8), st.integers(1, 60))
def test_sorting_gives_each_line_once_in_order(parts: list[list[int]], held: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorting, "_HELD", held)
        patch.setattr(sorting, "_BLOCK", 4)
        sorter = sorting.Sorter()
        for part in parts:
            lines = [b"%d\n" % number for number in part]
            sorter.add(lines, sum(map(len, lines)))
        found = [line for stretch in sorter.merged() for line in stretch]

    assert found == sorted({b"%d\n" % number for part in parts for number in part})


spaces = ["http://k/", "http://k/x", "http://k/x#", "urn:z:", "http://other/"]
locals_ = st.text("ax1_.-#/ü", max_size=4)


@given(st.dictionaries(st.sampled_from("abcd"), st.sampled_from(spaces)), st.sampled_from(spaces), locals_)
def test_iris_are_shortened_as_everywhere(prefixes: dict[str, str], space: str, local: str) -> None:
    for known in (prefixes, EVERYBODYS):
        assert Compact(known)[f"<{space}{local}>"] == (curie(space + local, known) or f"<{space}{local}>")


@given(graphs, st.sampled_from(["law.ttl", "law.nt"]), st.booleans())
def test_places_asked_for_later_are_those_of_reading_with_places(
    graph: list[Triple], name: str, apart: bool
) -> None:
    text = (
        turtle.write(graph, PREFIXES)
        if name == "law.ttl"
        else "# a comment\n\n" + "".join(f"{triple} .\n" for triple in graph)
    )
    data, path = text.encode(), Path(name)
    whole = turtle.parse(data, path)
    source = turtle.source(path, data, apart=apart)
    # In the order of the document, whatever its blank nodes are called.
    triples = [quad.triple for quad in source.quads()]
    places = source.places({triple.subject for triple in triples}, set(triples))

    first = dict(reversed(list(zip(triples, whole.places, strict=True))))
    assert {triple: places[triple].line for triple in triples} == {
        t: place.line for t, place in first.items()
    }
    if name == "law.ttl":
        assert all(places[triple] == place for triple, place in first.items())
    given = [quad.subject for quad in whole.quads]
    assert [places[triple.subject].line for triple in triples] == [whole.nodes[node].line for node in given]
