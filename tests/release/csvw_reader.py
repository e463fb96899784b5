"""A reader of CSVW in minimal mode, after "Generating RDF from Tabular Data on the Web" §4: only what the metadata says counts."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from allegiance.terms import XSD, Literal, NamedNode, Object, Triple


def facts(metadata: Path) -> Iterator[tuple[str, Triple]]:
    """Yield every triple with the name of the table that it comes from."""
    for table in json.loads(metadata.read_bytes())["tables"]:
        columns = table["tableSchema"]["columns"]
        with (metadata.parent / table["url"]).open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file)
            assert next(rows) == [column["titles"] for column in columns]
            for row in rows:
                assert len(row) == len(columns)
                cells = dict(zip((column["name"] for column in columns), row, strict=True))
                for column in columns:
                    for triple in _triples(column, cells):
                        yield table["url"], triple


def _triples(column: dict[str, Any], cells: dict[str, str]) -> Iterator[Triple]:
    cell = cells[column["name"]]
    if column.get("suppressOutput") or not cell:
        return
    subject = NamedNode(_expanded(column["aboutUrl"], cells))
    predicate = NamedNode(column["propertyUrl"])
    if "valueUrl" in column:
        yield Triple(subject, predicate, NamedNode(_expanded(column["valueUrl"], cells)))
        return
    for value in cell.split(column["separator"]) if "separator" in column else [cell]:
        yield Triple(subject, predicate, _literal(column, value))


def _expanded(template: str, cells: dict[str, str]) -> str:
    name = template.removeprefix("{+").removesuffix("}")
    assert template == f"{{+{name}}}", "only whole values are expanded"
    return cells[name]


def _literal(column: dict[str, Any], value: str) -> Object:
    if "lang" in column:
        return Literal(value, language=column["lang"])
    datatype = column["datatype"]
    iri = datatype["@id"] if isinstance(datatype, dict) else XSD[datatype].value
    return Literal(value, datatype=NamedNode(iri))
