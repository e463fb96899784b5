"""What a stored query says about itself: its question, its parameters, what is expected of its answer.

The variables of the query say which parameters there are (BASIL: `?_name_type` is required, `?__name_type` optional); the front
matter says more about them. Not here: YAML and the schema (`front_matter`), values (`binding`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allegiance.query.front_matter import FrontMatter
from allegiance.query.parameter import Parameter, Values, as_text, read_parameter, variables
from allegiance.store.tokens import query_form, tokens


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the answer over the folder's own graph must be; columns are named without the parameters."""

    columns: tuple[str, ...]
    rows: int | None
    min_rows: int | None
    max_rows: int | None
    ordered: bool | None
    file: str | None
    parameters: Mapping[str, Values]


@dataclass(frozen=True, slots=True)
class Header:
    """What a stored query says about itself; `page_size` is grlc's `pagination`."""

    question: str
    summary: str
    description: str
    tags: tuple[str, ...]
    view: str
    severity: str | None
    endpoint: str | None
    method: str
    page_size: int | None
    identifier: str | None
    license: str | None
    creators: tuple[str, ...]
    sources: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    expectation: Expectation

    @property
    def expected_parameters(self) -> Mapping[str, Values]:
        """The parameters of the expected answer."""
        return self.expectation.parameters


def read_header(text: str, path: Path) -> Header:
    """Return the header of a stored query.

    Raises `SourceError` `query-header`, with the line, for anything that is not understood.
    """
    matter = FrontMatter(text, path)
    values = matter.values
    return Header(
        question=values.get("question") or values["summary"],
        summary=values.get("summary") or values["question"],
        description=values.get("description", ""),
        tags=tuple(values.get("tags", ())),
        view=values.get("view", "table"),
        severity=values.get("severity"),
        endpoint=values.get("endpoint"),
        method=values.get("method", "GET").upper(),
        page_size=values.get("pagination"),
        identifier=values.get("id"),
        license=values.get("license"),
        creators=_texts(values.get("creator", ())),
        sources=_texts(values.get("sources", ())),
        parameters=_parameters(matter, text),
        expectation=_expectation(values.get("expect", {})),
    )


def undescribed(text: str, question: str, path: Path) -> Header:
    """Return the header of a query without front matter: its parameters are what its variables say."""
    front = f"#+ question: {json.dumps(question)}\n"
    return read_header(front + re.sub(r"^#\+", "# ", text, flags=re.MULTILINE), path)


def _parameters(matter: FrontMatter, text: str) -> tuple[Parameter, ...]:
    found = variables(text)
    for name in matter.values.get("params", {}):
        if name not in found:
            raise matter.unknown(("params",), name, list(found))
    defaults = {name: value for item in matter.values.get("defaults", ()) for name, value in item.items()}
    for name, variable in found.items():
        defaults.setdefault(name, defaults.get(variable))
    enumerated = _enumerated(matter, text, found)
    return tuple(
        read_parameter(matter, name, variable, defaults[name], enumerated.get(name))
        for name, variable in found.items()
    )


def _enumerated(
    matter: FrontMatter, text: str, found: Mapping[str, str]
) -> Mapping[str, str | tuple[Any, ...]]:
    """Return grlc's `enumerate`: fixed values, or the query that asks for them. Both names and variables are understood."""
    by_variable = {variable: name for name, variable in found.items()}
    enumerated: dict[str, str | tuple[Any, ...]] = {}
    for number, item in enumerate(matter.values.get("enumerate", ())):
        asked: dict[str, Any] = item if isinstance(item, dict) else {item: None}
        for key, values in asked.items():
            name = by_variable.get(key, key)
            if name not in found:
                raise matter.wrong(
                    ("enumerate", number),
                    f'"{key}" is not a parameter',
                    f"the query has: {', '.join(found) or 'none'}",
                )
            enumerated[name] = tuple(values) if values else _asking(text, found[name])
    return enumerated


def _asking(text: str, variable: str) -> str:
    """Return the query for the values that a variable has in the answers to a query."""
    form = query_form(text)
    start = next((token.start for token in tokens(text) if token.keyword == form), 0)
    return f"{text[:start]}\nSELECT DISTINCT ?{variable}\nWHERE {{ {{\n{text[start:]}\n}} }}\nORDER BY ?{variable}"


def _expectation(values: Mapping[str, Any]) -> Expectation:
    return Expectation(
        columns=tuple(values.get("columns", ())),
        rows=values.get("rows"),
        min_rows=values.get("min-rows"),
        max_rows=values.get("max-rows"),
        ordered=values.get("ordered"),
        file=values.get("file"),
        parameters={
            name: tuple(map(as_text, value)) if isinstance(value, list) else as_text(value)
            for name, value in values.get("params", {}).items()
        },
    )


def _texts(value: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
