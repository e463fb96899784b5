"""Stored queries for the page that runs them: each with the places where terms go, found by its tokens and not by its text."""

from __future__ import annotations

import json
import re
from itertools import chain, combinations

from allegiance.publish.site.questions import QuestionPage
from allegiance.query import Parameter
from allegiance.query.binding import example
from allegiance.store.tokens import substitute
from allegiance.terms import NamedNode

_HOLE = "urn:allegiance:hole:"


def form_data(pages: list[QuestionPage]) -> dict[str, object]:
    """Return each stored query by name: its question, its parameters, and a template for every set of parameters given.

    A template alternates between text of the query and the name of the parameter whose term goes there.
    """
    return {page.query.name: _form(page) for page in pages}


def _form(page: QuestionPage) -> dict[str, object]:
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
        "parameters": [_described(field.parameter, field.value) for field in page.fields],
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


def _described(parameter: Parameter, value: str) -> dict[str, object]:
    return {
        "name": parameter.name,
        "label": parameter.label,
        "help": parameter.help,
        "type": parameter.type,
        "required": parameter.required,
        "values": list(parameter.values),
        "example": example(parameter),
        "value": value,
        "fallback": parameter.default or "",
    }


def forms_text(pages: list[QuestionPage], prefixes: dict[str, str], nodes: list[tuple[str, str]]) -> str:
    """Return the stored queries as JSON, with the prefixes and the nodes that forms suggest."""
    document = {"queries": form_data(pages), "prefixes": prefixes, "nodes": nodes}
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
