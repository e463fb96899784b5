"""Every IRI of a release leads to a file of the release that tells about it, for people and for machines."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from allegiance import turtle
from allegiance.terms import NamedNode
from apache import Rewriting

ROOT = "https://w3id.org/allegiance/"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def iris(whole_release: Path) -> list[str]:
    """Every IRI of ours that a graph of the release speaks of."""
    files = [
        *whole_release.glob("*.ttl"),
        *whole_release.glob("shapes/*.ttl"),
        *whole_release.glob("ontology/*.ttl"),
    ]
    terms = {term for path in files for quad in turtle.quads_of(path) for term in quad.triple}
    found = {term.value for term in terms if isinstance(term, NamedNode) and term.value.startswith(ROOT)}
    assert {iri.removeprefix(ROOT).split("/")[0].split("#")[0] for iri in found} == {
        "concept", "graph", "id", "ontology", "shape"
    }  # fmt: skip
    return sorted(found)


@pytest.fixture(scope="module")
def rules(whole_release: Path) -> Rewriting:
    return Rewriting.of((whole_release / "w3id" / ".htaccess").read_text("utf-8"))


def led(rules: Rewriting, iri: str, accept: str, release: Path) -> tuple[Path, str]:
    """Return the file of the release, and the fragment, that an IRI leads to."""
    asked, _, own = iri.partition("#")
    target = rules.redirect(asked.removeprefix(ROOT), accept)
    assert target is not None, f"{iri} leads nowhere"
    address, _, fragment = target.partition("#")
    assert f"/{release.name}/" in address, f"{iri} leads out of the release, to {target}"
    # A browser keeps the fragment of what was asked for where the answer has none (RFC 9110 §10.2.2).
    return release / address.partition(f"/{release.name}/")[2], fragment or own


def test_every_iri_leads_people_to_a_file(rules: Rewriting, iris: list[str], whole_release: Path) -> None:
    @cache
    def anchors(page: Path) -> set[str]:
        return set(re.findall(r'\bid="?([^" >]+)', page.read_text("utf-8")))

    for iri in iris:
        page, fragment = led(rules, iri, BROWSER, whole_release)
        assert page.is_file(), f"{iri} leads to {page}, which is no file"
        if fragment and page.suffix == ".html" and "/dataset/" not in iri:
            assert fragment in anchors(page), f"{iri} leads to {page}, which has no place of that name"


@pytest.mark.parametrize(("accept", "suffix"), [("text/turtle", ".ttl"), ("application/ld+json", ".jsonld")])
def test_every_iri_of_the_data_leads_machines_to_what_is_said_of_it(
    rules: Rewriting, iris: list[str], whole_release: Path, accept: str, suffix: str
) -> None:
    @cache
    def described(path: Path) -> set[str]:
        return {quad.subject.value for quad in turtle.quads_of(path) if isinstance(quad.subject, NamedNode)}

    known = described(whole_release / "full.ttl")
    asked = [iri for iri in iris if iri in known and (suffix == ".ttl" or iri.startswith(f"{ROOT}id/"))]
    assert len(asked) > 1000
    for iri in asked:
        path, _ = led(rules, iri, accept, whole_release)
        assert path.suffix == suffix
        assert iri in described(path), f"{iri} leads to {path}, which does not speak of it"


def test_shapes_and_graphs_lead_to_the_files_that_hold_them(
    rules: Rewriting, iris: list[str], whole_release: Path
) -> None:
    for iri in iris:
        if iri.startswith(f"{ROOT}shape/"):
            path, _ = led(rules, iri, "text/turtle", whole_release)
            assert any(quad.subject == NamedNode(iri) for quad in turtle.quads_of(path))
    assert led(rules, f"{ROOT}graph/derived", "*/*", whole_release)[0] == whole_release / "derived.ttl"


def test_earlier_releases_keep_their_addresses(rules: Rewriting) -> None:
    address = f"{rules.redirect('id/dataset/0.0.9/full.nt.gz', '*/*')}"

    assert address.endswith("/allegiance-0.0.9/full.nt.gz")
    assert f"{rules.redirect('ontology/0.0.9', 'text/turtle')}".endswith(
        "/allegiance-0.0.9/ontology/allegiance.ttl"
    )


def test_what_is_not_ours_leads_nowhere(rules: Rewriting) -> None:
    assert rules.redirect("ontologies", "text/turtle") is None
    assert rules.redirect("", BROWSER) is None
