"""What literals mean, and when two mean the same."""

import pytest

from allegiance.reason.datatypes import spaces, supported, value
from allegiance.terms import RDF, XSD, Literal


def literal(text: str, datatype: str) -> Literal:
    return Literal(
        text, datatype=RDF[datatype] if datatype in {"PlainLiteral", "XMLLiteral"} else XSD[datatype]
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (literal("1", "integer"), literal("+01.0", "decimal")),
        (literal("1", "byte"), literal("1", "nonNegativeInteger")),
        (literal("3.141", "double"), literal("+0.31410E+01", "double")),
        (literal("true", "boolean"), literal("1", "boolean")),
        (literal("a", "token"), Literal("a")),
        (literal("abc@DE", "PlainLiteral"), Literal("abc", language="de")),
        (literal("abc@", "PlainLiteral"), Literal("abc")),
        (
            literal("2015-05-08T00:00:00Z", "dateTime"),
            literal("2015-05-08T00:00:00.000+00:00", "dateTimeStamp"),
        ),
        (literal("2015-05-07T24:00:00", "dateTime"), literal("2015-05-08T00:00:00", "dateTime")),
        (literal("0aFF", "hexBinary"), literal("0AFf", "hexBinary")),
        (literal("NaN", "float"), literal("NaN", "float")),
    ],
    ids=str,
)
def test_the_same_value(one: Literal, other: Literal) -> None:
    assert value(one) is not None
    assert value(one) == value(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (literal("1", "integer"), literal("2", "integer")),
        (literal("1", "integer"), literal("1", "double")),
        (literal("1", "float"), literal("1", "double")),
        (literal("0", "double"), literal("-0", "double")),
        (Literal("a"), Literal("a", language="en")),
        (literal("2015-05-08T09:00:00Z", "dateTime"), literal("2015-05-08T10:00:00+01:00", "dateTime")),
        (literal("61", "hexBinary"), literal("YQ==", "base64Binary")),
    ],
    ids=str,
)
def test_different_values(one: Literal, other: Literal) -> None:
    first, second = value(one), value(other)

    assert first is not None
    assert second is not None
    assert first.surely_differs(second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (literal("2015-05-08T09:00:00", "dateTime"), literal("2015-05-08T09:00:00Z", "dateTime")),
        (literal("2015-05-08", "date"), literal("2015-05-09", "date")),
        (literal("2015", "gYear"), literal("2015", "integer")),
    ],
    ids=str,
)
def test_what_may_coincide_does_not_surely_differ(one: Literal, other: Literal) -> None:
    first, second = value(one), value(other)

    assert first is not None
    assert second is not None
    assert first != second
    assert not first.surely_differs(second)


@pytest.mark.parametrize(
    "wrong",
    [
        literal("one", "integer"),
        literal("1.0", "integer"),
        literal(" 1", "integer"),
        literal("128", "byte"),
        literal("-1", "unsignedLong"),
        literal("1e0", "decimal"),
        literal("1e400", "double"),
        literal("1e39", "float"),
        literal("yes", "boolean"),
        literal("2015-05-08", "dateTime"),
        literal("2015-02-30T00:00:00", "dateTime"),
        literal("2015-05-08T00:00:00", "dateTimeStamp"),
        literal("a  b", "token"),
        literal("1a", "NCName"),
        literal("abc", "PlainLiteral"),
        literal("<a>", "XMLLiteral"),
        literal('<!DOCTYPE x [<!ENTITY a "b">]>', "XMLLiteral"),
        literal("0", "hexBinary"),
        literal("=", "base64Binary"),
        literal(":a", "anyURI"),
    ],
    ids=str,
)
def test_ill_typed(wrong: Literal) -> None:
    assert value(wrong) is None


def test_very_large_numbers_are_numbers() -> None:
    assert value(literal("9" * 10_000, "integer")) is not None
    assert value(literal("1" + "0" * 5_000, "positiveInteger")) == value(
        literal("1" + "0" * 5_000 + ".0", "decimal")
    )


def test_spaces_are_supported_datatypes_or_the_literals_own() -> None:
    one = value(literal("5", "integer"))
    assert one is not None

    assert XSD["byte"].value in spaces(one)
    assert XSD["negativeInteger"].value not in spaces(one)
    assert spaces(one) <= set(supported())
