"""Literals -> values, for the datatypes of OWL 2 RL (OWL 2 Profiles §4.2; OWL 2 Syntax §4).

Two literals are the same when their values are identical, not merely equal: a float is never a decimal, and 09:00Z is not
10:00+01:00. A number too large or too small for its floating-point type is ill-typed, as the FZI test suite has it.
"""

from __future__ import annotations

import base64
import binascii
import math
import re
import struct
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Final
from xml.parsers import expat

from allegiance.terms import RDF, RDFS, XSD, Literal

_PLAIN = RDF["PlainLiteral"].value
_LITERAL = RDFS["Literal"].value
_BOUNDS: Final[dict[str, tuple[int | None, int | None]]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "nonPositiveInteger": (None, 0),
    "positiveInteger": (1, None),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}
_NAME_START = r"A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
_NAME_CHAR = _NAME_START + r"\-.0-9\u00B7\u0300-\u036F\u203F\u2040"
_LANGUAGE_TAG = r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*"
_STRINGS: Final[dict[str, re.Pattern[str]]] = {
    "string": re.compile(r"(?s:.*)"),
    "normalizedString": re.compile(r"[^\t\n\r]*"),
    "token": re.compile(r"(?:[^\t\n\r ]+(?: [^\t\n\r ]+)*)?"),
    "language": re.compile(_LANGUAGE_TAG),
    "Name": re.compile(f"[:{_NAME_START}][:{_NAME_CHAR}]*"),
    "NCName": re.compile(f"[{_NAME_START}][{_NAME_CHAR}]*"),
    "NMTOKEN": re.compile(f"[:{_NAME_CHAR}]+"),
}
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DOUBLE = re.compile(r"(?:[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN)")
_DATE_TIME = re.compile(
    r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?"
    r"(?P<zone>Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?"
)
_URI = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|(?![^/?#]*:)).*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Value:
    """A data value: equal to another exactly when both are the same value."""

    space: str
    content: Hashable

    def surely_differs(self, other: Value) -> bool:
        """Say whether two values are different beyond doubt.

        Moments with and without a time zone may coincide, and so may values of datatypes that OWL 2 RL does not have.
        """
        if self == other or ":" in self.space or ":" in other.space:
            return False
        if self.space == other.space == "dateTime":
            mine, theirs = self.content, other.content
            assert isinstance(mine, tuple)
            assert isinstance(theirs, tuple)
            return (mine[1] is None) == (theirs[1] is None)
        return True


def value(literal: Literal) -> Value | None:
    """Return the value of a literal of a supported datatype, or None where the literal is ill-typed.

    A literal of another datatype stands for itself.
    """
    if literal.language:
        return Value("string", (literal.value, literal.language.lower()))
    datatype = literal.datatype.value
    reader = _readers().get(datatype)
    return Value(datatype, literal.value) if reader is None else reader(literal.value)


@cache
def supported() -> tuple[str, ...]:
    """Return the IRIs of the datatypes of OWL 2 RL, sorted."""
    return tuple(sorted({*_readers(), _LITERAL}))


def spaces(of: Value) -> frozenset[str]:
    """Return the IRIs of the supported datatypes whose value space has the value."""
    found = {_LITERAL}
    match of:
        case Value("real", Fraction() as number):
            found.add(XSD["decimal"].value)
            if number.denominator == 1:
                found.update(XSD[name].value for name in _BOUNDS if _within(int(number), name))
        case Value("string", (str() as text, "")):
            found.update({_PLAIN, *(XSD[name].value for name in _STRINGS if _STRINGS[name].fullmatch(text))})
        case Value("string", _):
            found.add(_PLAIN)
        case Value("dateTime", (_, zone)):
            found.add(XSD["dateTime"].value)
            if zone is not None:
                found.add(XSD["dateTimeStamp"].value)
        case Value("XMLLiteral"):
            found.add(RDF["XMLLiteral"].value)
        case Value(space):
            found.add(space if ":" in space else XSD[space].value)
    return frozenset(found)


@cache
def _readers() -> dict[str, Callable[[str], Value | None]]:
    readers: dict[str, Callable[[str], Value | None]] = {
        XSD["decimal"].value: lambda text: (
            Value("real", Fraction(Decimal(text))) if _DECIMAL.fullmatch(text) else None
        ),
        XSD["double"].value: lambda text: _floating("double", text),
        XSD["float"].value: lambda text: _floating("float", text),
        XSD["boolean"].value: lambda text: (
            Value("boolean", text in {"true", "1"}) if text in {"true", "false", "0", "1"} else None
        ),
        XSD["hexBinary"].value: _hexadecimal,
        XSD["base64Binary"].value: _base64,
        XSD["anyURI"].value: lambda text: Value("anyURI", text) if _URI.fullmatch(text) else None,
        XSD["dateTime"].value: _moment,
        XSD["dateTimeStamp"].value: _zoned_moment,
        RDF["XMLLiteral"].value: _xml,
        _PLAIN: _plain,
    }
    for name in _BOUNDS:
        readers[XSD[name].value] = _integer_reader(name)
    for name, pattern in _STRINGS.items():
        readers[XSD[name].value] = _string_reader(pattern)
    return readers


def _within(number: int, name: str) -> bool:
    low, high = _BOUNDS[name]
    return (low is None or low <= number) and (high is None or number <= high)


def _integer_reader(name: str) -> Callable[[str], Value | None]:
    def read(text: str) -> Value | None:
        if not _INTEGER.fullmatch(text):
            return None
        number = int(Decimal(text))  # int() alone refuses more than 4,300 digits
        return Value("real", Fraction(number)) if _within(number, name) else None

    return read


def _string_reader(pattern: re.Pattern[str]) -> Callable[[str], Value | None]:
    return lambda text: Value("string", (text, "")) if pattern.fullmatch(text) else None


def _floating(space: str, text: str) -> Value | None:
    if not _DOUBLE.fullmatch(text):
        return None
    number = float(text.replace("INF", "inf"))
    if space == "float" and math.isfinite(number):
        try:
            number = float(struct.unpack("f", struct.pack("f", number))[0])
        except OverflowError:
            return None
    mantissa = re.split("[eE]", text)[0]
    overflow = math.isinf(number) and "INF" not in text
    underflow = number == 0 and re.search("[1-9]", mantissa) is not None
    # repr tells 0.0 from -0.0, and finds NaN the same as itself, as identity of values demands.
    return None if overflow or underflow else Value(space, repr(number))


def _hexadecimal(text: str) -> Value | None:
    whole = re.fullmatch(r"(?:[0-9a-fA-F]{2})*", text)
    return Value("hexBinary", bytes.fromhex(text)) if whole else None


def _base64(text: str) -> Value | None:
    try:
        return Value("base64Binary", base64.b64decode(text.replace(" ", ""), validate=True))
    except (binascii.Error, ValueError):
        return None


def _moment(text: str) -> Value | None:
    found = _DATE_TIME.fullmatch(text)
    if found is None:
        return None
    zone = found["zone"]
    if not re.match(r"[0-9]{4}-", text):
        return Value("dateTime", (text.replace("Z", "+00:00"), zone))  # beyond Python's years: by its letters
    digits = (found[1] or ".0")[1:]
    plain = text[: found.start(1)] if found[1] else text.removesuffix(zone or "")
    midnight = plain.endswith("T24:00:00")
    try:
        moment = datetime.fromisoformat(plain.replace("T24:", "T00:"))
        if midnight:
            moment += timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    offset = None if zone is None else "+00:00" if zone in {"Z", "-00:00"} else zone
    return Value("dateTime", (f"{moment.isoformat()}.{digits.rstrip('0')}", offset))


def _zoned_moment(text: str) -> Value | None:
    moment = _moment(text)
    return moment if moment and isinstance(moment.content, tuple) and moment.content[1] is not None else None


def _plain(text: str) -> Value | None:
    content, at, tag = text.rpartition("@")
    if not at or (tag and not re.fullmatch(_LANGUAGE_TAG, tag)):
        return None
    return Value("string", (content, tag.lower()))


def _xml(text: str) -> Value | None:
    parser = expat.ParserCreate()
    try:
        # Inside an element a document type is a syntax error, so that no entity can be declared and blown up.
        parser.Parse(f"<x>{text}</x>".encode(), True)  # noqa: FBT003 -- expat's own way to say "this is all"
    except (expat.ExpatError, UnicodeEncodeError):
        return None
    return Value("XMLLiteral", text)
