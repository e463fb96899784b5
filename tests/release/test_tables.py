"""The tables open in a spreadsheet, and their metadata turns them back into what was asserted."""

from __future__ import annotations

import csv
import importlib.util
import json
from collections import defaultdict
from pathlib import Path

import pytest

from allegiance import KnowledgeGraph
from allegiance.terms import ALG, OA, RDF, NamedNode, Subject, Triple

_SPEC = importlib.util.spec_from_file_location("csvw_reader", Path(__file__).with_name("csvw_reader.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
csvw_reader = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(csvw_reader)

CLASSES = {
    "organisations": "Organisation",
    "people": "Person",
    "roles": "Tenure",
    "pledges": "AllegiancePledge",
    "events": "DescribedEvent",
    "claims": "Claim",
    "passages": "Passage",
}


@pytest.fixture(scope="module")
def read_back(release: Path) -> dict[str, set[Triple]]:
    found: dict[str, set[Triple]] = defaultdict(set)
    for url, triple in csvw_reader.facts(release / "tables" / "csv-metadata.json"):
        found[url.removesuffix(".csv")].add(triple)
    return found


@pytest.mark.parametrize("name", CLASSES)
def test_a_table_says_exactly_what_is_asserted_of_its_nodes(
    read_back: dict[str, set[Triple]], kg: KnowledgeGraph, name: str
) -> None:
    everything = {t for layer in kg.layers.values() for t in layer}
    of_class = {
        t.subject for t in everything if t.predicate == RDF["type"] and t.object == ALG[CLASSES[name]]
    }
    nodes: set[Subject] = {node for node in of_class if isinstance(node, NamedNode)}
    if name == "passages":
        selectors = {t.object for t in kg.asserted if t.subject in nodes and t.predicate == OA["hasSelector"]}
        nodes |= {node for node in selectors if isinstance(node, NamedNode)}

    assert read_back[name] == {t for t in kg.asserted if t.subject in nodes}


def test_whoever_opens_the_pledges_reads_who_to_whom_and_who_says_so(release: Path) -> None:
    with (release / "tables" / "pledges.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))

    first = ["pledger", "pledgee", "withdrawnFrom", "when", "status", "whoSaysSo", "paragraph"]
    assert list(rows[0])[:7] == first
    assert all(row["pledgee"] and row["status"] for row in rows)
    said = [row for row in rows if row["status"] != "not actual"]
    assert said
    assert all(row["pledger"] and row["whoSaysSo"] and row["paragraph"] for row in said)


def test_every_situation_is_in_the_table_of_situations(release: Path, kg: KnowledgeGraph) -> None:
    with (release / "tables" / "situations.csv").open(encoding="utf-8-sig", newline="") as file:
        told = {row["id"] for row in csv.DictReader(file)}

    assert told == {
        t.subject.value
        for layer in kg.layers.values()
        for t in layer
        if t.predicate == RDF["type"] and t.object == ALG["Situation"] and isinstance(t.subject, NamedNode)
    }


def test_every_claim_has_a_status_and_a_source(release: Path) -> None:
    with (release / "tables" / "claims.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))

    assert rows
    assert all(row["status"] and row["source"] and row["claimant"] and row["gloss"] for row in rows)


def test_spreadsheets_see_utf8_and_one_width(release: Path) -> None:
    for path in (release / "tables").glob("*.csv"):
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.count(b"\r\n") > 1


def test_the_metadata_names_every_table(release: Path) -> None:
    tables = json.loads((release / "tables" / "csv-metadata.json").read_bytes())["tables"]

    assert {table["url"] for table in tables} == {path.name for path in (release / "tables").glob("*.csv")}
