"""What the client makes of every misbehaviour of docs/servers.md: an error that says what is wrong, or the whole answer."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest

from allegiance import pipeline
from allegiance.errors import AllegianceError, EngineError, RequestError
from allegiance.store import Endpoint, Graph, Patience, Rows, Truth
from allegiance.terms import BlankNode, Literal, NamedNode, Triple
from servers.misbehaving import JSON, NTRIPLES, Asked, Says, always, misbehaving, number, table

SELECT = "SELECT ?x WHERE { ?s ?p ?x }"
BRISK = Patience(deadline=20, silence=5, pause=0.01, attempts=3)
HURRIED = Patience(deadline=0.6, silence=5, pause=0.01, attempts=3)
HALF = table("one", "two", "three")[:-20]
TRUE, FALSE = Literal(True), Literal(False)  # noqa: FBT003 - those are the literals
TRIPLE = b"<http://example.org/s> <http://example.org/p> <http://example.org/o> .\n"

FAILURES = {
    "truncated JSON, chunked to its end": (Says(HALF), "incomplete-result"),
    "truncated JSON, connection closed": (Says(HALF, length=None), "incomplete-result"),
    "fewer bytes than told": (Says(table("one"), length=10_000), "incomplete-result"),
    "the last chunk is missing": (Says(HALF, chunked=True), "incomplete-result"),
    "error text inside the JSON": (Says(HALF + b"Error: query timed out"), "incomplete-result"),
    "error text behind the JSON": (Says(table("one") + b"\n!TIMEDOUT!"), "incomplete-result"),
    "an empty body": (Says(b""), "incomplete-result"),
    "half of the rows, status 206": (Says(table("one"), status=206), "incomplete-result"),
    "anytime rows": (Says(table("one"), headers={"X-SQL-State": "S1TAT"}), "incomplete-result"),
    "a web page": (Says(b"<html>Welcome</html>", media_type="text/html"), "not-an-endpoint"),
    "a moved address": (Says(status=301, headers={"Location": "http://127.0.0.1:9/new"}), "not-an-endpoint"),
    "no such address": (Says(b"not here", 404, "text/plain"), "not-an-endpoint"),
    "a wrong password": (
        Says(b"", 401, headers={"WWW-Authenticate": 'Basic realm="SPARQL"'}),
        "endpoint-unauthorised",
    ),
    "forbidden": (Says(b"", 403), "endpoint-unauthorised"),
    "malformed": (Says(b"37000 Error SP030: syntax error", 400, "text/plain"), "query-syntax"),
    "malformed, told in JSON": (Says(b'{"message": "no"}', 400, "application/json"), "query-syntax"),
    "too long an address": (Says(b"", 414), "endpoint-failed"),
    "an unknown function": (Says(b"42001 unknown function", 500, "text/plain"), "endpoint-failed"),
    "its own time limit": (
        Says(b"S1T00 Error SR171: Transaction timed out", 500, "text/plain"),
        "endpoint-too-slow",
    ),
    "the wrong method": (Says(b"", 405), "not-an-endpoint"),
    "no format in common": (Says(b"", 406), "endpoint-failed"),
    "too large a request": (Says(b"", 413), "endpoint-failed"),
    "busy for ever": (Says(b"", 503), "endpoint-failed"),
    "another format": (Says(b"?x\n1\n", media_type="text/tab-separated-values"), "endpoint-failed"),
    "the list format of JSON": (Says(b'[{"?x": "1"}]', media_type="application/json"), "incomplete-result"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_is_told(name: str) -> None:
    says, code = FAILURES[name]
    with misbehaving(always(says)) as server, pytest.raises(AllegianceError) as raised:
        Endpoint(server.url, patience=BRISK).query(SELECT, {})

    assert raised.value.code == code
    assert server.url in raised.value.message
    assert raised.value.hint


@pytest.mark.parametrize("says", [Says(table("one"), wait=30), Says(table(*"abcdefghij"), drip=0.05)])
def test_the_deadline_is_for_the_whole_answer(says: Says) -> None:
    with misbehaving(always(says)) as server, pytest.raises(EngineError) as raised:
        Endpoint(server.url, patience=HURRIED).query(SELECT, {})

    assert raised.value.code == "endpoint-too-slow"


def test_a_huge_answer_is_refused() -> None:
    with (
        misbehaving(always(Says(table(*["x" * 100] * 1000)))) as server,
        pytest.raises(EngineError, match="more than"),
    ):
        Endpoint(server.url, patience=Patience(largest=10_000)).query(SELECT, {})


GRAPH = NamedNode("urn:test:graph")
LARGE = """
import resource, sys
from allegiance import store
from allegiance.store import Endpoint
from allegiance.terms import NamedNode
there = Endpoint(sys.argv[1])
store.count(there, NamedNode("urn:test:graph"))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
number = sum(1 for _ in there.triples(NamedNode("urn:test:graph")))
print(number, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024)
"""


def test_a_large_graph_takes_less_memory_than_its_answer() -> None:
    rows, iri = 200_000, {"type": "uri", "value": "urn:test:" + "x" * 60}
    row = json.dumps({"s": iri, "p": iri, "o": {"type": "literal", "value": "y" * 60}}).encode()
    body = (
        b'{"head": {"vars": ["s", "p", "o"]}, "results": {"bindings": [' + b", ".join([row] * rows) + b"]}}"
    )

    with misbehaving(lambda asked, _: Says(number(rows) if "COUNT" in asked.text else body)) as server:
        done = subprocess.run(
            [sys.executable, "-c", LARGE, server.url], capture_output=True, text=True, check=True
        )

    counted, grown = map(int, done.stdout.split())
    assert counted == rows
    assert grown < len(body)


def test_a_graph_that_changes_while_it_is_pulled_is_refused() -> None:
    """As many triples both times, but others."""
    object_ = {"type": "literal", "value": "0"}
    iri = {"type": "uri", "value": "urn:test:same"}

    def script(asked: Asked, count: int) -> Says:
        if "ASK" in asked.text:
            return Says(b'{"head": {}, "boolean": true}')
        if "COUNT" in asked.text:
            return Says(number(1))
        row = {"s": iri, "p": iri, "o": {**object_, "value": str(count)}}
        return Says(json.dumps({"head": {"vars": ["s", "p", "o"]}, "results": {"bindings": [row]}}).encode())

    with misbehaving(script) as server, pytest.raises(EngineError) as raised:
        pipeline.pull(pipeline.Elsewhere(endpoint=server.url), GRAPH)

    assert raised.value.code == "incomplete-result"


def test_no_server_is_an_error_after_some_attempts() -> None:
    with misbehaving(always(Says())) as server:
        gone = server.url

    with pytest.raises(EngineError) as raised:
        Endpoint(gone, patience=BRISK).query(SELECT, {})
    assert raised.value.code == "endpoint-failed"


@pytest.mark.parametrize("status", [400, 401, 404, 500])
def test_a_failed_update_is_told(status: int) -> None:
    with (
        misbehaving(always(Says(b"no", status, "text/plain"))) as server,
        pytest.raises(AllegianceError) as raised,
    ):
        Endpoint(server.url, patience=BRISK).update("DROP SILENT GRAPH <urn:g>")

    assert raised.value.code in {
        "query-syntax",
        "endpoint-unauthorised",
        "not-an-endpoint",
        "endpoint-failed",
    }


@pytest.mark.parametrize(
    "says", [Says(status=204), Says(table()), Says(b"<html>ok</html>", 201, "text/html")]
)
def test_an_update_is_done_whatever_its_answer_is_made_of(says: Says) -> None:
    with misbehaving(always(says)) as server:
        Endpoint(server.url, patience=BRISK).update("DROP SILENT GRAPH <urn:g>")

    assert len(server.asked) == 1


def test_a_connection_that_breaks_is_tried_again() -> None:
    """As Comunica does for seconds after a query that took too long."""
    with misbehaving(lambda _, count: Says(table("one"), hangs_up=count < 2)) as server:
        assert Endpoint(server.url, patience=BRISK).query(SELECT, {}) == Rows(("x",), ((Literal("one"),),))

    assert len(server.asked) == 3


def test_a_long_query_travels_in_the_body_of_a_form() -> None:
    """A long address is refused by Oxigraph, and Virtuoso hangs over a query that is the body itself."""
    query = f"{SELECT} # {'x' * 100_000}"
    with misbehaving(always(Says(table()))) as server:
        Endpoint(server.url).query(query, {})

    (asked,) = server.asked
    assert (asked.method, asked.path, asked.text) == ("POST", "/query", query)
    assert asked.headers["Content-Type"].startswith("application/x-www-form-urlencoded")


def test_graphs_are_not_named_where_the_server_would_look_for_them_on_the_network() -> None:
    with misbehaving(always(Says(table())), calls_itself="uvicorn") as server:
        Endpoint(server.url, graphs=[GRAPH]).query(SELECT, {})

    assert "graph-uri" not in f"{server.asked[0].path} {server.asked[0].body!r}"


def test_pages_are_sorted_in_a_sub_select_for_virtuoso() -> None:
    rows = [f"{row:05}" for row in range(12_000)]
    with misbehaving(
        lambda asked, _: capped(asked, rows, 10_000), calls_itself="Virtuoso/07.20.3217"
    ) as server:
        answer = Endpoint(server.url, patience=BRISK).query(SELECT, {})

    assert isinstance(answer, Rows)
    assert answer.rows == tuple((Literal(row),) for row in rows)
    pages = [" ".join(asked.text.split()) for asked in server.asked if "OFFSET" in asked.text]
    assert [page.partition("LIMIT ")[2] for page in pages] == ["10000 OFFSET 0", "2000 OFFSET 10000"]
    assert all(
        page.startswith("SELECT * WHERE { { SELECT ?x WHERE { ?s ?p ?x } ORDER BY ?x") for page in pages
    )


def test_a_description_of_the_size_of_a_limit_is_refused() -> None:
    lines = b"".join(b"<urn:s> <urn:p> <urn:o%d> .\n" % row for row in range(10_000))
    with (
        misbehaving(always(Says(lines, media_type=NTRIPLES)), calls_itself="Virtuoso/07.20.3217") as server,
        pytest.raises(EngineError) as raised,
    ):
        Endpoint(server.url, patience=BRISK).query("DESCRIBE <urn:s>", {})

    assert raised.value.code == "incomplete-result"


def test_a_graph_is_put_by_the_graph_store_protocol_as_every_server_takes_it() -> None:
    """Virtuoso refuses a PUT that accepts Turtle, and a graph without a name."""
    with misbehaving(always(Says(status=201))) as server:
        there = Endpoint(server.url, graph_store_url=server.url.replace("/query", "/store"))
        there.put(NamedNode("urn:g?a=1&b=2"), TRIPLE)

    (asked,) = server.asked
    assert (asked.method, asked.path) == ("PUT", "/store?graph=urn%3Ag%3Fa%3D1%26b%3D2")
    assert (asked.headers["Content-Type"], asked.body) == ("text/turtle", TRIPLE)
    assert "turtle" not in asked.headers.get("Accept", "")


@pytest.mark.parametrize("status", [400, 406, 500])
def test_a_graph_that_is_not_put_is_told(status: int) -> None:
    with (
        misbehaving(always(Says(b"no", status, "text/plain"))) as server,
        pytest.raises(AllegianceError),
    ):
        Endpoint(server.url, graph_store_url=server.url, patience=BRISK).put(GRAPH, TRIPLE)


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again(status: int) -> None:
    def script(_asked: Asked, count: int) -> Says:
        return Says(table("one")) if count == 2 else Says(status=status, headers={"Retry-After": "0"})

    with misbehaving(script) as server:
        answer = Endpoint(server.url, patience=BRISK).query(SELECT, {})

    assert answer == Rows(("x",), ((Literal("one"),),))
    assert len(server.asked) == 3


def test_it_waits_as_long_as_it_is_told_and_no_longer_than_its_deadline() -> None:
    with (
        misbehaving(always(Says(status=503, headers={"Retry-After": "3600"}))) as server,
        pytest.raises(EngineError) as raised,
    ):
        Endpoint(server.url, patience=BRISK).query(SELECT, {})

    assert raised.value.code == "endpoint-too-slow"
    assert len(server.asked) == 1


def capped(asked: Asked, rows: list[str], cap: int) -> Says:
    """Answer as a server does that cuts after `cap` rows; the rows are those of `SELECT ?x`."""
    if "COUNT(*)" in asked.text:
        return Says(number(len(rows)))
    start = int(asked.text.partition("OFFSET ")[2] or 0)
    return Says(table(*rows[start:][:cap]))


@pytest.mark.parametrize("headers", [{}, {"X-SPARQL-MaxRows": "1000"}])
def test_an_answer_that_was_cut_is_asked_for_in_pages(headers: dict[str, str]) -> None:
    rows = [f"{row:05}" for row in range(2_345)]

    def script(asked: Asked, _count: int) -> Says:
        says = capped(asked, rows, 1_000)
        return Says(says.body, headers=headers)

    with misbehaving(script) as server:
        answer = Endpoint(server.url, patience=BRISK).query(SELECT + " ORDER BY DESC(?s)", {})

    assert isinstance(answer, Rows)
    assert answer.rows == tuple((Literal(row),) for row in rows)
    pages = [asked.text for asked in server.asked if "OFFSET" in asked.text]
    assert pages
    assert all("ORDER BY DESC(?s) ?x LIMIT" in page for page in pages)


def test_a_round_number_of_rows_is_whole_when_the_server_counts_as_many() -> None:
    rows = [str(row) for row in range(1_000)]
    with misbehaving(lambda asked, _: capped(asked, rows, 10_000)) as server:
        answer = Endpoint(server.url, patience=BRISK).query(SELECT, {})

    assert isinstance(answer, Rows)
    assert len(answer.rows) == 1_000
    assert len(server.asked) == 2


def test_a_limit_of_the_query_is_no_cut() -> None:
    rows = [str(row) for row in range(5_000)]
    with misbehaving(lambda asked, _: capped(asked, rows, 1_000)) as server:
        Endpoint(server.url, patience=BRISK).query(SELECT + " LIMIT 1000", {})

    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("pages", "counts"),
    [
        pytest.param([1_000, 1_000, 0], [2_500], id="the pages end too early"),
        pytest.param([1_000, 1_000], [2_000, 2_001], id="a row was added meanwhile"),
        pytest.param([1_000], [999], id="a row was taken away meanwhile"),
    ],
)
def test_pages_that_are_not_the_whole_are_refused(pages: list[int], counts: list[int]) -> None:
    sizes, told = iter([1_000, *pages]), iter([*counts, counts[-1]])

    def script(asked: Asked, _count: int) -> Says:
        if "COUNT(*)" in asked.text:
            return Says(number(next(told)))
        return Says(table(*["x"] * next(sizes)))

    with misbehaving(script) as server, pytest.raises(EngineError) as raised:
        Endpoint(server.url, patience=BRISK).query(SELECT, {})

    assert raised.value.code == "incomplete-result"


def test_blank_nodes_cannot_be_paged() -> None:
    blank = b'{"head": {"vars": ["x"]}, "results": {"bindings": [%s]}}' % b", ".join(
        [b'{"x": {"type": "bnode", "value": "b0"}}'] * 1_000
    )

    with (
        misbehaving(lambda asked, _: Says(number(1_500) if "COUNT(*)" in asked.text else blank)) as server,
        pytest.raises(EngineError, match="blank nodes"),
    ):
        Endpoint(server.url, patience=BRISK).query(SELECT, {})


@pytest.mark.parametrize("value", [0, 1])
def test_ask_answered_with_a_table(value: int) -> None:
    body = (
        '{"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": [{"__ASK_RETVAL": {"type": "typed-literal", '
        f'"datatype": "http://www.w3.org/2001/XMLSchema#integer", "value": "{value}"}}}}]}}}}'
    ).encode()
    with misbehaving(always(Says(body))) as server:
        assert Endpoint(server.url).query("ASK { ?s ?p ?o }", {}) == Truth(bool(value))


def test_members_of_its_own_behind_the_rows_are_no_break() -> None:
    body = table("one", "two")[:-1] + b', "metadata": {"httpRequests": 0}}'
    with misbehaving(always(Says(body))) as server:
        assert Endpoint(server.url).query(SELECT, {}) == Rows(("x",), ((Literal("one"),), (Literal("two"),)))


@pytest.mark.parametrize(
    "end", [b', "metadata": {', b', "metadata": {}} !TIMEDOUT!'], ids=["cut", "followed"]
)
def test_a_break_behind_the_rows_is_one(end: bytes) -> None:
    with (
        misbehaving(always(Says(table("one")[:-1] + end))) as server,
        pytest.raises(EngineError) as raised,
    ):
        Endpoint(server.url).query(SELECT, {})

    assert raised.value.code == "incomplete-result"


def virtuosos(*rows: tuple[str, str | None]) -> bytes:
    bindings = []
    for name, flag in rows:
        binding = {"x": {"type": "uri", "value": name}}
        if flag is not None:
            datatype = "http://www.w3.org/2001/XMLSchema#boolean"
            binding["y"] = {"type": "typed-literal", "datatype": datatype, "value": flag}
        bindings.append(binding)
    return json.dumps({"head": {"vars": ["x", "y"]}, "results": {"bindings": bindings}}).encode()


def test_rows_and_booleans_in_virtuosos_manner_are_put_right() -> None:
    rows = virtuosos(("urn:b", "1"), ("urn:a", "0"), ("urn:c", None))
    with misbehaving(always(Says(rows)), calls_itself="Virtuoso/07.20.3217") as server:
        there = Endpoint(server.url)
        ordered = there.query("SELECT ?x ?y { ?x ?p ?y } ORDER BY ?y DESC(?x)", {})
        by_another = there.query("SELECT ?x ?y { ?x ?p ?y . ?x ?q ?z } ORDER BY ?z", {})
        limited = there.query("SELECT ?x ?y { ?x ?p ?y } ORDER BY ?y LIMIT 3", {})

    a, b, c = (NamedNode("urn:a"), FALSE), (NamedNode("urn:b"), TRUE), (NamedNode("urn:c"), None)
    assert ordered == Rows(("x", "y"), (c, a, b))
    assert by_another == limited == Rows(("x", "y"), (b, a, c))


def test_results_in_xml_where_json_was_asked_for() -> None:
    body = (
        b'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/></head>'
        b'<results><result><binding name="x"><literal> one\n</literal></binding></result></results></sparql>'
    )
    with misbehaving(always(Says(body, media_type="application/sparql-results+xml"))) as server:
        assert Endpoint(server.url).query(SELECT, {}) == Rows(("x",), ((Literal(" one\n"),),))


def test_a_graph_is_made_here_from_a_table_that_says_where_it_ends() -> None:
    with misbehaving(always(Says(table("one", "two", name="o")))) as server:
        answer = Endpoint(server.url).query('CONSTRUCT { <urn:s> <urn:p> ?o, "%20" } WHERE { ?s ?p ?o }', {})

    objects = (Literal("one"), Literal("two"), Literal("%20"))
    subject, predicate = NamedNode("urn:s"), NamedNode("urn:p")
    assert answer == Graph(frozenset(Triple(subject, predicate, term) for term in objects))
    assert " ".join(server.asked[0].text.split()) == "SELECT DISTINCT ?o WHERE { ?s ?p ?o }"


def test_a_pattern_that_is_its_own_template_is_asked_as_a_table_too() -> None:
    with misbehaving(always(Says(table("one", name="o")))) as server:
        answer = Endpoint(server.url).query("CONSTRUCT WHERE { <urn:s> <urn:p> ?o }", {})

    assert answer == Graph(frozenset({Triple(NamedNode("urn:s"), NamedNode("urn:p"), Literal("one"))}))
    assert " ".join(server.asked[0].text.split()) == "SELECT DISTINCT ?o WHERE { <urn:s> <urn:p> ?o }"


def test_blank_nodes_of_a_table_stay_apart_in_the_graph() -> None:
    rows = ", ".join(f'{{"s": {{"type": "bnode", "value": "b{n}"}}}}' for n in range(2))
    body = f'{{"head": {{"vars": ["s"]}}, "results": {{"bindings": [{rows}]}}}}'.encode()
    with misbehaving(always(Says(body))) as server:
        answer = Endpoint(server.url).query("CONSTRUCT { ?s <urn:p> 1 } WHERE { ?s ?p ?o }", {})

    assert isinstance(answer, Graph)
    assert len({t.subject for t in answer.triples if isinstance(t.subject, BlankNode)}) == 2


@pytest.mark.parametrize(
    ("says", "code"),
    [
        (Says(TRIPLE, media_type=NTRIPLES), None),
        (Says(TRIPLE, media_type=NTRIPLES, length=None), "incomplete-result"),
        (Says(TRIPLE[:-10], media_type=NTRIPLES), "incomplete-result"),
        (Says(table("s", "p", "o")), "endpoint-failed"),
    ],
    ids=["whole", "no end told", "cut", "a table"],
)
def test_a_described_graph_is_whole_or_refused(says: Says, code: str | None) -> None:
    with misbehaving(always(says)) as server:
        endpoint = Endpoint(server.url, patience=BRISK)
        if code is None:
            answer = endpoint.query("DESCRIBE <urn:s>", {})
            assert isinstance(answer, Graph)
            assert len(answer.triples) == 1
        else:
            with pytest.raises(EngineError) as raised:
                endpoint.query("DESCRIBE <urn:s>", {})
            assert raised.value.code == code


def test_a_comment_does_not_turn_an_update_into_a_query() -> None:
    with misbehaving(always(Says(status=204))) as server:
        Endpoint(server.url).update("# SELECT\nINSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 1 } }")

    assert server.asked[0].method == "POST"
    assert "update" in server.asked[0].form


def test_percent_signs_travel_in_the_body_where_forms_are_decoded_twice() -> None:
    with misbehaving(always(Says(table())), calls_itself="uvicorn") as server:
        Endpoint(server.url).query('SELECT ?x WHERE { ?x ?p "%20" }', {})

    assert b'"%20"' in server.asked[0].body


def test_updates_go_where_and_as_virtuoso_wants_them() -> None:
    with misbehaving(always(Says(table())), calls_itself="Virtuoso/07.20.3217") as server:
        Endpoint(server.url).update("DROP SILENT GRAPH <urn:g>")

    assert (server.asked[0].path, list(server.asked[0].form)) == ("/sparql-auth", ["query"])


def basic(asked: Asked, _count: int) -> Says:
    expected = "Basic " + base64.b64encode(b"reader:secret word").decode()
    if asked.headers.get("Authorization") == expected:
        return Says(table("one"))
    return Says(status=401, headers={"WWW-Authenticate": 'Basic realm="SPARQL"'})


def test_credentials_of_the_environment_go_out_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLEGIANCE_USER", "reader")
    monkeypatch.setenv("ALLEGIANCE_PASSWORD", "secret word")
    with misbehaving(basic) as server:
        assert Endpoint(server.url).query(SELECT, {}) == Rows(("x",), ((Literal("one"),),))

    assert "Authorization" not in server.asked[0].headers


def test_credentials_of_netrc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text('machine 127.0.0.1 login reader password "secret word"\n')
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with misbehaving(basic) as server:
        assert Endpoint(server.url).query(SELECT, {}) == Rows(("x",), ((Literal("one"),),))


def test_a_wrong_password_is_told_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLEGIANCE_USER", "reader")
    monkeypatch.setenv("ALLEGIANCE_PASSWORD", "wrong word")
    with misbehaving(basic) as server, pytest.raises(RequestError) as raised:
        Endpoint(server.url, patience=BRISK).query(SELECT, {})

    assert raised.value.code == "endpoint-unauthorised"
    assert "wrong word" not in f"{raised.value} {raised.value.hint} {raised.value.excerpt}"


@pytest.mark.parametrize("user", [None, "reader"])
@pytest.mark.parametrize("scheme", ['Digest realm="SPARQL", nonce="1"', 'Bearer realm="SPARQL"'])
def test_a_server_that_asks_in_another_way_is_told(
    scheme: str, user: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if user is not None:
        monkeypatch.setenv("ALLEGIANCE_USER", user)
        monkeypatch.setenv("ALLEGIANCE_PASSWORD", "word")
    no = Says(status=401, headers={"WWW-Authenticate": scheme})
    with misbehaving(lambda _asked, _count: no) as server, pytest.raises(RequestError) as raised:
        Endpoint(server.url, patience=BRISK).query(SELECT, {})

    assert raised.value.code == "endpoint-unauthorised"


def test_broken_netrc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("nonsense\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))

    with pytest.raises(RequestError) as raised:
        Endpoint("http://127.0.0.1:9/query")
    assert raised.value.code == "credentials-unreadable"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://reader:secret@127.0.0.1/query", "credentials-in-address"),
        ("file:///etc/passwd", "not-an-endpoint"),
        ("http://reader:secret@[", "credentials-in-address"),
        ("http://reader:sec/ret@127.0.0.1", "credentials-in-address"),
        ("127.0.0.1:7878/query", "not-an-endpoint"),
        ("", "not-an-endpoint"),
        ("http://", "not-an-endpoint"),
        ("http://[", "not-an-endpoint"),
        ("http://[::1", "not-an-endpoint"),
        ("http://127.0.0.1:port/query", "not-an-endpoint"),
        ("http://127.0.0.1:70000/query", "not-an-endpoint"),
        ("http://127.0.0.1/my query", "not-an-endpoint"),
        ("http://127.0.0.1/que\nry", "not-an-endpoint"),
        ("http://127.0.0.1/q\u00fcry", "not-an-endpoint"),
        ("http://one..two/query", "not-an-endpoint"),
        (f"http://{'x' * 64}.example/query", "not-an-endpoint"),
    ],
)
def test_addresses_that_are_refused(url: str, code: str) -> None:
    with pytest.raises(RequestError) as raised:
        Endpoint(url)

    assert raised.value.code == code
    assert raised.value.hint
    assert "sec" not in str(raised.value)


def test_the_answer_is_asked_for_as_json() -> None:
    with misbehaving(always(Says(table()))) as server:
        Endpoint(server.url, graphs=[NamedNode("urn:a"), NamedNode("urn:b")]).query(SELECT, {})

    assert server.asked[0].headers["Accept"].startswith(JSON)
    assert server.asked[0].form["default-graph-uri"] == ["urn:a", "urn:b"]
