"""What the W3C's OWL 2 test cases say of their own profiles, read from ../shared/suites/owl2/all.rdf.

Of every case whose RDF/XML is given whole, the suite says whether it is in OWL 2 DL, and if so whether it is in EL, QL and RL. A case on
which we differ stands in owl-profiles-known.tsv with its reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from _pytest.mark.structures import ParameterSet

from allegiance import turtle
from allegiance.errors import SourceError
from allegiance.reason import Profile, profile_violations
from allegiance.terms import OWL, RDF, Literal, NamedNode, Namespace, Object, Triple

SUITE = Path(__file__).parents[3] / "shared" / "suites" / "owl2" / "all.rdf"
KNOWN = Path(__file__).with_name("owl-profiles-known.tsv")
TEST = Namespace("http://www.w3.org/2007/OWL/testOntology#")
TEXTS = [TEST[f"rdfXml{part}Ontology"] for part in ("Premise", "Conclusion", "NonConclusion", "Input")]
PROFILES: tuple[Profile, ...] = ("OWL 2 DL", "OWL 2 RL", "OWL 2 EL", "OWL 2 QL")
Facts = dict[Object, dict[NamedNode, list[Object]]]


class Case(NamedTuple):
    id: str
    profile: Profile
    is_in: bool
    ontologies: tuple[tuple[Triple, ...], ...]


@cache
def cases() -> tuple[Case, ...]:
    if not SUITE.exists():
        return ()
    facts = suite()
    denied = {
        (of[OWL["sourceIndividual"]][0], of[OWL["targetIndividual"]][0])
        for of in facts.values()
        if OWL["NegativePropertyAssertion"] in of.get(RDF["type"], ())
    }
    return tuple(
        case
        for node, of in facts.items()
        if TEST["species"] in of and TEST["importedOntology"] not in of
        for case in cases_of(node, of, denied)
    )


def suite() -> Facts:
    head, end, rest = SUITE.read_text(encoding="utf-8").partition("]>")
    data = (head.replace("'", '"') + end + rest).encode()  # the reader wants entities in double quotes
    facts: Facts = defaultdict(lambda: defaultdict(list))
    for subject, predicate, object_, *_ in turtle.quads(data, SUITE):
        facts[subject][predicate].append(object_)
    return facts


def cases_of(
    node: Object, of: dict[NamedNode, list[Object]], denied: set[tuple[Object, Object]]
) -> Iterator[Case]:
    identifier = of[TEST["identifier"]][0]
    texts = [text.value for name in TEXTS for text in of.get(name, ()) if isinstance(text, Literal)]
    try:
        ontologies = tuple(
            tuple(quad.triple for quad in turtle.quads(text.encode(), Path("case.rdf"))) for text in texts
        )
    except SourceError:
        return
    assert isinstance(identifier, Literal)
    is_dl = TEST["DL"] in of[TEST["species"]]
    for profile in PROFILES if is_dl else PROFILES[:1]:
        name = TEST[profile[-2:]]
        is_in = is_dl if profile == "OWL 2 DL" else name in of.get(TEST["profile"], ())
        if ontologies and is_in != ((node, name) in denied):
            yield Case(identifier.value, profile, is_in, ontologies)


def known() -> dict[tuple[str, str], str]:
    lines = KNOWN.read_text(encoding="utf-8").splitlines()[1:]
    return {(case, profile): reason for case, profile, reason in (line.split("\t") for line in lines)}


def parameters() -> Iterator[ParameterSet]:
    reasons = known()
    for case in cases():
        reason = reasons.get((case.id, case.profile))
        marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
        yield pytest.param(case, id=f"{case.id}-{case.profile[-2:]}", marks=marks)


def is_found_in(case: Case) -> bool:
    asked = {"OWL 2 DL", case.profile}
    return not any(profile_violations(triples, asked) for triples in case.ontologies)


@pytest.mark.skipif(not SUITE.exists(), reason=f"the suite is not at {SUITE}")
@pytest.mark.parametrize("case", list(parameters()))
def test_a_stated_membership(case: Case) -> None:
    assert is_found_in(case) == case.is_in


@pytest.mark.skipif(not SUITE.exists(), reason=f"the suite is not at {SUITE}")
def test_each_known_difference_is_a_case() -> None:
    assert set(known()) <= {(case.id, case.profile) for case in cases()}
