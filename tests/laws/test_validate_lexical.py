"""Every literal comes out of the store as it went in, whatever the store makes of literals."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from allegiance.store import OxigraphStore, Rows
from allegiance.terms import XSD, Literal, NamedNode, Quad, Term
from allegiance.validate.data.datatypes import is_well_formed
from allegiance.validate.data.lexical import forms_of, keep, restore

NAMES = [
    "string",
    "boolean",
    "decimal",
    "integer",
    "double",
    "float",
    "date",
    "time",
    "dateTime",
    "dateTimeStamp",
    "gYear",
    "gMonth",
    "gDay",
    "gYearMonth",
    "gMonthDay",
    "duration",
    "yearMonthDuration",
    "dayTimeDuration",
    "byte",
    "short",
    "int",
    "long",
    "unsignedByte",
    "unsignedShort",
    "unsignedInt",
    "unsignedLong",
    "positiveInteger",
    "nonNegativeInteger",
    "negativeInteger",
    "nonPositiveInteger",
    "hexBinary",
    "base64Binary",
    "anyURI",
    "language",
    "normalizedString",
    "token",
    "Name",
    "NCName",
    "NMTOKEN",
]
forms = st.one_of(
    st.from_regex(r"[+-]?[0-9]{1,22}(\.[0-9]{0,9})?([eE][+-]?[0-9]{1,2})?", fullmatch=True),
    st.from_regex(r"-?[0-9]{4}-[01][0-9]-[0-3][0-9](T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\.[0-9]{1,10})?)?(Z|[+-][01][0-9]:00)?", fullmatch=True),
    st.from_regex(r"[0-2][0-9]:[0-5][0-9]:[0-6][0-9](\.[0-9]{1,4})?(Z|[+-]0[0-9]:30)?", fullmatch=True),
    st.from_regex(r"-?P([0-9]Y)?([0-9]{1,2}M)?([0-9]D)?(T([0-9]{1,2}H)?([0-9]{1,3}M)?([0-9](\.[0-9]+)?S)?)?", fullmatch=True),
    st.from_regex(r"-?[0-9]{4}(-[01][0-9])?|--[01][0-9](-[0-3][0-9])?|---[0-3][0-9]", fullmatch=True),
    st.sampled_from(["true", "false", "1", "0", "INF", "-INF", "NaN", "", " 1", "one"]),
    st.text(st.characters(codec="utf-8"), max_size=5),
)  # fmt: skip
literals = st.builds(lambda form, name: Literal(form, datatype=XSD[name]), forms, st.sampled_from(NAMES))
NODE = NamedNode("http://example.org/n")


def through_a_store(term: Term) -> Term | None:
    store = OxigraphStore({})
    store.load([Quad(NODE, NODE, term)])
    result = store.query("SELECT ?o { ?s ?p ?o }", {})
    assert isinstance(result, Rows)
    return result.rows[0][0]


@given(literals)
def test_a_literal_survives_the_store(literal: Literal) -> None:
    stored = through_a_store(keep(literal))

    assert stored is not None
    assert restore(stored) == literal


@given(literals)
def test_the_stored_datatype_tells_whether_a_literal_is_well_formed(literal: Literal) -> None:
    stored = keep(literal)

    assert isinstance(stored, Literal)
    name = literal.datatype.value.removeprefix(XSD.iri)
    assert (stored.datatype in forms_of(literal.datatype)) == is_well_formed(name, literal.value)


@given(literals, literals)
def test_two_literals_stay_two(one: Literal, other: Literal) -> None:
    assert (keep(one) == keep(other)) == (one == other)
