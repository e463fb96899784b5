"""The `#+` comments at the top of a stored query: YAML in, plain values with their lines out, checked against the published schema.

The schema is `header.schema.json` beside this file. Not here: what the keys mean (`header`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import fastjsonschema
import yaml

from allegiance.errors import Place, SourceError

Keys = tuple[str | int, ...]

_KINDS = {
    "string": "text",
    "array": "a list",
    "object": "a list of keys and values",
    "integer": "a whole number",
    "boolean": "true or false",
}


class FrontMatter:
    """The values of a header as the schema promises them, and the line of each key."""

    def __init__(self, text: str, path: Path) -> None:
        """Read the `#+` lines of a query.

        Raises `SourceError` `query-header`, with the line, for what is not YAML or not what the schema says.
        """
        self._path = path
        self._lines = text.splitlines()
        self._places: dict[Keys, int] = {}
        block = "\n".join(line[2:].removeprefix(" ") if line.startswith("#+") else "" for line in self._lines)
        self.values: Mapping[str, Any] = self._load(block)
        self._demand_schema()

    def wrong(self, keys: Keys, message: str, hint: str) -> SourceError:
        """Return the error for a key, to be raised: its place is the line of the key, or of what holds it."""
        while keys and keys not in self._places:
            keys = keys[:-1]
        line = self._places.get(keys, 1)
        excerpt = self._lines[line - 1] if self._lines else None
        return SourceError("query-header", message, place=Place(self._path, line), hint=hint, excerpt=excerpt)

    def unknown(self, keys: Keys, key: str, known: list[str]) -> SourceError:
        """Return the error for a key that nobody reads, to be raised."""
        listed = ", ".join(known) or "none: the query has no variable of the form ?_name_type"
        return self.wrong((*keys, key), f'the header has an unknown key "{key}"', f"known here: {listed}")

    def _load(self, block: str) -> dict[str, Any]:
        try:
            if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(block, _Loader)):
                raise self.wrong((), "the header refers to a part of itself", "write the value out")
            node = yaml.compose(block, _Loader)
            self._places.update(self._placed(node, ()))
            loaded = yaml.load(block, _Loader)  # noqa: S506 - a safe loader
        except yaml.YAMLError as error:
            mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
            line = mark.line if mark and mark.line < len(self._lines) else None
            raise SourceError(
                "query-header",
                f"the header is not YAML: {problem or 'not readable'}",
                place=Place(self._path, mark.line + 1, mark.column + 4) if mark else Place(self._path),
                hint="quote text that holds a colon or begins with a special character",
                excerpt=None if line is None else self._lines[line],
            ) from error
        if loaded is not None and not isinstance(loaded, dict):
            raise self.wrong(
                (), "the header is not a list of keys and values", "write lines such as: #+ question: Who …?"
            )
        return loaded or {}

    def _placed(self, node: yaml.Node | None, keys: Keys) -> Iterator[tuple[Keys, int]]:
        if isinstance(node, yaml.SequenceNode):
            for number, item in enumerate(node.value):
                yield (*keys, number), item.start_mark.line + 1
                yield from self._placed(item, (*keys, number))
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                here = (*keys, str(key.value))
                yield here, key.start_mark.line + 1
                if key.value in seen:
                    self._places[here] = key.start_mark.line + 1
                    raise self.wrong(here, f'"{key.value}" stands there twice', "keep one of the two")
                seen.add(key.value)
                yield from self._placed(value, here)

    def _demand_schema(self) -> None:
        try:
            _validator()(self.values)
        except fastjsonschema.JsonSchemaValueException as error:
            keys = tuple(int(part) if part.isdigit() else part for part in error.path[1:])
            raise self._in_words(keys, error) from error

    def _in_words(self, keys: Keys, error: fastjsonschema.JsonSchemaValueException) -> SourceError:
        rule, allowed, value = error.rule, error.rule_definition, error.value
        key = keys[-1] if keys else ""
        now = f"it is now: {value!r}"
        if not keys and rule == "anyOf":
            return self.wrong(
                (), "the header has neither a question nor a summary", "add a line: #+ question: …"
            )
        if rule == "additionalProperties":
            known = sorted(error.definition["properties"])
            return self.unknown(keys, str(next(key for key in value if key not in known)), known)
        if rule == "enum":
            return self.wrong(
                keys, f'"{value}" is not a {key}', f"use one of: {', '.join(map(str, allowed))}"
            )
        kind = _KINDS.get(allowed) if isinstance(allowed, str) else None
        demand = {
            "type": kind or "a single value",
            "minimum": f"{allowed} or more",
            "minItems": "a list of one value or more",
            "pattern": "one line of text",
        }.get(str(rule), "a single value or a list of values")
        return self.wrong(keys, f'"{key}" must be {demand}', now)


class _Loader(yaml.SafeLoader):
    """Reads a date as the text that it is: `default: 2015-05-08`."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - the supplier's attribute
        first: [resolver for resolver in resolvers if not resolver[0].endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def header_schema() -> dict[str, Any]:
    """Return the published JSON Schema (draft 07) of the front matter."""
    text = files("allegiance.query").joinpath("header.schema.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


@cache
def _validator() -> Any:
    return fastjsonschema.compile(header_schema())
