from __future__ import annotations

import pytest

from allegiance.errors import RequestError
from allegiance.query import Parameter
from allegiance.query.binding import bind, term
from allegiance.store.tokens import serialise, substitute
from allegiance.terms import PREFIXES, XSD, Literal, NamedNode


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
        "_n_integer": Literal("3", datatype=XSD["integer"])
    }


def test_substitution_replaces_tokens_and_nothing_else() -> None:
    query = 'SELECT ?x ?v WHERE { ?x <http://p?v> ?v . FILTER(?x != "?v") # ?v\n} GROUP BY ?x ?v ORDER BY ?v'

    assert substitute(query, {"v": Literal("a")}) == (
        'SELECT ?x ("a" AS ?v) WHERE { ?x <http://p?v> "a" . FILTER(?x != "?v") # ?v\n} GROUP BY ?x ("a") ORDER BY ("a")'
    )


def test_a_literal_with_a_written_escape_is_sent_as_that_very_text() -> None:
    assert serialise(Literal("\\u0022")) == '"\\\\\\u00750022"'
