"""The stored queries as an HTTP interface: OpenAPI 3.1, one path for each query."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from allegiance.query import Parameter, StoredQuery
from allegiance.query.binding import describe, example
from allegiance.store.tokens import query_form

_TYPES: Mapping[str, dict[str, str]] = {
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "double": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "anyURI": {"type": "string", "format": "uri"},
}
_TEXT = {"type": "string"}
_ROWS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "text/html",
    "text/markdown",
)
_GRAPH = ("text/turtle", "application/n-triples")
_PAGING = (
    ("limit", "At most so many rows."),
    ("page", "Which page of that many rows, from 1."),
)


def openapi(queries: Iterable[StoredQuery], title: str, version: str) -> str:
    """Return the description in JSON; paths are `/queries/NAME`, relative to wherever the interface is served."""
    document = {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version},
        "paths": {f"/queries/{query.name}": {"get": _operation(query)} for query in queries},
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _operation(query: StoredQuery) -> dict[str, Any]:
    header, form = query.header, query_form(query.text)
    types = _GRAPH if form in {"CONSTRUCT", "DESCRIBE"} else _ROWS
    parameters = [_parameter(parameter) for parameter in header.parameters]
    if form == "SELECT":
        least_one = {"type": "integer", "minimum": 1}
        parameters += [
            {"name": name, "in": "query", "description": words, "schema": least_one}
            for name, words in _PAGING
        ]
    return {
        "operationId": query.name.replace("/", "-"),
        "summary": header.question,
        "description": header.description,
        "tags": list(header.tags),
        "parameters": parameters,
        "responses": {
            "200": {
                "description": "The answer.",
                "content": {media: {"schema": _TEXT if media.startswith("text/") else {}} for media in types},
            },
            "400": {
                "description": "A parameter is missing, unknown or wrong; the body says which and how to mend it."
            },
        },
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = dict(_TYPES.get(parameter.type, _TEXT))
    if parameter.values:
        schema["enum"] = [_json_value(parameter, value) for value in parameter.values]
    if parameter.pattern is not None:
        schema["pattern"] = f"^(?:{parameter.pattern})$"
    if schema["type"] in {"integer", "number"}:
        bounds = {"minimum": parameter.minimum, "maximum": parameter.maximum}
        schema |= {key: _json_value(parameter, value) for key, value in bounds.items() if value is not None}
    if parameter.default is not None:
        schema["default"] = _json_value(parameter, parameter.default)
    described = {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": ": ".join(filter(None, (parameter.label, parameter.help or describe(parameter)))),
        "schema": {"type": "array", "items": schema} if parameter.many else schema,
    }
    if parameter.example is not None and not parameter.many:
        described["example"] = _json_value(parameter, example(parameter))
    return described


def _json_value(parameter: Parameter, value: str) -> str | int | float | bool:
    kind = _TYPES.get(parameter.type, _TEXT)["type"]
    if kind == "boolean":
        return value in {"true", "1"}
    if kind == "integer":
        return int(value)
    is_number = kind == "number" and not value.upper().endswith(("INF", "NAN"))
    return float(value) if is_number else value
