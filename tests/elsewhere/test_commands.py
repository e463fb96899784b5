"""Every command gives there what it gives here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from allegiance import KnowledgeGraph, pipeline, turtle
from allegiance.errors import AllegianceError
from allegiance.pipeline import Elsewhere, GraphElsewhere
from allegiance.pipeline.elsewhere import LAYERS, RULED
from allegiance.store import fingerprint
from allegiance.terms import ALG, RDF, NamedNode, Namespace, Triple
from elsewhere.conftest import Run

KG = Namespace("https://w3id.org/allegiance/id/")
QUESTIONS = (
    ("allegiance/pledges", "-f", "tsv"),
    ("allegiance/cooperation-and-tension", "-p", "actor=Islamic Movement of Uzbekistan", "-f", "csv"),
    ("claims/contested", "-f", "md"),
)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question[0])
def test_query(question: tuple[str, ...], where: Elsewhere, run: Run) -> None:
    assert run("query", *question, where=where) == run("query", *question)


def test_reason_gives_the_same_as_often_as_it_is_asked(
    where: Elsewhere, kg: KnowledgeGraph, run: Run
) -> None:
    assert run("reason", "--clear", where=where)[0] == 0
    assert GraphElsewhere(kg, where).missing == RULED

    for _ in range(2):
        code, out, err = run("reason", where=where)

        there = GraphElsewhere(kg, where)
        assert (code, out, there.missing) == (0, "", ())
        assert f"{len(kg.derivation.triples):,} derived" in err
        assert f"{len(kg.entailment.triples):,} by OWL 2 RL" in err
        assert fingerprint(there.store.triples(RULED[0])) == fingerprint(kg.derivation.triples)
        assert fingerprint(there.store.triples(RULED[1])) == fingerprint(kg.entailment.triples)


def test_figures_are_counted_there(there: GraphElsewhere, kg: KnowledgeGraph) -> None:
    assert there.figures == kg.figures
    assert there.is_of_the_folder


def test_the_graph_of_others_is_not_taken_for_the_folders(
    empty: Elsewhere, kg: KnowledgeGraph, tmp_path: Path
) -> None:
    file = tmp_path / "other.nt"
    file.write_text(turtle.canonical_ntriples(kg.asserted[1:]), encoding="utf-8")
    pipeline.push(kg, empty, (file,), lambda _more: None)

    assert not GraphElsewhere(kg, empty).is_of_the_folder


def test_what_is_fetched_is_released_as_what_is_here(
    there: GraphElsewhere, kg: KnowledgeGraph, tmp_path: Path
) -> None:
    report = kg.validate()

    fetched = pipeline.build(pipeline.fetch(there), tmp_path / "there", report, tool="test", with_site=False)
    here = pipeline.build(kg, tmp_path / "here", report, tool="test", with_site=False)

    assert fetched.checksums == here.checksums


def test_a_release_of_others_is_of_what_is_there(
    empty: Elsewhere, kg: KnowledgeGraph, tmp_path: Path
) -> None:
    """One more person than the folder has, and the folder's description of the dataset: no file says who describes whom."""
    more = Triple(KG["somebody"], RDF["type"], ALG["Person"])
    file = tmp_path / "more.nt"
    file.write_text(turtle.canonical_ntriples([*kg.asserted, more]), encoding="utf-8")
    pipeline.push(kg, empty, (file,), lambda _more: None)
    there = GraphElsewhere(kg, empty)
    pipeline.reason_elsewhere(there)

    fetched = pipeline.fetch(GraphElsewhere(kg, empty))

    assert set(fetched.asserted) > {more}
    assert more in fetched.agents
    assert Triple(KG["somebody"], RDF["type"], ALG["Actor"]) in fetched.entailment.triples
    assert set(kg.agents) <= set(fetched.agents)


def test_nothing_is_published_of_another_dataset(
    empty: Elsewhere, kg: KnowledgeGraph, tmp_path: Path
) -> None:
    file = tmp_path / "other.nt"
    file.write_text("<urn:test:s> <urn:test:p> <urn:test:o> .\n")
    pipeline.push(kg, empty, (file,), lambda _more: None)

    with pytest.raises(AllegianceError) as raised:
        pipeline.fetch(GraphElsewhere(kg, empty))

    assert raised.value.code == "version-disagrees"


def test_validate(where: Elsewhere, run: Run, tmp_path: Path) -> None:
    """The folder's own shapes find nothing; others find the same there, told in the same words."""
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(SHAPES, encoding="utf-8")

    assert run("validate", where=where)[0] == 0
    for form in ("text", "json", "sarif"):
        there, here = (
            run("validate", "--shapes", shapes, "-f", form, where=place) for place in (where, None)
        )
        assert there[0] == here[0] == 1
        assert told(there[1], form) == told(here[1], form)


SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix alg: <https://w3id.org/allegiance/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:test:Person> sh:targetClass alg:Person ;
    sh:property <urn:test:Person-names> .
<urn:test:Person-names> sh:path skos:altLabel ; sh:minCount 1 ; sh:message "goes by one name only" .
<urn:test:Claim> sh:targetClass alg:Claim ;
    sh:property <urn:test:Claim-relayed> .
<urn:test:Claim-relayed> sh:path alg:relayedBy ; sh:maxCount 0 ; sh:severity sh:Warning .
"""


def told(report: str, form: str) -> object:
    """Return what a report says, but for the notes on what the other place does with literals."""
    if form == "text":
        return [line for line in report.splitlines() if not line.startswith("note: ")]
    document = json.loads(report)
    return document["findings"] if form == "json" else document["runs"][0]["results"]


def test_check(where: Elsewhere, run: Run) -> None:
    """All shapes, all checks and all expected answers."""
    code, out, err = run("check", where=where)

    assert (code, out) == (0, "")
    assert "all is well" in err
    assert "another graph" not in err


EXPLAINED = (
    ("IMU", "alg:pledgedAllegianceTo", "Abu Bakr al-Baghdadi"),
    ("IMU", "alg:pledgedAllegianceTo", "Taliban"),
    ("Islamic Movement of Uzbekistan",),
    ("kg:claim-01-relationship",),
    ("cax-sco",),
)


@pytest.mark.parametrize("words", EXPLAINED, ids=" ".join)
def test_explain(words: tuple[str, ...], where: Elsewhere, run: Run) -> None:
    assert run("explain", *words, where=where) == run("explain", *words)


def test_build(where: Elsewhere, run: Run, tmp_path: Path) -> None:
    """The release is whole; that it is the one that is made here is shown above."""
    code, _, err = run("build", "--no-site", "-o", tmp_path, where=where)

    (release,) = tmp_path.iterdir()
    assert code == 0
    assert "triples are fetched from" in err
    assert run("verify", release)[0] == 0


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.value.rpartition("/")[2])
def test_pull(layer: NamedNode, where: Elsewhere, kg: KnowledgeGraph, run: Run, tmp_path: Path) -> None:
    """What is written has the digest that `push` told of what it put there."""
    file = tmp_path / "pulled.nt"

    code, out, err = run("pull", layer.value.rpartition("/")[2], "-o", file, where=where)

    pulled = tuple(turtle.merge([file]))
    wanted = fingerprint(kg.layers[layer])
    assert (code, out) == (0, "")
    assert fingerprint(pulled) == wanted
    assert file.read_text(encoding="utf-8") == turtle.canonical_ntriples(pulled)
    assert f"{layer.value}: {wanted.count:,} triples, {wanted.digest[:16]}" in err
    assert "literals are as Oxigraph keeps them" in err


def test_push_of_files_merges_them(empty: Elsewhere, kg: KnowledgeGraph, tmp_path: Path) -> None:
    """A blank node of one file is none of another's, whatever they are called."""
    files = [tmp_path / "one.ttl", tmp_path / "two.ttl"]
    for number, file in enumerate(files):
        file.write_text(f"_:same <urn:test:p> {number} .\n")

    pipeline.push(kg, empty, files, lambda _more: None)

    triples = list(GraphElsewhere(kg, empty).store.triples(LAYERS[0]))
    assert len({triple.subject for triple in triples}) == len(triples) == 2


def test_push_of_a_broken_file_changes_nothing(
    where: Elsewhere, kg: KnowledgeGraph, run: Run, tmp_path: Path
) -> None:
    good, broken = tmp_path / "good.nt", tmp_path / "broken.nt"
    good.write_text("<urn:test:s> <urn:test:p> <urn:test:o> .\n")
    broken.write_text("<urn:test:s> <urn:test:p> .\n")

    code, _, err = run("push", good, broken, where=where)

    assert code == 2
    assert "turtle-syntax" in err
    there = GraphElsewhere(kg, where)
    assert there.missing == ()
    assert there.is_of_the_folder
