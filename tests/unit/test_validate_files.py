"""Files of anybody's: read without positions, and each finding has its place all the same."""

from __future__ import annotations

import bz2
import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from allegiance import KnowledgeGraph, pipeline
from allegiance.errors import SourceError
from allegiance.publish import REPORT_FORMATS, report_text
from allegiance.validate import Finding

SHAPES = """@prefix : <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
:S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; sh:datatype sh:none ; sh:minCount 1 ] .
"""
TURTLE = """@prefix : <http://example.org/> .

:fine a :D .
:bare
    a :C .
:filled a :C ;
    :p
        "x" .
[] a :C .
"""
NTRIPLES = """# a comment
<http://example.org/bare> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/C> .

<http://example.org/filled> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/C> .
<http://example.org/filled> <http://example.org/p> "x" .
_:b <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/C> .
"""


def lines(data: Path, tmp_path: Path) -> set[tuple[str, int | None]]:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(SHAPES)
    found = pipeline.validate_files([data], [shapes], None).findings
    return {(finding.message.split()[1], line(finding)) for finding in found}


def line(finding: Finding) -> int | None:
    assert finding.place is not None
    return finding.place.line


def test_a_finding_is_at_its_triple_or_else_where_its_node_is_described(tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text(TURTLE)
    assert lines(data, tmp_path) == {("too", 4), ("“x”", 8), ("too", 9)}


@pytest.mark.parametrize(("name", "pack"), [("", bytes), (".gz", gzip.compress), (".bz2", bz2.compress)])
def test_the_lines_of_n_triples_need_no_second_reading(name: str, pack: type[bytes], tmp_path: Path) -> None:
    data = tmp_path / f"data.nt{name}"
    data.write_bytes(pack(NTRIPLES.encode()))
    assert lines(data, tmp_path) == {("too", 2), ("“x”", 5), ("too", 6)}


def test_a_file_of_no_rdf_syntax_is_refused_by_its_name(tmp_path: Path) -> None:
    data = tmp_path / "data.txt"
    data.write_text(TURTLE)
    with pytest.raises(SourceError) as refused:
        lines(data, tmp_path)
    assert refused.value.code == "unknown-syntax"


@pytest.mark.parametrize("form", REPORT_FORMATS)
def test_every_format_tells_of_doubtful_shapes(form: str, tmp_path: Path) -> None:
    data, shapes = tmp_path / "data.ttl", tmp_path / "shapes.ttl"
    data.write_text(TURTLE)
    shapes.write_text(SHAPES.replace("sh:minCount", "sh:minCout"))
    text = report_text(pipeline.validate_files([data], [shapes], None), form)
    assert ":S: SHACL has no term sh:minCout, so it does nothing (did you mean sh:minCount?)" in text


def test_iris_are_shortened_by_the_prefixes_of_the_shapes(tmp_path: Path) -> None:
    data, shapes = tmp_path / "data.nt", tmp_path / "shapes.ttl"
    data.write_text(NTRIPLES)
    shapes.write_text(SHAPES)
    text = report_text(pipeline.validate_files([data], [shapes], None), "text")
    assert (
        f"{data}:2:1: error: :bare has too few values for :p: at least 1 needed\n    shape :S / :p\n" in text
    )
    assert "http://example.org/" not in text


def test_shapes_that_met_no_node_are_counted_where_they_are_many(tmp_path: Path) -> None:
    data, shapes = tmp_path / "data.nt", tmp_path / "shapes.ttl"
    data.write_text(NTRIPLES)
    several = (f":S{n} a sh:NodeShape ; sh:targetClass :C{n} ; sh:nodeKind sh:IRI ." for n in range(11))
    shapes.write_text(SHAPES.split(":S a", maxsplit=1)[0] + "".join(several))
    report = pipeline.validate_files([data], [shapes], None)
    assert report_text(report, "text") == (
        "idle shapes: 11 of 11 met no node (-f md lists them)\n"
        "11 shapes, nothing was looked at: no target is in the data\n"
    )
    assert "- `:S10`" in report_text(report, "md")


def test_files_of_a_folder_are_known_as_its_own(kg: KnowledgeGraph, tmp_path: Path) -> None:
    home, foreign = kg.project, tmp_path / "data.nt"
    foreign.touch()
    agents = home.root / "kg" / "agents.ttl"
    assert pipeline.inside(home, [agents]) == frozenset({agents})
    assert pipeline.inside(home, [home.root / "kg"]) == frozenset(document.path for document in home.data)
    assert pipeline.inside(home, [agents, foreign]) is None


def test_a_report_within_files_has_their_findings_only(tmp_path: Path) -> None:
    one, other, shapes = (tmp_path / name for name in ("one.nt", "other.ttl", "shapes.ttl"))
    for path, text in ((one, NTRIPLES), (other, TURTLE), (shapes, SHAPES)):
        path.write_text(text)
    report = pipeline.validate_files([one, other], [shapes], None).within({one})
    assert {finding.place.path for finding in report.findings if finding.place} == {one}
    assert {result.focus for result in report.results} == {finding.focus for finding in report.findings}


def test_who_needs_no_pyshacl_does_not_wait_for_it(tmp_path: Path) -> None:
    for name, text in (("data.ttl", TURTLE), ("shapes.ttl", SHAPES)):
        (tmp_path / name).write_text(text)
    code = (
        "import sys; from pathlib import Path; from allegiance import pipeline\n"
        "pipeline.validate_files([Path('data.ttl')], [Path('shapes.ttl')], None)\n"
        "print(sorted({'rdflib', 'pyshacl'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_equal_labels_of_blank_nodes_in_two_files_are_two_nodes(tmp_path: Path) -> None:
    shapes, named, bare = (tmp_path / name for name in ("shapes.ttl", "named.ttl", "bare.ttl"))
    shapes.write_text(SHAPES.replace("sh:datatype sh:none ; ", ""))
    head = "@prefix : <http://example.org/> .\n"
    named.write_text(f'{head}_:a a :C ; :p "x" .\n')
    bare.write_text(f"{head}\n_:a a :C .\n")

    (finding,) = pipeline.validate_files([named, bare], [shapes], None).findings

    assert finding.place is not None
    assert (finding.place.path, finding.place.line) == (bare, 3)


def test_nodes_of_several_files_are_found_in_their_own(tmp_path: Path) -> None:
    lines = [
        '_:b <http://example.org/p> "x" .\n',
        "# a comment\n",
        "<http://example.org/\\u00e9> <http://example.org/p> _:b .\n",
    ]
    for name, order in {"a.nt": (0, 1, 2), "b.nt": (1, 2, 0), "c.nt": (2, 0), "d.ttl": (1, 0)}.items():
        (tmp_path / name).write_text("".join(lines[number] for number in order))
    (tmp_path / "b.nt.gz").write_bytes(gzip.compress((tmp_path / "b.nt").read_bytes()))
    shapes = tmp_path.parent / "shapes-of-several.ttl"
    shapes.write_text(
        "@prefix : <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "[] sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:nodeKind sh:IRI ] .\n"
    )

    def run() -> list[tuple[str, str]]:
        found = pipeline.validate_files([tmp_path], [shapes], None).findings
        return [(f"{finding.place}".removeprefix(f"{tmp_path}/"), finding.message) for finding in found]

    text, node = "has “x” as :p", "has [] as :p"
    assert {place: message.partition(",")[0] for place, message in run()} == {
        "a.nt:1:1": text,
        "a.nt:3:1": node,
        "b.nt:2:1": node,
        "b.nt:3:1": text,
        "b.nt.gz:2:1": node,
        "b.nt.gz:3:1": text,
        "c.nt:1:1": node,
        "c.nt:2:1": text,
        "d.ttl:2:28": text,
    }
    assert run() == run()
