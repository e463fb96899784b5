from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from allegiance import pipeline, publish, turtle
from allegiance.diff import Changes, Grade, compare
from allegiance.errors import RequestError
from allegiance.pipeline import Side
from allegiance.terms import PREFIXES, Triple

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in {**PREFIXES, "k": "http://k/"}.items())


def graph(body: str) -> tuple[Triple, ...]:
    return tuple(quad.triple for quad in turtle.quads((HEAD + body).encode(), Path("x.ttl")))


def changed(old: str, new: str) -> Changes:
    return compare(graph(old), graph(new))


def told(old: str, new: str) -> list[str]:
    prefixes = {**PREFIXES, "k": "http://k/"}
    comparison = pipeline.compare(Side("old", graph(old), prefixes), Side("new", graph(new), prefixes))
    return [sentence for one in comparison.told for sentence in one.sentences]


NAMED = 'k:s skos:prefLabel "A pledges to B"@en . k:x a alg:Organisation ; skos:prefLabel "X"@en . alg:Claim skos:prefLabel "claim"@en .'


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        (
            "",
            "k:c a alg:Claim ; alg:claimant k:x ; alg:concerns k:s .",
            ['1 claim added about "A pledges to B", by X'],
        ),
        ("k:c a alg:Claim ; alg:concerns k:s .", "", ['1 claim removed about "A pledges to B"']),
        (
            'k:s alg:edtf "2014-04" ; alg:notBefore "2014-04-01" .',
            'k:s alg:edtf "2014-05" ; alg:notBefore "2014-05-01" .',
            ['window of "A pledges to B" moved from in April 2014 to in May 2014'],
        ),
        (
            "k:t alg:assesses k:s ; alg:status alg:attributedOnly .",
            "k:t alg:assesses k:s ; alg:status alg:contested .",
            ['status of "A pledges to B" now alg:contested (was alg:attributedOnly)'],
        ),
        (
            "k:x alg:kind k:one .",
            "k:x alg:kind k:two .",
            ["alg:kind of X changed from k:one to k:two"],
        ),
        (
            "k:x alg:pledgedAllegianceTo k:y, k:z .",
            "k:x alg:pledgedAllegianceTo k:y, k:x .",
            ["now stated: X alg:pledgedAllegianceTo X", "no longer stated: X alg:pledgedAllegianceTo k:z"],
        ),
        (
            "",
            "k:a alg:kind k:one . k:b a alg:Claim . k:c alg:assesses k:s ; alg:status alg:contested . k:x alg:pledgedAllegianceTo k:y .",
            [
                "now stated: X alg:pledgedAllegianceTo k:y",
                'status of "A pledges to B" now alg:contested',
                "1 claim added",
                "1 node added",
            ],
        ),
        (
            "",
            "k:c a alg:Claim ; alg:claimant k:x ; alg:concerns k:s ; alg:stance alg:denies .",
            ['1 claim added about "A pledges to B", by X; stance: alg:denies'],
        ),
        ("", 'k:x skos:altLabel "Ex" ; alg:madeAcceptedPledge k:s .', ['other name of X added: "Ex"']),
        ("", "k:x alg:kind k:one .", ["alg:kind of X added: k:one"]),
        ("k:x alg:kind k:one .", "", ["alg:kind of X removed: k:one"]),
    ],
)
def test_changes_are_told_in_words(old: str, new: str, sentences: list[str]) -> None:
    assert told(NAMED + old, NAMED + new) == sentences


def test_a_new_name_is_told() -> None:
    assert told('k:x skos:prefLabel "X"@en .', 'k:x skos:prefLabel "Y"@en .') == ['renamed from "X" to "Y"']


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("k:a k:p [ k:q 1 ; k:r [ k:s 2 ] ] .", "k:a k:p [ k:r [ k:s 2 ] ; k:q 1 ] ."),
        ("k:a k:p (1 2 3) .", "k:a k:p (1 2 3) ."),
        ("_:x k:p _:y . _:y k:p _:x .", "_:m k:p _:n . _:n k:p _:m ."),
        ("k:a k:p [], [] .", "k:a k:p [] ."),
    ],
)
def test_blank_nodes_are_compared_by_structure(old: str, new: str) -> None:
    assert not changed(old, new)


def test_a_change_inside_a_blank_node_counts_with_what_holds_it() -> None:
    changes = changed("k:a k:p [ k:q [ k:r 1 ] ] .", "k:a k:p [ k:q [ k:r 2 ] ] .")

    assert [str(change.entity) for change in changes.entities] == ["<http://k/a>"]


@pytest.mark.parametrize(
    ("old", "new", "grade"),
    [
        ("k:C a owl:Class .", "", Grade.MAJOR),
        ("", "k:C a owl:Class ; rdfs:subClassOf k:D .", Grade.MINOR),
        ("k:C a owl:Class .", "k:C a owl:Class ; rdfs:subClassOf k:D .", Grade.MAJOR),
        ("k:C a owl:Class .", "k:C a owl:Class ; owl:deprecated true .", Grade.MINOR),
        ('k:C a owl:Class ; rdfs:label "c" .', 'k:C a owl:Class ; rdfs:label "d" .', Grade.PATCH),
        (
            "k:C a owl:Class .",
            "k:C a owl:Class . [] a owl:AllDisjointClasses ; owl:members (k:C) .",
            Grade.MAJOR,
        ),
        (
            "[] a owl:AllDisjointClasses ; owl:members (k:C k:D) .",
            "[] a owl:AllDisjointClasses ; owl:members (k:C) .",
            Grade.MAJOR,
        ),
        ("k:c a skos:Concept .", "k:c a skos:Concept . k:d a skos:Concept .", Grade.MINOR),
    ],
)
def test_the_ontology_is_graded_by_meaning(old: str, new: str, grade: Grade) -> None:
    found = changed(old, new).ontology

    assert found is not None
    assert found.grade == grade


def test_data_alone_has_no_grade() -> None:
    assert changed("k:a k:p 1 .", "k:a k:p 2 .").ontology is None


@pytest.mark.parametrize("form", publish.CHANGES_FORMATS)
def test_every_format_tells_every_change(form: str) -> None:
    old, new = (
        Side("old", graph(NAMED), PREFIXES),
        Side("new", graph(f"{NAMED} k:x alg:kind k:one ."), PREFIXES),
    )

    text = publish.changes_text(pipeline.compare(old, new), form)

    assert "X" in text
    assert "http://k/one" in text


def test_json_and_turtle_hold_the_statements() -> None:
    comparison = pipeline.compare(
        Side("old", graph("k:a k:p 1 ."), {}), Side("new", graph("k:a k:p 2 ."), {})
    )

    (entity,) = json.loads(publish.changes_text(comparison, "json"))["entities"]
    statements = turtle.quads(publish.changes_text(comparison, "ttl").encode(), Path("x.ttl"))

    assert entity["added"] == [str(graph("k:a k:p 2 .")[0])]
    assert entity["removed"] == [str(graph("k:a k:p 1 .")[0])]
    assert len({quad.subject for quad in statements if "#object" in str(quad.predicate)}) == 2


def test_a_git_revision_is_a_side(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True)

    file = tmp_path / "sub" / "a.ttl"
    file.parent.mkdir()
    git("init")
    file.write_text("<http://k/a> <http://k/p> 1 .")
    git("add", ".")
    git("commit", "-m", "one")
    file.write_text("<http://k/a> <http://k/p> 2 .")

    old, new = pipeline.side("HEAD", file.parent), pipeline.side(str(file.parent), file.parent)

    assert (pipeline.compare(old, new).changes.added, pipeline.compare(old, new).changes.removed) == (1, 1)


@pytest.mark.parametrize("name", ["no-such-thing", "--output=x", "HEAD:"])
def test_a_name_that_stands_for_nothing_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(RequestError) as caught:
        pipeline.side(name, tmp_path)

    assert caught.value.code == "nothing-to-compare"
