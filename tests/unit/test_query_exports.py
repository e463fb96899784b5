"""What is published about stored queries says what the queries say, in the words of those who read it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from allegiance import KnowledgeGraph, pipeline, turtle
from allegiance.publish.queries.catalogue import grlc_text, query_exports
from allegiance.query import read_free
from allegiance.terms import PREFIXES, RDF, SH, Literal

TEXT = """\
#+ question: "Who: what?"
#+ description: |
#+   Two
#+   lines.
#+ tags:
#+   - one
#+ method: post
#+ pagination: 20
#+ endpoint: https://example.org/sparql
#+ defaults:
#+   - kind: kg:a
#+ enumerate:
#+   - __kind_iri: [kg:a, kg:b]
#+   - who
#+ params:
#+   n:
#+     min: 1
#+     max: 9
#+     default: 3
#+     many: true
#+   word:
#+     pattern: "[a-z]+"
#+   day:
#+     help: A day.
PREFIX alg: <https://w3id.org/allegiance/ontology#>
SELECT ?_who_iri ?__kind_iri ?_n_integer ?_word ?_day_xsd_dateTime WHERE { ?_who_iri a ?__kind_iri }
"""


@pytest.fixture(scope="module")
def exports() -> dict[str, str]:
    query = read_free(TEXT, "topic/test", Path("test.rq"))
    return query_exports([query], base="https://example.org/", version="1", prefixes=PREFIXES)


def test_grlc_reads_what_we_wrote(exports: dict[str, str]) -> None:
    """grlc's own reading: the lines after `#+`, as YAML; the rest is the query."""
    written = exports["grlc/topic-test.rq"]

    again = read_free(written, "topic/test", Path("test.rq"))

    header = again.header
    assert (header.summary, header.tags, header.method) == ("Who: what?", ("one",), "POST")
    assert (header.description, header.page_size) == ("Two lines.", 20)
    assert [(p.name, p.default, p.values, bool(p.enum_query)) for p in header.parameters][:2] == [
        ("who", None, (), True),
        (
            "kind",
            "https://w3id.org/allegiance/id/a",
            tuple(f"https://w3id.org/allegiance/id/{n}" for n in "ab"),
            False,
        ),
    ]
    assert grlc_text(again, PREFIXES) == written


def test_the_order_of_keys_suits_an_importer_that_reads_line_by_line(exports: dict[str, str]) -> None:
    lines = exports["grlc/topic-test.rq"].splitlines()
    keys = [line[3:].partition(":")[0] for line in lines if line.startswith("#+ ") and line[3] not in " -"]

    assert keys[:4] == ["tags", "summary", "description", "endpoint"]
    assert not any(
        line.startswith("#+   ") and ":" in line.partition('"')[0] and "description" in line for line in lines
    )


def test_openapi_says_what_a_parameter_takes(exports: dict[str, str]) -> None:
    (path,) = json.loads(exports["openapi.json"])["paths"].items()
    described = {parameter["name"]: parameter for parameter in path[1]["get"]["parameters"]}

    assert path[0] == "/queries/topic/test"
    assert described["who"]["required"]
    assert described["n"]["schema"] == {
        "type": "array",
        "items": {"type": "integer", "minimum": 1, "maximum": 9, "default": 3},
    }
    assert described["word"]["schema"] == {"type": "string", "pattern": "^(?:[a-z]+)$"}
    assert described["kind"]["schema"]["enum"] == ["kg:a", "kg:b"]
    assert {"limit", "page"} <= described.keys()


def test_shacl_names_the_variables_and_keeps_the_text(exports: dict[str, str]) -> None:
    triples = [
        quad.triple for quad in turtle.parse(exports["queries.ttl"].encode(), Path("queries.ttl")).quads
    ]
    paths = {str(t.object).strip("<>").rpartition("#")[2] for t in triples if t.predicate == SH["path"]}
    texts = [t.object.value for t in triples if t.predicate == SH["select"] and isinstance(t.object, Literal)]

    assert paths == {"_who_iri", "__kind_iri", "_n_integer", "_word", "_day_xsd_dateTime"}
    assert texts == [TEXT]
    assert sum(1 for t in triples if t.predicate == RDF["type"] and t.object == SH["Parameter"]) == 5


def test_everything_about_the_folder_is_exported(kg: KnowledgeGraph) -> None:
    found = pipeline.query_exports(kg, kg.catalogue)

    assert len(json.loads(found["openapi.json"])["paths"]) == len(kg.catalogue)
    assert all(f"`{query.name}`" in found["queries.md"] for query in kg.catalogue)
    assert sum(path.startswith("grlc/") for path in found) == len(kg.catalogue)
    assert found == pipeline.query_exports(kg, kg.catalogue)
