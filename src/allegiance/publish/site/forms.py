"""Stored queries for the page that runs them: each with the places where terms go, found by its tokens and not by its text."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain, combinations

from allegiance.publish.site.material import Material
from allegiance.publish.site.packing import compact
from allegiance.publish.site.questions import Field, QuestionPage
from allegiance.publish.site.sections import Section
from allegiance.query import PATTERNS, Parameter
from allegiance.query.binding import example
from allegiance.store.tokens import substitute
from allegiance.terms import NamedNode, Term

_HOLE = "urn:allegiance:hole:"
_MOST = 2000
_SUGGESTED = (Section.ORGANISATIONS, Section.PERSONS, Section.GROUPS, Section.PLACES, Section.THINGS)


def form_data(pages: list[QuestionPage], short: Callable[[Term], str]) -> dict[str, object]:
    """Return each stored query by name: its question, its parameters, and a template for every set of parameters given.

    A template alternates between text of the query and the name of the parameter whose term goes there.
    """
    return {page.query.name: _form(page, short) for page in pages}


def _form(page: QuestionPage, short: Callable[[Term], str]) -> dict[str, object]:
    parameters = [field.parameter for field in page.fields]
    optional = [parameter for parameter in parameters if not parameter.required]
    needed = [parameter for parameter in parameters if parameter.required]
    subsets = chain.from_iterable(combinations(optional, number) for number in range(len(optional) + 1))
    templates = {}
    for subset in subsets:
        given = [*needed, *subset]
        templates[" ".join(sorted(parameter.name for parameter in given))] = _template(page.query.text, given)
    return {
        "question": page.query.header.question,
        "parameters": [_described(field, short) for field in page.fields],
        "templates": templates,
    }


def _template(text: str, given: list[Parameter]) -> list[str]:
    holes = {parameter.variable: NamedNode(f"{_HOLE}{parameter.name}") for parameter in given}
    asked = re.sub(r"^#\+.*\n", "", text, flags=re.MULTILINE).strip() + "\n"
    parts = substitute(asked, holes).split(f"<{_HOLE}")
    template = [parts[0]]
    for part in parts[1:]:
        name, _, rest = part.partition(">")
        template += [name, rest]
    return template


def _described(field: Field, short: Callable[[Term], str]) -> dict[str, object]:
    parameter = field.parameter
    described = {
        "name": parameter.name,
        "label": parameter.label,
        "help": parameter.help,
        "type": parameter.type,
        "required": parameter.required,
        "many": parameter.many,
        "values": list(parameter.values),
        "kind": field.kind,
        "pattern": parameter.pattern or "",
        "minimum": parameter.minimum or "",
        "maximum": parameter.maximum or "",
        "example": example(parameter),
        "value": field.value,
        "fallback": parameter.default or "",
    }
    return described if field.nodes is None else {**described, "nodes": sorted(map(short, field.nodes))}


def forms_text(pages: list[QuestionPage], material: Material) -> str:
    """Return the stored queries as JSON, with all that values are checked by: lexical spaces, prefixes, and every name of a node."""
    names = material.names
    prefixes = {name: iri for name, iri in material.source.prefixes.items() if name}
    known = [*material.sections.slugs, *material.sections.anchors]
    document = {
        "queries": form_data(pages, names.short),
        "lexical": PATTERNS,
        "prefixes": prefixes,
        "names": [[names.short(node), names.borne(node)] for node in known if names.borne(node)],
    }
    return compact(document)


def suggestions(pages: list[QuestionPage], material: Material) -> dict[str, list[str]]:
    """Return the names to offer by `Field.kind`, up to a bound; where any node may be meant, those of actors and places."""
    anything = [node for section in _SUGGESTED for node in material.sections.members.get(section, ())]
    kinds = {field.kind: field.nodes or anything for page in pages for field in page.fields}
    return {
        kind: sorted({material.names.typed(node) for node in nodes}, key=str.lower)[:_MOST]
        for kind, nodes in kinds.items()
    }
