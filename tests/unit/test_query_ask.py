from __future__ import annotations

from pathlib import Path

import pytest

from allegiance.bridge import RdflibStore
from allegiance.errors import EngineError, RequestError
from allegiance.query import Lookup, Page, StoredQuery, ask, read_free, refuse_unsafe
from allegiance.store import Engine, Graph, OxigraphStore, Rows, TimeLimitedEngine, Truth
from allegiance.terms import GRAPH, RDF, RDFS, SKOS, Literal, NamedNode, Object, Triple


def x(name: str) -> NamedNode:
    return NamedNode(f"http://x/{name}")


def facts(*rows: tuple[NamedNode, NamedNode, Object]) -> list[Triple]:
    return [Triple(*row) for row in rows]


FACTS = facts(
    (x("Group"), RDFS["subClassOf"], x("Actor")),
    (x("a"), RDF["type"], x("Group")),
    (x("a"), SKOS["prefLabel"], Literal("The State", language="en")),
    (x("a"), x("size"), Literal("1")),
    (x("b"), RDF["type"], x("Actor")),
    (x("b"), SKOS["prefLabel"], Literal("Twin", language="en")),
    (x("c"), RDF["type"], x("Actor")),
    (x("c"), SKOS["prefLabel"], Literal("twin", language="de")),
    (x("c"), SKOS["altLabel"], Literal("The State")),
    (x("d"), RDF["type"], x("Place")),
    (x("d"), SKOS["altLabel"], Literal("Elsewhere")),
    (x("d"), SKOS["inScheme"], x("scheme")),
)
ENGINES: dict[str, Engine] = {
    "pyoxigraph": OxigraphStore({GRAPH["asserted"]: FACTS}),
    "rdflib": RdflibStore(FACTS),
}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    return ENGINES[request.param]


def stored(text: str, *front: str) -> StoredQuery:
    header = "".join(f"#+ {line}\n" for line in ("question: What?", *front))
    return read_free(header + text, "test", Path("test.rq"))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * WHERE { OPTIONAL { service silent ?x { ?s ?p ?o } } }",
        "SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }",
        "INSERT DATA { <http://a> <http://b> <http://c> }",
        "LOAD <http://127.0.0.1/>",
        "DELETE WHERE { ?s ?p ?o }",
        "SELECT * WHERE { \\u0053ERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        'SELECT * WHERE { ?s ?p "\\u0022 . SERVICE <http://127.0.0.1/> { ?s ?p ?o } # " }',
        'SELECT * WHERE { ?s ?p "\\u00000022 . SERVICE <http://127.0.0.1/> { ?s ?p ?o } # " }',
        "SELECT * WHERE { ?s ?p <http://x/\\u003E> . SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    ],
)
def test_what_reaches_out_or_changes_data_is_refused(text: str) -> None:
    with pytest.raises(RequestError) as caught:
        refuse_unsafe(text)

    assert caught.value.code == "unsafe-query"


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * WHERE { ?s ?p "SERVICE FROM INSERT" } # LOAD',
        "PREFIX from: <http://x/service> SELECT * WHERE { ?from from:load ?insert }",
        "SELECT * WHERE { ?s <http://x/delete> '''DROP\nFROM''' }",
        "SELECT * WHERE { ?s <http://x/\\u00E9/delete> ?o }",
        "PREFIX : <http://x/> SELECT * WHERE { ?s :drop\\,insert ?o }",
    ],
)
def test_words_in_strings_names_and_comments_are_not_taken_for_clauses(text: str) -> None:
    refuse_unsafe(text)


def test_what_is_allowed_by_name_passes_and_nothing_else() -> None:
    refuse_unsafe("SELECT * FROM <http://x/g> WHERE { ?s ?p ?o }", {"FROM"})
    with pytest.raises(RequestError):
        refuse_unsafe("SELECT * FROM <http://x/g> WHERE { SERVICE <http://x/> { ?s ?p ?o } }", {"FROM"})


WHO = "SELECT ?_who_iri ?p WHERE { ?_who_iri ?p ?o } ORDER BY ?p"


@pytest.mark.parametrize(
    ("front", "name", "node"),
    [
        ((), "the state", "a"),
        ((), "elsewhere", "d"),
        (("params:", "  who:", "    class: http://x/Actor"), "The State", "a"),
        (("params:", "  who:", "    scheme: http://x/scheme"), "Elsewhere", "d"),
    ],
)
def test_a_name_stands_for_the_node_that_bears_it(
    engine: Engine, front: tuple[str, ...], name: str, node: str
) -> None:
    answer = ask(engine, stored(WHO, *front), {"who": name}, lookup=Lookup(engine))

    assert answer.bindings == {"_who_iri": x(node)}


def test_a_name_of_several_nodes_lists_them(engine: Engine) -> None:
    with pytest.raises(RequestError) as caught:
        ask(engine, stored(WHO), {"who": "TWIN"}, {"x": "http://x/"}, lookup=Lookup(engine))

    assert (caught.value.code, caught.value.hint) == ("ambiguous-name", "say one of: x:b, x:c")


@pytest.mark.parametrize(
    ("front", "value", "hint"),
    [
        ((), "The Stat", "did you mean The State?"),
        ((), "no such thing at all", "for example: -p who="),
        ((), '"} UNION {', "for example: -p who="),
        (("params:", "  who:", "    class: http://x/Actor"), "http://x/d", "for example: -p who="),
        (("params:", "  who:", "    class: http://x/Actor"), "Elsewhere", "for example: -p who="),
        (("params:", "  who:", "    scheme: http://x/scheme"), "http://x/a", "for example: -p who="),
        (
            ("params:", "  who:", '    enum-query: "SELECT ?x WHERE { ?x a <http://x/Group> }"'),
            "http://x/b",
            "the graph has: http://x/a",
        ),
        (("enumerate:", "  - who"), "http://x/none", "the graph has: http://x/Group"),
        (("enumerate:", "  - _who_iri"), "http://x/none", "the graph has: http://x/Group"),
    ],
)
def test_what_the_graph_does_not_know_is_refused(
    engine: Engine, front: tuple[str, ...], value: str, hint: str
) -> None:
    with pytest.raises(RequestError) as caught:
        ask(engine, stored(WHO, *front), {"who": value}, lookup=Lookup(engine))

    assert caught.value.code == "bad-parameter"
    assert hint in str(caught.value.hint)


MANY = ("params:", "  who:", "    many: true")


def test_the_answers_for_several_values_stand_one_after_another(engine: Engine) -> None:
    values = {"who": ["http://x/b", "http://x/a"]}

    rows = ask(engine, stored("SELECT ?_who_iri WHERE { ?_who_iri a ?c }", *MANY), values)
    truth = ask(engine, stored("ASK { ?_who_iri a <http://x/Group> }", *MANY), values)
    graph = ask(engine, stored("CONSTRUCT { ?_who_iri a ?c } WHERE { ?_who_iri a ?c }", *MANY), values)

    assert rows.result == Rows(("_who_iri",), ((x("b"),), (x("a"),)))
    assert rows.bindings == {}
    assert truth.result == Truth(value=True)
    assert graph.result == Graph(
        frozenset(facts((x("a"), RDF["type"], x("Group")), (x("b"), RDF["type"], x("Actor"))))
    )


@pytest.mark.parametrize(
    ("text", "page", "expected"),
    [
        ("SELECT ?s WHERE { ?s a ?c } ORDER BY ?s", Page(2), ["a", "b"]),
        ("SELECT ?s WHERE { ?s a ?c } ORDER BY ?s", Page(2, 2), ["c", "d"]),
        ("SELECT ?s WHERE { ?s a ?c } ORDER BY ?s # the end", Page(3, 2), ["d"]),
        ("SELECT ?s WHERE { ?s a ?c } ORDER BY ?s LIMIT 3", Page(2, 2), ["c"]),
        ("SELECT ?s WHERE { ?s a ?c } ORDER BY ?s LIMIT 100 OFFSET 1", Page(2), ["b", "c"]),
        ("SELECT ?s WHERE { { SELECT ?s WHERE { ?s a ?c } LIMIT 9 } } ORDER BY ?s", Page(1), ["a"]),
        ("SELECT ?s WHERE { ?s a ?c } ORDER BY ?s VALUES ?c { <http://x/Actor> }", Page(5), ["b", "c"]),
    ],
)
def test_a_page_holds_the_rows_that_are_its_own(
    engine: Engine, text: str, page: Page, expected: list[str]
) -> None:
    result = ask(engine, stored(text), {}, page=page).result

    assert result == Rows(("s",), tuple((x(name),) for name in expected))


def test_only_rows_have_pages(engine: Engine) -> None:
    for text, size, number in (("ASK { ?s ?p ?o }", 1, 1), ("SELECT ?s { ?s ?p ?o }", 0, 1)):
        with pytest.raises(RequestError) as caught:
            ask(engine, stored(text), {}, page=Page(size, number))
        assert caught.value.code == "bad-page"


@pytest.mark.parametrize("renaming", ["BIND(?_v_literal AS ?w)", "{ SELECT (?_v_literal AS ?w) WHERE { } }"])
def test_a_parameter_under_another_name_keeps_its_value(engine: Engine, renaming: str) -> None:
    query = stored(f"SELECT ?_v_literal ?w WHERE {{ {renaming} }}")

    result = ask(engine, query, {"v": "a"}).result

    assert result == Rows(("_v_literal", "w"), ((Literal("a"), Literal("a")),))


def test_an_engine_in_a_child_process_answers_and_fails_as_without() -> None:
    engine = TimeLimitedEngine(ENGINES["pyoxigraph"], 60)

    assert ask(engine, stored(WHO), {"who": "http://x/d"}) == ask(
        ENGINES["pyoxigraph"], stored(WHO), {"who": "http://x/d"}
    )
    with pytest.raises(RequestError) as caught:
        engine.query("SELECT", {})
    assert caught.value.code == "query-syntax"


def test_a_query_that_takes_too_long_is_stopped() -> None:
    many = facts(*((x(f"s{n}"), x("p"), x(f"o{n}")) for n in range(300)))
    engine = TimeLimitedEngine(OxigraphStore({GRAPH["asserted"]: many}), 0.2)
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"

    with pytest.raises(EngineError) as caught:
        engine.query(endless, {})

    assert caught.value.code == "query-timeout"


def test_a_time_limit_is_more_than_nothing() -> None:
    with pytest.raises(RequestError) as caught:
        TimeLimitedEngine(ENGINES["pyoxigraph"], 0)

    assert caught.value.code == "no-time-limit"


def test_prefixes_that_a_free_query_lacks_are_declared_without_moving_its_lines() -> None:
    text = "# dc: is no name here\nPREFIX ex: <https://example.org/own#>\nSELECT * { ?s ex:p alg:Claim ; a unknown:Thing }"

    query = read_free(
        text,
        "test",
        Path("test.rq"),
        {"alg": "https://a.example/", "ex": "https://b.example/", "dc": "https://c.example/"},
    )

    assert query.text == f"PREFIX alg: <https://a.example/> {text}"
