"""From what a person typed to an RDF term, by the type of the parameter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from allegiance.errors import RequestError
from allegiance.query.header import Parameter
from allegiance.terms import XSD, Literal, NamedNode, Term, expand

# The lexical spaces of XML Schema 1.1 part 2, as far as parameters use them. A date is read as its first instant in UTC.
_LEXICAL = {
    "integer": re.compile(r"[+-]?[0-9]+"),
    "decimal": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"),
    "double": re.compile(r"[+-]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|INF)|NaN"),
    "boolean": re.compile(r"true|false|0|1"),
    "date": re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"),
    "dateTime": re.compile(
        r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z"
    ),
    "string": re.compile(r".*", re.DOTALL),
    "anyURI": re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*"),
}
_EXAMPLES = {
    "iri": "kg:islamic-state",
    "integer": "10",
    "decimal": "0.5",
    "double": "1e3",
    "boolean": "true",
    "date": "2015-05-08",
    "dateTime": "2015-05-08T00:00:00Z",
    "string": "text",
    "anyURI": "https://example.org/",
}
_ABSOLUTE = re.compile(r"(?:https?|urn):", re.IGNORECASE)


def bind(
    parameters: tuple[Parameter, ...], values: Mapping[str, str], prefixes: Mapping[str, str]
) -> dict[str, Term]:
    """Return the terms for the query's variables, defaults filled in.

    Raises `RequestError` `unknown-parameter`, `missing-parameter` or `bad-parameter`, each with name, type and example.
    """
    known = {parameter.name for parameter in parameters}
    for name in values:
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(sorted(known)) or 'none'}"
            raise RequestError("unknown-parameter", f'the query has no parameter "{name}"', hint=hint)
    bound: dict[str, Term] = {}
    for parameter in parameters:
        value = values.get(parameter.name, parameter.default)
        if value is not None:
            bound[parameter.variable] = term(parameter, value, prefixes)
        elif parameter.required:
            raise RequestError(
                "missing-parameter",
                f'the query needs a value for "{parameter.name}" ({describe(parameter)})',
                hint=f"add -p {parameter.name}={example(parameter)}",
            )
    return bound


def term(parameter: Parameter, value: str, prefixes: Mapping[str, str]) -> Term:
    """Return the one term that a value means for a parameter; raises `RequestError` `bad-parameter`."""
    if parameter.values and value not in parameter.values:
        raise _bad(parameter, value, f"use one of: {', '.join(parameter.values)}")
    if parameter.type.startswith("@"):
        return Literal(value, language=parameter.type[1:])
    if parameter.type == "iri":
        return _iri(parameter, value, prefixes)
    if parameter.type == "dateTime" and _LEXICAL["date"].fullmatch(value):
        value = f"{value}T00:00:00Z"
    if not _LEXICAL[parameter.type].fullmatch(value):
        raise _bad(parameter, value, f"for example: -p {parameter.name}={example(parameter)}")
    return Literal(value) if parameter.type == "string" else Literal(value, datatype=XSD[parameter.type])


def describe(parameter: Parameter) -> str:
    """Return the type of a parameter in words."""
    if parameter.type == "iri":
        return "an absolute IRI or a CURIE"
    if parameter.type == "dateTime":
        return "a date such as 2015-05-08, or a date and time in UTC"
    return (
        f"text in the language {parameter.type[1:]}"
        if parameter.type.startswith("@")
        else f"xsd:{parameter.type}"
    )


def example(parameter: Parameter) -> str:
    """Return a value that the parameter would accept."""
    return parameter.example or _EXAMPLES.get(parameter.type, "text")


def _iri(parameter: Parameter, value: str, prefixes: Mapping[str, str]) -> NamedNode:
    absolute = value if _ABSOLUTE.match(value) else expand(value, prefixes)
    if absolute is None:
        raise _bad(parameter, value, f"for example: -p {parameter.name}={example(parameter)}")
    try:
        return NamedNode(absolute)
    except ValueError as error:
        raise _bad(parameter, value, f"for example: -p {parameter.name}={example(parameter)}") from error


def _bad(parameter: Parameter, value: str, hint: str) -> RequestError:
    return RequestError(
        "bad-parameter",
        f'"{value}" is not a value for "{parameter.name}": it takes {describe(parameter)}',
        hint=hint,
    )
