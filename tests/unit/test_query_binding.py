from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from allegiance.bridge import RdflibStore
from allegiance.errors import RequestError
from allegiance.query import Parameter, Value
from allegiance.query.binding import bind, term
from allegiance.store import OxigraphStore, Rows, Truth
from allegiance.store.tokens import serialise, substitute
from allegiance.terms import GRAPH, PREFIXES, XSD, Literal, NamedNode, Triple


def parameter(kind: str, **changes: object) -> Parameter:
    values: dict[str, object] = {
        "name": "x",
        "variable": "_x_y",
        "type": kind,
        "required": True,
        "label": "X",
        "help": "",
        "default": None,
        "example": None,
        "values": (),
        "many": False,
        "enum_query": None,
        "pattern": None,
        "minimum": None,
        "maximum": None,
        "concept_scheme": None,
        "of_class": None,
    }
    return Parameter(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("iri", "kg:islamic-state", NamedNode("https://w3id.org/allegiance/id/islamic-state")),
        ("iri", "https://example.org/a?b=c#d", NamedNode("https://example.org/a?b=c#d")),
        ("integer", "-7", Literal("-7", datatype=XSD["integer"])),
        ("dateTime", "2015-05-08", Literal("2015-05-08T00:00:00Z", datatype=XSD["dateTime"])),
        ("string", '"} UNION {', Literal('"} UNION {')),
        ("@fa", "خراسان", Literal("خراسان", language="fa")),
    ],
)
def test_a_value_becomes_the_term_of_its_type(kind: str, value: str, expected: object) -> None:
    assert term(parameter(kind), value, PREFIXES) == expected


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("iri", "islamic-state"),
        ("iri", "javascript:alert(1)"),
        ("iri", "nope:islamic-state"),
        ("iri", "https://example.org/> ?p ?o } UNION { ?s ?p ?o"),
        ("integer", "seven"),
        ("integer", "7 ; DROP"),
        ("dateTime", "2015-13-01"),
        ("dateTime", "2015-05-08T00:00:00"),
        ("boolean", "maybe"),
        ("date", "2015-02-30"),
        ("string", "\x00"),
        ("string", "\ud800"),
        ("@fa", "\x1b"),
    ],
)
def test_a_value_of_another_type_is_refused_with_an_example(kind: str, value: str) -> None:
    with pytest.raises(RequestError) as caught:
        term(parameter(kind), value, PREFIXES)

    assert caught.value.code == "bad-parameter"
    assert "-p x=" in (caught.value.hint or "")


def test_missing_and_unknown_parameters_are_named() -> None:
    with pytest.raises(RequestError, match='a value for "x"') as missing:
        bind((parameter("iri", example="kg:imu"),), {}, PREFIXES)
    assert missing.value.hint == "add -p x=kg:imu"
    with pytest.raises(RequestError, match='no parameter "organization"') as unknown:
        bind((parameter("iri", name="organisation"),), {"organization": "kg:imu"}, PREFIXES)
    assert unknown.value.hint == "did you mean organisation?"


def test_defaults_apply_and_optional_parameters_may_stay_open() -> None:
    with_default = parameter("integer", default="3", required=False, variable="_n_integer")
    optional = parameter("iri", name="y", required=False, variable="__y_iri")

    assert bind((with_default, optional), {}, PREFIXES) == {
        "_n_integer": (Literal("3", datatype=XSD["integer"]),)
    }


@pytest.mark.parametrize(
    ("kind", "rules", "fitting", "unfitting"),
    [
        ("integer", {"minimum": "1", "maximum": "10"}, ["1", "10", "+7"], ["0", "11", "-3"]),
        ("decimal", {"minimum": "0.5"}, ["0.5", "7"], [".49", "-1"]),
        ("double", {"maximum": "1e3"}, ["1000", "-INF"], ["1001", "INF", "NaN"]),
        ("date", {"minimum": "2015-01-31"}, ["2015-01-31", "2016-01-01"], ["2015-01-30"]),
        (
            "dateTime",
            {"maximum": "2015-05-08"},
            ["2015-05-08", "2015-05-07T23:59:59.9Z"],
            ["2015-05-08T00:00:00.1Z", "2015-05-09"],
        ),
        ("string", {"pattern": "[a-z]+"}, ["abc"], ["ab1", "abc\n", ""]),
        ("iri", {"pattern": ".*/imu"}, ["kg:imu"], ["kg:imus"]),
        ("string", {"values": ("a", "b")}, ["a"], ["c", "A"]),
        ("iri", {"values": ("kg:a",)}, ["kg:a", "https://w3id.org/allegiance/id/a"], ["kg:b"]),
    ],
)
def test_bounds_patterns_and_lists_are_kept(
    kind: str, rules: dict[str, object], fitting: list[str], unfitting: list[str]
) -> None:
    limited = parameter(kind, **rules)

    for value in fitting:
        assert term(limited, value, PREFIXES)
    for value in unfitting:
        with pytest.raises(RequestError) as caught:
            term(limited, value, PREFIXES)
        assert caught.value.code == "bad-parameter"


def test_several_values_are_for_parameters_that_take_many() -> None:
    one, many = parameter("integer"), parameter("integer", many=True)

    with pytest.raises(RequestError, match="takes one value, and 2 were given"):
        bind((one,), {"x": ["1", "2"]}, PREFIXES)
    assert bind((many,), {"x": ["1", "2", "1"]}, PREFIXES) == {
        "_x_y": (Literal("1", datatype=XSD["integer"]), Literal("2", datatype=XSD["integer"]))
    }


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("date", date(2015, 5, 8), "2015-05-08"),
        ("dateTime", datetime(2015, 5, 8, 2, tzinfo=timezone(timedelta(hours=2))), "2015-05-08T00:00:00Z"),
        ("integer", 7, "7"),
        ("boolean", True, "true"),
        ("decimal", Decimal("1.50"), "1.50"),
        ("iri", NamedNode("http://x/a"), "http://x/a"),
        ("string", Literal("a"), "a"),
    ],
)
def test_values_of_python_are_understood(kind: str, value: Value, text: str) -> None:
    ((bound,),) = bind((parameter(kind),), {"x": value}, PREFIXES).values()

    assert isinstance(bound, Literal | NamedNode)
    assert bound.value == text


def test_substitution_replaces_tokens_and_nothing_else() -> None:
    query = 'SELECT ?x ?v WHERE { ?x <http://p?v> ?v . FILTER(?x != "?v") # ?v\n} GROUP BY ?x ?v ORDER BY ?v'

    assert substitute(query, {"v": Literal("a")}) == (
        'SELECT ?x ("a" AS ?v) WHERE { ?x <http://p?v> "a" . FILTER(?x != "?v") # ?v\n} GROUP BY ?x ("a") ORDER BY ("a")'
    )


def test_a_literal_with_a_written_escape_is_sent_as_that_very_text() -> None:
    assert serialise(Literal("\\u0022")) == '"\\\\\\u00750022"'


def test_a_column_of_a_sub_select_keeps_out_of_the_way_of_the_outer_one() -> None:
    query = "SELECT ?v ?n WHERE { { SELECT ?v (COUNT(*) AS ?n) WHERE { ?s ?p ?v } GROUP BY ?v } }"

    assert substitute(query, {"v": Literal("a")}) == (
        'SELECT ("a" AS ?v) ?n WHERE { { SELECT ("a" AS ?v_at30) (COUNT(*) AS ?n) '
        'WHERE { ?s ?p "a" } GROUP BY ("a") } }'
    )


@pytest.mark.parametrize(
    ("query", "sent"),
    [
        (
            "SELECT ?s WHERE { { SELECT ?s WHERE { ?s ?p ?o } GROUP BY ?s } ?s ?q ?v }",
            'SELECT ?s WHERE { { SELECT ?s WHERE { ?s ?p ?o } GROUP BY ?s } ?s ?q "a" }',
        ),
        (
            "SELECT (EXISTS { ?s ?p ?v } AS ?e) ?v WHERE { }",
            'SELECT (EXISTS { ?s ?p "a" } AS ?e) ("a" AS ?v) WHERE { }',
        ),
        (
            "SELECT ?s WHERE { VALUES ?s { 1 } ?x ?y ?v } ORDER BY DESC(?v) ?v",
            'SELECT ?s WHERE { VALUES ?s { 1 } ?x ?y "a" } ORDER BY DESC("a") ("a")',
        ),
        (
            "SELECT ?s WHERE { ?s ?p ?v FILTER(BOUND ( ?v ) || BOUND(?s)) }",
            'SELECT ?s WHERE { ?s ?p "a" FILTER((true ) || BOUND(?s)) }',
        ),
        (
            "SELECT DISTINCT * WHERE { { ?s ?p ?v } } LIMIT 3",
            'SELECT DISTINCT * WHERE { { ?s ?p "a" }  BIND("a" AS ?v)} LIMIT 3',
        ),
    ],
)
def test_a_clause_ends_where_its_braces_do(query: str, sent: str) -> None:
    assert substitute(query, {"v": Literal("a")}) == sent


@pytest.mark.parametrize("engine", [OxigraphStore, RdflibStore])
@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?v }",
        "SELECT ?s { ?s ?p ?v }",
        "SELECT (?v AS ?s) { ?x ?p ?v }",
        "SELECT ?s { ?s ?p ?v FILTER(BOUND(?v)) }",
        "SELECT ?s { ?s ?p ?any FILTER EXISTS { ?s ?p ?v } }",
        "ASK { ?s ?p ?v }",
    ],
)
def test_a_parameter_is_bound_wherever_it_stands(
    text: str, engine: type[OxigraphStore | RdflibStore]
) -> None:
    found, other = (NamedNode(f"http://x/{name}") for name in ("found", "other"))
    triples = [Triple(node, NamedNode("http://x/p"), Literal(node.value)) for node in (found, other)]
    store = OxigraphStore({GRAPH["asserted"]: triples}) if engine is OxigraphStore else RdflibStore(triples)

    result = store.query(text, {"v": Literal(found.value)})

    if isinstance(result, Rows):
        (row,) = result.rows
        assert found in row or Literal(found.value) in row
    else:
        assert result == Truth(value=True)


@pytest.mark.parametrize("place", ["BIND(1 AS ?v)", "VALUES ?v { 1 }", "VALUES (?a ?v) { (1 2) }"])
def test_a_variable_that_the_query_assigns_cannot_be_bound(place: str) -> None:
    with pytest.raises(RequestError, match="assigned inside the query"):
        substitute(f"SELECT ?v WHERE {{ {place} }}", {"v": Literal("a")})
