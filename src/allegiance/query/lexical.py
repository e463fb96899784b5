"""What may be typed for a value of each type: the lexical spaces of XML Schema 1.1 part 2, as far as parameters use them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

DATATYPES = ("string", "integer", "decimal", "double", "boolean", "date", "dateTime", "anyURI")
"""The local names of the XSD datatypes that a parameter may have."""

ORDERED = ("integer", "decimal", "double", "date", "dateTime")
"""The datatypes whose values have bounds."""

PATTERNS = {
    "integer": r"[+-]?[0-9]+",
    "decimal": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)",
    "double": r"[+-]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|INF)|NaN",
    "boolean": r"true|false|0|1",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "dateTime": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?Z",
    "string": r"[\s\S]*",
    "anyURI": r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*",
}
"""What a whole value of each datatype looks like, in expressions that Python and JavaScript read alike; a day must also exist."""

_LEXICAL = {kind: re.compile(pattern) for kind, pattern in PATTERNS.items()}
# Not in the production Char of XML 1.0, or no character at all: no engine and no format carries them unharmed.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def lexical_form(kind: str, text: str) -> str | None:
    """Return the lexical form of a value of a type, or None where the text is none of its values.

    A day given for a `dateTime` means its first instant in UTC. `kind` is one of `DATATYPES`, or `@xx`.
    """
    if _UNPRINTABLE.search(text):
        return None
    if kind.startswith("@"):
        return text
    if kind == "dateTime" and _LEXICAL["date"].fullmatch(text):
        text = f"{text}T00:00:00Z"
    if not _LEXICAL[kind].fullmatch(text):
        return None
    return text if kind not in {"date", "dateTime"} or _is_day(text[:10]) else None


def is_text(text: str) -> bool:
    """Return whether every character can be carried by every engine and every format."""
    return not _UNPRINTABLE.search(text)


def is_within(kind: str, form: str, least: str | None, most: str | None) -> bool:
    """Return whether a value of one of `ORDERED` is between two others, both of them included; NaN is between none."""
    place = _position(form)
    lower, upper = (
        None if bound is None else _position(lexical_form(kind, bound) or bound) for bound in (least, most)
    )
    if least is None and most is None:
        return True
    return place is not None and (lower is None or lower <= place) and (upper is None or place <= upper)


def _position(form: str) -> tuple[str, Decimal] | None:
    """Return where a value stands in the order of its type: a day and time, then a number; None for NaN."""
    if "-" in form[1:] and "e" not in form.lower():
        day, _, time = form.removesuffix("Z").partition("T")
        return day + time[:8], Decimal(f"0{time[8:]}")
    number = Decimal(form.replace("INF", "Infinity"))
    return None if number.is_nan() else ("", number)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
