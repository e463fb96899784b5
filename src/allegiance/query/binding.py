"""From what a person typed to RDF terms, by the type of the parameter and, where a graph is at hand, by what it knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from allegiance.errors import RequestError
from allegiance.query.lexical import ORDERED, is_text, is_within, lexical_form
from allegiance.query.lookup import Lookup
from allegiance.query.parameter import Parameter, Values, as_text
from allegiance.terms import XSD, Literal, NamedNode, Term, curie, expand

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
_ABSOLUTE = re.compile(r"(?:https?://|urn:)[^\s<>\"{}|\\^`\x00-\x20]+", re.IGNORECASE)
_NEAR = 3
_SHOWN = 12


def bind(
    parameters: tuple[Parameter, ...],
    values: Mapping[str, Values],
    prefixes: Mapping[str, str],
    lookup: Lookup | None = None,
) -> dict[str, tuple[Term, ...]]:
    """Return the terms for the query's variables, defaults filled in; several only where the parameter takes many.

    With a `lookup`, names stand for nodes, and classes, schemes and asked enumerations are checked. Raises `RequestError`
    `unknown-parameter`, `missing-parameter`, `bad-parameter` or `ambiguous-name`.
    """
    known = {parameter.name for parameter in parameters}
    for name in values:
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(sorted(known)) or 'none'}"
            raise RequestError("unknown-parameter", f'the query has no parameter "{name}"', hint=hint)
    bound: dict[str, tuple[Term, ...]] = {}
    for parameter in parameters:
        given = _given(parameter, values)
        if given:
            terms = (term(parameter, value, prefixes, lookup) for value in given)
            bound[parameter.variable] = tuple(dict.fromkeys(terms))
        elif parameter.required:
            raise RequestError(
                "missing-parameter",
                f'the query needs a value for "{parameter.name}" ({describe(parameter)})',
                hint=f"add -p {parameter.name}={example(parameter)}",
            )
    return bound


def term(parameter: Parameter, value: str, prefixes: Mapping[str, str], lookup: Lookup | None = None) -> Term:
    """Return the one term that a value means for a parameter; raises `RequestError` `bad-parameter` or `ambiguous-name`."""
    found = (
        _iri(parameter, value, prefixes, lookup) if parameter.type == "iri" else _literal(parameter, value)
    )
    if parameter.values and found not in {
        _listed(parameter, listed, prefixes) for listed in parameter.values
    }:
        raise _bad(parameter, value, f"use one of: {', '.join(parameter.values)}")
    if parameter.enum_query and lookup is not None:
        terms = lookup.enumeration(parameter.enum_query)
        if found not in terms and not (isinstance(found, Literal) and found.value in map(as_text, terms)):
            shown = ", ".join(_short(item, prefixes) for item in terms[:_SHOWN])
            more = f", … ({len(terms)} in all)" if len(terms) > _SHOWN else ""
            raise _bad(parameter, value, f"the graph has: {shown or 'none'}{more}")
    return found


def describe(parameter: Parameter) -> str:
    """Return what a parameter takes, in words."""
    if parameter.type == "iri":
        words = "an absolute IRI, a CURIE or a name"
    elif parameter.type == "dateTime":
        words = "a date such as 2015-05-08, or a date and time in UTC"
    elif parameter.type.startswith("@"):
        words = f"text in the language {parameter.type[1:]}"
    else:
        words = f"xsd:{parameter.type}"
    narrowed = (
        ("of", parameter.of_class),
        ("from", parameter.concept_scheme),
        ("from", parameter.minimum),
        ("to", parameter.maximum),
        ("matching", parameter.pattern),
    )
    return " ".join([words, *(f"{word} {bound}" for word, bound in narrowed if bound)])


def example(parameter: Parameter) -> str:
    """Return a value that the parameter would accept."""
    return parameter.example or _EXAMPLES.get(parameter.type, "text")


def _given(parameter: Parameter, values: Mapping[str, Values]) -> tuple[str, ...]:
    if parameter.name not in values:
        return () if parameter.default is None else (parameter.default,)
    given = values[parameter.name]
    texts = tuple(map(as_text, given)) if isinstance(given, list | tuple) else (as_text(given),)
    if len(texts) > 1 and not parameter.many:
        raise RequestError(
            "bad-parameter",
            f'"{parameter.name}" takes one value, and {len(texts)} were given',
            hint="ask once for each, or add many: true to the parameter in the query's header",
        )
    return texts


def _literal(parameter: Parameter, value: str) -> Literal:
    kind = parameter.type
    form = lexical_form(kind, value)
    if form is None:
        raise _bad(parameter, value, f"for example: -p {parameter.name}={example(parameter)}")
    if parameter.pattern is not None and not re.fullmatch(parameter.pattern, form):
        raise _bad(parameter, value, f"for example: -p {parameter.name}={example(parameter)}")
    if kind in ORDERED and not is_within(kind, form, parameter.minimum, parameter.maximum):
        raise _bad(parameter, value, f"for example: -p {parameter.name}={example(parameter)}")
    if kind.startswith("@"):
        return Literal(form, language=kind[1:])
    return Literal(form, datatype=XSD[kind])


def _iri(parameter: Parameter, value: str, prefixes: Mapping[str, str], lookup: Lookup | None) -> NamedNode:
    absolute = value if _ABSOLUTE.fullmatch(value) else expand(value, prefixes)
    if absolute is None:
        node = _named(parameter, value, prefixes, lookup)
    else:
        try:
            node = NamedNode(absolute)
        except ValueError as error:
            raise _bad(parameter, value, f"for example: -p {parameter.name}={example(parameter)}") from error
        if lookup is not None and not _belongs(parameter, node, prefixes, lookup):
            raise _bad(parameter, value, f"for example: -p {parameter.name}={example(parameter)}")
    if parameter.pattern is not None and not re.fullmatch(parameter.pattern, node.value):
        raise _bad(parameter, value, f"for example: -p {parameter.name}={example(parameter)}")
    return node


def _named(parameter: Parameter, name: str, prefixes: Mapping[str, str], lookup: Lookup | None) -> NamedNode:
    """Return the one node of the parameter's class and scheme that bears a name."""
    instance = f"for example: -p {parameter.name}={example(parameter)}"
    if lookup is None or not is_text(name):
        raise _bad(parameter, name, instance)
    fitting = list(lookup.named(name, lambda node: _belongs(parameter, node, prefixes, lookup)))
    if len(fitting) > 1:
        shown = ", ".join(sorted(_short(node, prefixes) for node in fitting))
        raise RequestError("ambiguous-name", f'"{name}" names several things', hint=f"say one of: {shown}")
    if not fitting:
        near = [
            near
            for near in lookup.near(name)
            if near != name
            and any(_belongs(parameter, node, prefixes, lookup) for node in lookup.named(near))
        ][:_NEAR]
        raise _bad(parameter, name, f"did you mean {' or '.join(near)}?" if near else instance)
    return fitting[0]


def _belongs(parameter: Parameter, node: NamedNode, prefixes: Mapping[str, str], lookup: Lookup) -> bool:
    demands = ((parameter.of_class, lookup.is_of_class), (parameter.concept_scheme, lookup.is_in_scheme))
    return all(
        holds(node, NamedNode(expand(name, prefixes) or name)) for name, holds in demands if name is not None
    )


def _listed(parameter: Parameter, value: str, prefixes: Mapping[str, str]) -> Term:
    if parameter.type == "iri":
        return NamedNode(expand(value, prefixes) or value)
    return _literal(parameter, value)


def _short(item: Term, prefixes: Mapping[str, str]) -> str:
    return (curie(item.value, prefixes) or item.value) if isinstance(item, NamedNode) else as_text(item)


def _bad(parameter: Parameter, value: str, hint: str) -> RequestError:
    shown = value.encode("unicode_escape").decode() if not value.isprintable() else value
    return RequestError(
        "bad-parameter",
        f'"{shown}" is not a value for "{parameter.name}": it takes {describe(parameter)}',
        hint=hint,
    )
