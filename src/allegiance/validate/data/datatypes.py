"""Which lexical forms the datatypes of XML Schema 1.1 Part 2 allow: what makes a literal well-formed (RDF 1.1 §3.3)."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Mapping
from typing import Final

_ZONE = r"(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?"
_YEAR = r"-?(?:[1-9]\d{3,}|0\d{3})"
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_TIME = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_DATE = rf"(?P<year>{_YEAR})-(?P<month>{_MONTH})-(?P<day>{_DAY})"
_FLOAT = r"(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[Ee][+-]?\d+)?|[+-]?INF|NaN)"
_PERIOD_TIME = r"T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?"

_FORMS: Final[Mapping[str, re.Pattern[str]]] = {
    name: re.compile(pattern, re.ASCII)
    for name, pattern in {
        "boolean": r"true|false|0|1",
        "decimal": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)",
        "integer": r"[+-]?\d+",
        "double": _FLOAT,
        "float": _FLOAT,
        "date": rf"{_DATE}{_ZONE}",
        "dateTime": rf"{_DATE}T{_TIME}{_ZONE}",
        "dateTimeStamp": rf"{_DATE}T{_TIME}{_ZONE[:-1]}",
        "time": rf"{_TIME}{_ZONE}",
        "gYear": rf"{_YEAR}{_ZONE}",
        "gYearMonth": rf"{_YEAR}-{_MONTH}{_ZONE}",
        "gMonth": rf"--{_MONTH}{_ZONE}",
        "gMonthDay": rf"--(?P<month>{_MONTH})-(?P<day>{_DAY}){_ZONE}",
        "gDay": rf"---{_DAY}{_ZONE}",
        "duration": rf"-?P(?=\d|T)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:{_PERIOD_TIME})?",
        "yearMonthDuration": r"-?P(?=\d)(?:\d+Y)?(?:\d+M)?",
        "dayTimeDuration": rf"-?P(?=\d|T)(?:\d+D)?(?:{_PERIOD_TIME})?",
        "hexBinary": r"(?:[0-9A-Fa-f]{2})*",
        "base64Binary": r"(?:(?:[A-Za-z0-9+/] ?){4})*(?:(?:[A-Za-z0-9+/] ?){3}=|(?:[A-Za-z0-9+/] ?){2}= ?=)?",
        "language": r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*",
        "token": r"(?:[^ \t\n\r]+(?: [^ \t\n\r]+)*)?",
        "normalizedString": r"[^\t\n\r]*",
    }.items()
}
_BITS: Final = {"long": 64, "int": 32, "short": 16, "byte": 8}
_RANGES: Final[Mapping[str, tuple[int | None, int | None]]] = {
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    **{name: (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for name, bits in _BITS.items()},
    **{f"unsigned{name.title()}": (0, 2**bits - 1) for name, bits in _BITS.items()},
}
_NOT_IN_SPARQL: Final = re.compile(r"\(\?P<\w+>|\(\?:|\(\?=[^)]*\)|\\d")
_LONGEST_MONTH: Final = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


def is_well_formed(datatype: str, form: str) -> bool:
    """Say whether a lexical form belongs to a datatype of XML Schema, named without its namespace; true if it is unknown."""
    if datatype in _RANGES:
        return _FORMS["integer"].fullmatch(form) is not None and _within(form, *_RANGES[datatype])
    pattern = _FORMS.get(datatype)
    if pattern is None:
        return True
    match = pattern.fullmatch(form)
    return match is not None and _day_exists(match.groupdict())


def form_in_sparql(datatype: str) -> str | None:
    """Return a regular expression for the lexical forms of a datatype, as SPARQL reads them; None if it is unknown.

    It is as wide as SPARQL can say: days are not held against months, and a duration may be empty.
    """
    pattern = _FORMS.get("integer" if datatype in _RANGES else datatype)
    if pattern is None:
        return None
    return f"^({_NOT_IN_SPARQL.sub(_in_sparql, pattern.pattern)})$"


def _in_sparql(found: re.Match[str]) -> str:
    # XPath has no groups with names or without numbers, no look-ahead, and its digits are those of all scripts.
    return {"(?:": "(", r"\d": "[0-9]"}.get(found[0], "(" if found[0].startswith("(?P") else "")


def range_of(datatype: str) -> tuple[int | None, int | None] | None:
    """Return the least and the largest value of a type derived from `xsd:integer`; None for any other."""
    return _RANGES.get(datatype)


def _within(form: str, least: int | None, most: int | None) -> bool:
    # Beyond every bounded type only the sign counts; `int` refuses very long texts.
    digits = form.lstrip("+-").lstrip("0")
    number = int(digits[:30] or "0") * (-1 if form.startswith("-") else 1)
    return (least is None or number >= least) and (most is None or number <= most)


def _day_exists(parts: Mapping[str, str | None]) -> bool:
    if (day := parts.get("day")) is None:
        return True
    month = int(parts.get("month") or 0)
    year = parts.get("year")
    # A proleptic calendar repeats itself every 400 years, so the last digits of a long year tell.
    longest = 28 if month == 2 and year and not isleap(int(year[-4:])) else _LONGEST_MONTH.get(month, 31)  # noqa: PLR2004 - February
    return int(day) <= longest
