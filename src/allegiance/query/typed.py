"""RDF terms as Python has them: dates as dates, numbers as numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from allegiance.terms import XSD, Literal, NamedNode, Term

PythonValue = str | int | float | bool | Decimal | date | NamedNode | Term | None

_INTEGERS = (
    "integer",
    "long",
    "int",
    "short",
    "byte",
    "nonNegativeInteger",
    "positiveInteger",
    "nonPositiveInteger",
    "negativeInteger",
    "unsignedLong",
    "unsignedInt",
    "unsignedShort",
    "unsignedByte",
)
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_READERS: Mapping[NamedNode, Callable[[str], PythonValue]] = {
    **{XSD[name]: int for name in _INTEGERS},
    XSD["decimal"]: Decimal,
    XSD["double"]: float,
    XSD["float"]: float,
    XSD["boolean"]: _BOOLEANS.__getitem__,
    XSD["date"]: date.fromisoformat,
    XSD["dateTime"]: datetime.fromisoformat,
}


def python_value(term: Term | None) -> PythonValue:
    """Return the Python value of a literal; an IRI or a blank node stays the term that it is, None is unbound.

    A literal that is ill-typed, or out of the range of Python's type, is its text.
    """
    if not isinstance(term, Literal):
        return term
    read = _READERS.get(term.datatype)
    if read is None:
        return term.value
    try:
        return read(term.value)
    except (ValueError, KeyError, InvalidOperation):
        return term.value
