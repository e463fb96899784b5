"""One parameter of a stored query: what its variable and the header say about it, and whether the two agree."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from allegiance.query.front_matter import FrontMatter
from allegiance.query.lexical import DATATYPES, ORDERED, is_within, lexical_form
from allegiance.store.tokens import tokens
from allegiance.terms import Literal, NamedNode

Value = str | int | float | Decimal | date | NamedNode | Literal
"""One value as a person types it, or as Python has it."""

Values = Value | Sequence[Value]
"""What is given for a parameter: a value, or several where the parameter takes many."""

_VARIABLE = re.compile(r"(_{1,2})([A-Za-z0-9]+)(?:_([A-Za-z0-9_-]+))?")
# What BASIL's suffix says about a value; anything `prefix_type` is a datatype, two or three letters are a language.
_TYPES = {"iri": "iri", "literal": "string", "string": "string", "number": "decimal", "integer": "integer"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its name for people, its variable in the query, and what a value must be.

    `type` is `iri`, an XSD datatype by its local name, or `@xx` for text in a language. `values` are the only values where they
    are fixed, `enum_query` asks the graph for them. `of_class` and `concept_scheme` are CURIEs or IRIs.
    """

    name: str
    variable: str
    type: str
    required: bool
    many: bool
    label: str
    help: str
    default: str | None
    example: str | None
    values: tuple[str, ...]
    enum_query: str | None
    pattern: str | None
    minimum: str | None
    maximum: str | None
    concept_scheme: str | None
    of_class: str | None


def variables(query: str) -> dict[str, str]:
    """Return the variables of a query that stand for parameters, by the parameters' names, in order of first mention."""
    names = dict.fromkeys(token.text[1:] for token in tokens(query) if token.kind == "variable")
    return {match[2]: name for name in names if (match := _VARIABLE.fullmatch(name))}


def read_parameter(
    matter: FrontMatter,
    name: str,
    variable: str,
    default: object = None,
    enumerated: str | tuple[Any, ...] | None = None,
) -> Parameter:
    """Return a parameter; `default` and `enumerated` are what grlc's keys say about it.

    Raises `SourceError` `query-header` where the header contradicts the variable or itself.
    """
    match = _VARIABLE.fullmatch(variable)
    if match is None:
        raise ValueError(variable)
    own: Mapping[str, Any] = matter.values.get("params", {}).get(name, {})
    kind = _type(match[3] or "literal", matter)
    default = own.get("default", default)
    query, values = own.get("enum-query"), own.get("enum", ())
    if not query and not values and enumerated:
        query, values = (enumerated, ()) if isinstance(enumerated, str) else (None, enumerated)
    parameter = Parameter(
        name=name,
        variable=variable,
        type=kind,
        required=len(match[1]) == 1 and default is None,
        many=own.get("many", False),
        label=own.get("label", name),
        help=own.get("help", ""),
        default=_optional_text(default),
        example=_optional_text(own.get("example", values[0] if values and default is None else default)),
        values=tuple(as_text(value) for value in values),
        enum_query=query,
        pattern=own.get("pattern"),
        minimum=_optional_text(own.get("min")),
        maximum=_optional_text(own.get("max")),
        concept_scheme=own.get("scheme"),
        of_class=own.get("class"),
    )
    _demand_agreement(matter, parameter, own, match[3] or "literal", optional=len(match[1]) > 1)
    _demand_fit(matter, parameter)
    return parameter


def _type(suffix: str, matter: FrontMatter) -> str:
    if suffix in _TYPES:
        return _TYPES[suffix]
    prefix, _, local = suffix.rpartition("_")
    if prefix in {"", "xsd"} and local in DATATYPES:
        return local
    if not prefix and re.fullmatch(r"[a-z]{2,3}", suffix):
        return f"@{suffix}"
    known = ", ".join([*_TYPES, *(f"xsd_{name}" for name in DATATYPES)])
    raise matter.wrong((), f'no type is called "{suffix}"', f"use one of: {known}")


def _demand_agreement(
    matter: FrontMatter, parameter: Parameter, own: Mapping[str, Any], suffix: str, *, optional: bool
) -> None:
    """Refuse a header that says something else than the variable, or two things at once."""
    name, kind = parameter.name, parameter.type
    stated, required = own.get("type"), own.get("required")
    agrees = "make them agree"
    if stated and stated.rpartition(":")[2] not in {kind, suffix}:
        message = f'parameter "{name}" is {kind} by its variable but {stated} by the header'
        raise matter.wrong(("params", name, "type"), message, agrees)
    if required is not None and required == (optional or parameter.default is not None):
        is_, says = ("optional", "required") if required else ("required", "optional")
        message = f'parameter "{name}" is {is_} by its variable or default but {says} by the header'
        raise matter.wrong(("params", name, "required"), message, agrees)
    if parameter.values and parameter.enum_query:
        message = f'parameter "{name}" has its values fixed and asked for'
        raise matter.wrong(("params", name, "enum-query"), message, "keep enum or enum-query")
    for key in ("class", "scheme"):
        if key in own and kind != "iri":
            message = f'parameter "{name}" is no IRI, so it has no {key}'
            raise matter.wrong(("params", name, key), message, "remove the key, or call the variable _iri")
    for key in ("min", "max"):
        if key in own and kind not in ORDERED:
            message = f'parameter "{name}" is of a type without an order, so it has no {key}'
            raise matter.wrong(("params", name, key), message, f"bounds go with: {', '.join(ORDERED)}")


def _demand_fit(matter: FrontMatter, parameter: Parameter) -> None:
    """Refuse values in the header that the parameter itself would refuse."""
    name, kind = parameter.name, parameter.type
    if parameter.pattern is not None:
        try:
            re.compile(parameter.pattern)
        except re.error as error:
            message = f"the pattern is not a regular expression: {error}"
            raise matter.wrong(
                ("params", name, "pattern"), message, "quote it, and escape what is meant as such"
            ) from error
    if kind == "iri":
        return
    told = [("default", parameter.default), ("example", parameter.example)]
    told += [("min", parameter.minimum), ("max", parameter.maximum), *(("enum", v) for v in parameter.values)]
    for key, value in told:
        if value is not None and lexical_form(kind, value) is None:
            message = f'"{value}" is not a value of type {kind}'
            raise matter.wrong(
                ("params", name, key), message, "write a value that the parameter itself would take"
            )
    if parameter.minimum is not None and not is_within(kind, parameter.minimum, None, parameter.maximum):
        raise matter.wrong(("params", name, "min"), "min is greater than max", "swap the two")


def as_text(value: object) -> str:
    """Return what a person would type for a value of YAML or of Python: `true`, `2015-05-08`, an IRI."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, NamedNode | Literal) else str(value)


def _optional_text(value: object) -> str | None:
    return None if value is None else as_text(value)
