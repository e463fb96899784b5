"""The front matter of a stored query: YAML in `#+` comments at the top, as grlc writes it.

Keys of grlc and BASIL: summary, description, tags, endpoint, method, pagination, defaults, enumerate. Ours: question, params,
expect, view, severity. The variables of the query say which parameters there are; the header says more about them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from allegiance.errors import Place, SourceError
from allegiance.store.tokens import tokens

_KEYS = {
    "question",
    "summary",
    "description",
    "tags",
    "params",
    "expect",
    "view",
    "severity",
    "endpoint",
    "endpoint_in_url",
    "method",
    "pagination",
    "defaults",
    "enumerate",
    "id",
    "license",
    "creator",
    "sources",
}
_PARAM_KEYS = {"type", "class", "scheme", "label", "help", "default", "enum", "example", "required"}
_EXPECT_KEYS = {"columns", "rows", "min-rows", "max-rows", "ordered", "file", "params"}
_VIEWS = ("table", "timeline", "network")
_VARIABLE = re.compile(r"(_{1,2})([A-Za-z0-9]+)_([A-Za-z0-9_-]+)")
# What BASIL's suffix says about a value; anything `prefix_type` is a datatype.
_TYPES = {"iri": "iri", "literal": "string", "number": "decimal", "integer": "integer"}
_DATATYPES = ("string", "integer", "decimal", "double", "boolean", "date", "dateTime", "anyURI")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its name for people, its variable in the query, and what a value must be.

    `type` is `iri`, an XSD datatype by its local name, or `@xx` for text in a language.
    """

    name: str
    variable: str
    type: str
    required: bool
    label: str
    help: str
    default: str | None
    example: str | None
    values: tuple[str, ...]
    concept_scheme: str | None
    of_class: str | None


@dataclass(frozen=True, slots=True)
class Header:
    """What a stored query says about itself."""

    question: str
    description: str
    tags: tuple[str, ...]
    view: str
    severity: str | None
    parameters: tuple[Parameter, ...]
    expected_columns: tuple[str, ...]
    expected_parameters: Mapping[str, str]
    min_rows: int | None
    max_rows: int | None


def read_header(text: str, path: Path) -> Header:
    """Return the header of a stored query.

    Raises `SourceError` `query-header`, with the line where one is known, for anything that is not understood.
    """
    lines = text.splitlines()
    block = [line[2:].removeprefix(" ") if line.startswith("#+") else "" for line in lines]
    try:
        loaded = yaml.safe_load("\n".join(block))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(path, mark.line + 1, mark.column + 4) if mark else Place(path)
        problem = getattr(error, "problem", None) or "not readable"
        raise SourceError(
            "query-header",
            f"the header is not YAML: {problem}",
            place=place,
            hint="quote text that holds a colon or begins with a special character",
            excerpt=lines[mark.line] if mark and mark.line < len(lines) else None,
        ) from error
    raw = _Raw(loaded, lines, path)
    raw.only(_KEYS)
    question = raw.text("question") or raw.text("summary")
    if not question:
        raise raw.wrong("", "the header has neither a question nor a summary", "add a line: #+ question: …")
    view = raw.text("view") or "table"
    if view not in _VIEWS:
        raise raw.wrong("view", f'"{view}" is not a view', f"use one of: {', '.join(_VIEWS)}")
    expect = raw.within("expect", _EXPECT_KEYS)
    return Header(
        question=question,
        description=raw.text("description") or "",
        tags=raw.texts("tags"),
        view=view,
        severity=raw.text("severity"),
        parameters=_parameters(raw, text),
        expected_columns=expect.texts("columns"),
        expected_parameters={str(k): _as_text(v) for k, v in (expect.value("params", dict) or {}).items()},
        min_rows=expect.value("min-rows", int),
        max_rows=expect.value("max-rows", int),
    )


def _parameters(raw: _Raw, text: str) -> tuple[Parameter, ...]:
    variables = dict.fromkeys(token.text[1:] for token in tokens(text) if token.kind == "variable")
    found = {match[2]: match for name in variables if (match := _VARIABLE.fullmatch(name))}
    described = raw.within("params", set(found))
    defaults = {key: value for item in raw.items("defaults") for key, value in item.items()}
    enumerated = {key: value for item in raw.items("enumerate") for key, value in item.items()}
    parameters = []
    for name, match in found.items():
        own = described.within(name, _PARAM_KEYS)
        kind = _type(match[3], raw)
        if (stated := own.text("type")) and stated.rpartition(":")[2] not in {kind, match[3]}:
            raise raw.wrong(
                name,
                f'parameter "{name}" is {kind} by its variable but {stated} by the header',
                "make them agree",
            )
        default = own.value("default", object)
        default = defaults.get(name) if default is None else default
        values = own.texts("enum") or tuple(_as_text(value) for value in enumerated.get(name, ()))
        example = own.text("example") or (_as_text(default) if default is not None else None)
        parameters.append(
            Parameter(
                name=name,
                variable=match[0],
                type=kind,
                required=len(match[1]) == 1 and default is None,
                label=own.text("label") or name,
                help=own.text("help") or "",
                default=None if default is None else _as_text(default),
                example=example or (values[0] if values else None),
                values=values,
                concept_scheme=own.text("scheme"),
                of_class=own.text("class"),
            )
        )
    return tuple(parameters)


def _type(suffix: str, raw: _Raw) -> str:
    if suffix in _TYPES:
        return _TYPES[suffix]
    prefix, _, local = suffix.rpartition("_")
    if prefix in {"", "xsd"} and local in _DATATYPES:
        return local
    if not prefix and re.fullmatch(r"[a-z]{2,3}", suffix):
        return f"@{suffix}"
    raise raw.wrong(
        "",
        f'no type is called "{suffix}"',
        f"use one of: {', '.join([*_TYPES, *(f'xsd_{d}' for d in _DATATYPES)])}",
    )


def _as_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


class _Raw:
    """A mapping of the header, with the lines to point at when something in it is wrong."""

    def __init__(self, value: Any, lines: list[str], path: Path) -> None:
        self._lines, self._path = lines, path
        if value is not None and not isinstance(value, dict):
            raise self.wrong(
                "", "the header is not a list of keys and values", "write lines such as: #+ question: Who …?"
            )
        self._value: dict[Any, Any] = value or {}

    def wrong(self, key: str, message: str, hint: str) -> SourceError:
        line = next(
            (
                n
                for n, text in enumerate(self._lines, 1)
                if key and re.match(rf"#\+[\s-]*{re.escape(key)}\s*:", text)
            ),
            1,
        )
        return SourceError(
            "query-header",
            message,
            place=Place(self._path, line),
            hint=hint,
            excerpt=self._lines[line - 1] if self._lines else None,
        )

    def only(self, allowed: set[str]) -> None:
        for key in self._value:
            if key not in allowed:
                known = (
                    ", ".join(sorted(allowed)) or "none: the query has no variable of the form ?_name_type"
                )
                raise self.wrong(str(key), f'the header has an unknown key "{key}"', f"known here: {known}")

    def value(self, key: str, kind: type) -> Any:
        found = self._value.get(key)
        if found is not None and not isinstance(found, kind):
            raise self.wrong(
                key, f'"{key}" must be {_KIND_NAMES.get(kind, kind.__name__)}', f"it is now: {found!r}"
            )
        return found

    def text(self, key: str) -> str | None:
        found = self._value.get(key)
        if isinstance(found, dict | list):
            raise self.wrong(key, f'"{key}" must be text', f"it is now: {found!r}")
        return None if found is None else _as_text(found)

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(_as_text(item) for item in self.value(key, list) or ())

    def items(self, key: str) -> list[dict[str, Any]]:
        found = self.value(key, list) or []
        if not all(isinstance(item, dict) for item in found):
            raise self.wrong(key, f'"{key}" must be a list of name: value', f"it is now: {found!r}")
        return found

    def within(self, key: str, allowed: set[str]) -> _Raw:
        inner = _Raw(self.value(key, dict), self._lines, self._path)
        inner.only(allowed)
        return inner


_KIND_NAMES: Mapping[type, str] = {int: "a whole number", list: "a list", dict: "a list of keys and values"}
