"""Triples in words: no reader should need to know RDF."""

from __future__ import annotations

import pytest

from allegiance import explain
from allegiance.labels import Labels
from allegiance.publish.explanations.statements import statement
from allegiance.publish.explanations.words import withheld_lines
from allegiance.terms import ALG, OWL, RDF, RDFS, SKOS, Literal, NamedNode, Namespace, Triple

EX = Namespace("https://example.org/")
NAMES = {
    EX["imu"]: "IMU",
    EX["shift"]: "The IMU shifts its allegiance.",
    ALG["Actor"]: "actor",
    ALG["Person"]: "person",
    ALG["pledger"]: "pledger",
    ALG["pledgee"]: "pledgee",
    ALG["pledgedAllegianceTo"]: "pledged allegiance to",
}
LABELS = Labels(Triple(node, SKOS["prefLabel"], Literal(name)) for node, name in NAMES.items())


@pytest.mark.parametrize(
    ("subject", "predicate", "object_", "words"),
    [
        (EX["imu"], RDF["type"], ALG["Actor"], "“IMU” is an actor"),
        (ALG["Person"], RDFS["subClassOf"], ALG["Actor"], "every person is an actor"),
        (ALG["pledger"], RDFS["range"], ALG["Actor"], "what “pledger” points to is an actor"),
        (ALG["pledger"], RDF["type"], OWL["SymmetricProperty"], "“pledger” holds both ways"),
        (EX["imu"], ALG["pledgedAllegianceTo"], EX["imu"], "IMU pledged allegiance to IMU"),
        (EX["shift"], ALG["pledger"], EX["imu"], "The IMU shifts its allegiance — pledger: IMU"),
    ],
)
def test_a_triple_in_words(subject: NamedNode, predicate: NamedNode, object_: NamedNode, words: str) -> None:
    assert statement(Triple(subject, predicate, object_), LABELS) == words


def test_a_list_is_told_by_its_members() -> None:
    chain = Triple(ALG["pledgedAllegianceTo"], OWL["propertyChainAxiom"], EX["cell"])

    told = statement(chain, LABELS, [ALG["pledger"], ALG["pledgee"]])

    assert told == "“pledged allegiance to” follows from “pledger”, “pledgee” in a row"


def said(claimant: NamedNode, polarity: int) -> explain.Testimony:
    return explain.Testimony(
        claim=EX["claim"],
        claimant=claimant,
        stance=ALG["asserts"],
        polarity=polarity,
        certainty=ALG["unstated"],
        modality=ALG["actual"],
        gloss="It is so.",
        relayed_by=None,
        passages=(explain.Passage(1, 2, None),),
    )


@pytest.mark.parametrize(
    ("status", "polarities", "words"),
    [
        ("attributedOnly", (1,), "is only claimed, by IMU [alg:attributedOnly]"),
        ("contested", (1, -1), "is claimed by IMU and opposed by person [alg:contested]"),
        ("rejectedOnly", (-1,), "is only opposed, by IMU [alg:rejectedOnly]"),
        ("notActual", (0,), "only as something supposed, foreseen, wished or left open [alg:notActual]"),
    ],
)
def test_why_something_described_is_no_fact(status: str, polarities: tuple[int, ...], words: str) -> None:
    told = tuple(said(who, sign) for who, sign in zip([EX["imu"], ALG["Person"]], polarities, strict=False))

    first, *rest = withheld_lines([explain.Withheld(EX["shift"], (ALG[status],), told)], LABELS)

    assert first.endswith(f"is described, but {words}")
    assert len(rest) == len(told)
