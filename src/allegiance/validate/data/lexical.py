"""Lexical forms kept apart: which literals an Oxigraph store would rewrite, and how they travel through it unharmed.

Such a store keeps values, not lexical forms: "007" becomes 7, every derived integer type `xsd:integer` (D11). A literal that
would not come back as it went in travels under a datatype of ours, which stores do not interpret, and is restored in what
comes out. Three datatypes of ours for each of theirs say what its value is worth: well-formed, well-formed but beyond the
range of the store's numbers, or ill-formed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from allegiance.store.tokens import serialise
from allegiance.terms import XSD, Literal, NamedNode, Term
from allegiance.validate.data.datatypes import is_well_formed

OURS: Final = "urn:allegiance:"
KEPT: Final = "urn:allegiance:kept:"
WIDE: Final = "urn:allegiance:wide:"
ILL_FORMED: Final = "urn:allegiance:ill-formed:"

_ZONE = r"(?:Z|[+-](?!00:00)(?:0\d|1[0-3]):[0-5]\d)?"
_YEAR = r"(?!0000)\d{4}"
_DAY = r"(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{0,8}[1-9])?"
# What a store gives back unchanged, for the datatypes that it reads as values. It may well give back more than these;
# keeping a literal apart without need costs time, never an answer.
UNTOUCHED: Final[Mapping[str, re.Pattern[str]]] = {
    XSD.iri + name: re.compile(pattern)
    for name, pattern in {
        "boolean": r"true|false",
        "integer": r"0|-?[1-9]\d{0,17}",
        "decimal": r"0|-?(?:0|[1-9]\d{0,11})\.\d{0,5}[1-9]|-?[1-9]\d{0,11}",
        "date": rf"{_YEAR}-{_DAY}{_ZONE}",
        "dateTime": rf"{_YEAR}-{_DAY}T{_TIME}{_ZONE}",
        "time": rf"{_TIME}{_ZONE}",
        "gYear": rf"{_YEAR}{_ZONE}",
        "gYearMonth": rf"{_YEAR}-(?:0[1-9]|1[0-2]){_ZONE}",
    }.items()
}
# Other names of XML Schema either come back as values too, or have lexical forms to be checked.
_PLAIN: Final = frozenset({XSD.iri + "string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"})
_FITTING: Final = re.compile(r"[+-]?0*\d{0,18}(?:\.\d{0,5}0*)?")
_NUMBERS: Final = re.compile(
    r"decimal|integer|.*Integer|(?:unsigned)?(?:Long|Int|Short|Byte)|long|int|short|byte"
)


def keep(term: Term) -> Term:
    """Return the term to store in place of one, such that the store gives it back unchanged."""
    if not isinstance(term, Literal):
        return term
    datatype = term.datatype.value
    if datatype in _PLAIN or not datatype.startswith(XSD.iri):
        return term
    untouched = UNTOUCHED.get(datatype)
    if untouched is not None and untouched.fullmatch(term.value):
        return term
    return _kept(term.value, datatype)


@lru_cache(maxsize=65_536)
def _kept(form: str, datatype: str) -> Literal:
    name = datatype.removeprefix(XSD.iri)
    if not is_well_formed(name, form):
        family = ILL_FORMED
    elif _NUMBERS.fullmatch(name) and not _FITTING.fullmatch(form):
        family = WIDE
    else:
        family = KEPT
    return Literal(form, datatype=NamedNode(family + datatype))


def restore(term: Term) -> Term:
    """Return the term that `keep` was given."""
    if isinstance(term, Literal):
        datatype = term.datatype.value
        if datatype.startswith(OURS):
            for family in (KEPT, WIDE, ILL_FORMED):
                if datatype.startswith(family):
                    return Literal(term.value, datatype=NamedNode(datatype.removeprefix(family)))
    return term


def forms_of(datatype: NamedNode) -> tuple[NamedNode, ...]:
    """Return the datatypes under which well-formed literals of a datatype are stored."""
    if datatype.value in _PLAIN or datatype not in XSD:
        return (datatype,)
    return (datatype, NamedNode(KEPT + datatype.value), NamedNode(WIDE + datatype.value))


def value_of(variable: str) -> str:
    """Return a SPARQL expression for the value that a variable's literal stands for, whichever way it is stored."""
    name = f"STR(DATATYPE({variable}))"
    return (
        f'IF(STRSTARTS({name}, "{KEPT}"), STRDT(STR({variable}), IRI(STRAFTER({name}, "{KEPT}"))), '
        f'IF(STRSTARTS({name}, "{WIDE}"), STRDT(STR({variable}), {XSD["double"]}), {variable}))'
    )


def fails_to_compare(left: str, operator: str, right: str | Literal) -> str:
    """Return a SPARQL expression that is true where two values are not in order, or have none (SPARQL 1.1 §17.3)."""
    other = right if isinstance(right, str) else serialise(right)
    in_order = f"{left} {operator} {other}"
    if isinstance(right, Literal) and right.datatype != XSD["boolean"]:
        return f"!COALESCE({in_order}, false)"
    both = " && ".join(f"DATATYPE({side}) = {XSD['boolean']}" for side in (left, other))
    # Oxigraph has no order of booleans, where SPARQL puts false first.
    as_numbers = f"{XSD['integer']}({left}) {operator} {XSD['integer']}({other})"
    return f"!COALESCE({in_order}, IF({both}, {as_numbers}, false), false)"


def value_term(term: Literal) -> Literal:
    """Return the literal to compare values with in a store: its own, or a double where it is beyond the store's range."""
    kept = keep(term)
    if isinstance(kept, Literal) and kept.datatype.value.startswith(WIDE):
        return Literal(kept.value, datatype=XSD["double"])
    return term


def by_value(pattern: str) -> str:
    """Return a piece of SPARQL that was written for an exact graph, for a graph that keeps values instead."""
    return (
        pattern.replace(f"^^<{KEPT}", "^^<").replace(f"^^<{WIDE}", "^^<").replace(f"^^<{ILL_FORMED}", "^^<")
    )
