"""Forms take what the command takes: names in any language, classes and bounds checked, several values where a question takes many."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from allegiance import KnowledgeGraph, pipeline
from browser.conftest import Watched

PATIENCE = 60_000
PEOPLE = """\
@prefix alg: <https://w3id.org/allegiance/ontology#> .
@prefix kg: <https://example.org/folder/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
kg:witness a alg:Person ; skos:prefLabel "A witness"@en , "یک شاهد"@fa ; skos:altLabel "the press" .
kg:editor a alg:Person ; skos:prefLabel "An editor"@en ; skos:altLabel "The Press" .
kg:reporter a alg:Person ; skos:prefLabel "A reporter"@en .
kg:sit-meeting a alg:Meeting ; skos:prefLabel "Two groups meet"@en .
kg:claim-meeting a alg:Claim ; alg:claimant kg:reporter ; alg:concerns kg:sit-meeting ; alg:gloss "Says that they met." .
kg:claim-quarrel a alg:Claim ; alg:claimant kg:witness ; alg:concerns kg:sit-meeting ; alg:gloss "Says that they quarrelled." .
"""
QUESTION = """\
#+ question: Who claims what?
#+ params:
#+   who:
#+     label: Claimant
#+     class: alg:Actor
#+     many: true
PREFIX alg: <https://w3id.org/allegiance/ontology#>
SELECT ?claim ?gloss
WHERE { ?claim alg:claimant ?_who_iri ; alg:gloss ?gloss }
ORDER BY ?claim
"""


@pytest.fixture(scope="module")
def forms_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new folder with a question that takes many claimants, and with a name that is that of two of them."""
    folder = tmp_path_factory.mktemp("forms") / "folder"
    pipeline.scaffold(folder)
    (folder / "kg" / "people.ttl").write_text(PEOPLE, "utf-8")
    (folder / "queries" / "claims" / "whose.rq").write_text(QUESTION, "utf-8")
    return pipeline.write_site(KnowledgeGraph(folder), folder.parent / "site").target


@pytest.fixture
def asking(browser: Browser, forms_site: Path) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    watched = Watched(page)
    page.goto(f"{forms_site.as_uri()}/sparql.html?query=claims%2Fwhose")
    page.wait_for_function("() => document.documentElement.dataset.sparql === 'ready'", timeout=PATIENCE)
    yield page
    context.close()
    assert watched.faults == []


def ask(page: Page, *values: str) -> None:
    for number, value in enumerate(values):
        if number:
            page.click("#sparql-parameters [data-many] button")
        page.locator("#sparql-parameters input").nth(number).fill(value)
    page.click("#sparql-parameters p:last-child button")


def says(page: Page, words: str) -> None:
    page.wait_for_function(
        "(words) => document.getElementById('sparql-status').textContent.includes(words)",
        arg=words,
        timeout=PATIENCE,
    )


@pytest.mark.parametrize(
    "name", ["A witness", "a WITNESS", "یک شاهد", "kg:witness", "https://example.org/folder/witness"]
)
def test_a_name_in_any_language_is_a_value(asking: Page, name: str) -> None:
    ask(asking, name)

    asking.wait_for_selector(".yasr table tbody tr:has-text('claim-quarrel')", timeout=PATIENCE)
    assert asking.locator(".yasr table tbody tr").count() == 1


def test_a_name_of_several_is_refused_with_all_of_them(asking: Page) -> None:
    ask(asking, "The press")

    says(asking, "names several things")
    says(asking, "kg:editor, kg:witness")


@pytest.mark.parametrize(
    ("value", "advice"),
    [
        ("witness", "perhaps A witness"),
        ("Two groups meet", "is not a value"),
        ("kg:sit-meeting", "is not a value"),
    ],
)
def test_what_is_no_name_of_the_class_is_refused_with_advice(asking: Page, value: str, advice: str) -> None:
    ask(asking, value)

    says(asking, advice)


def test_several_values_are_asked_one_after_another(asking: Page) -> None:
    ask(asking, "A witness", "A reporter")

    asking.wait_for_selector(".yasr table tbody tr:nth-child(2)", timeout=PATIENCE)
    says(asking, "Asked once for each of 2 values")


def test_a_form_offers_what_fits_and_works_from_its_page(watched: Watched, forms_site: Path) -> None:
    page = watched.page
    page.goto(f"{forms_site.as_uri()}/queries/claims/whose.html")
    page.locator("input[data-suggest]").focus()
    page.wait_for_selector("input[list]")
    offered = page.evaluate("() => [...document.activeElement.list.options].map((o) => o.value)")
    page.locator("form.parameters input[list]").fill("A witness")
    page.locator("[data-many] button").click()
    page.locator("form.parameters input[name='p.who']").nth(1).fill("A reporter")
    page.locator("form.parameters > p > button").last.click()

    assert {"A reporter", "A witness", "An editor"} <= set(offered)
    assert "Two groups meet" not in offered
    page.wait_for_selector(".yasr table tbody tr:nth-child(2)", timeout=PATIENCE)


def test_a_field_for_any_node_suggests_actors_and_places(watched: Watched, our_site: Path) -> None:
    page = watched.page
    page.goto(f"{our_site.as_uri()}/queries/allegiance/as-of.html")
    field = page.locator("input[name='p.source']")
    field.focus()
    page.wait_for_function(
        "() => document.activeElement.list && document.activeElement.list.options.length > 50"
    )

    assert field.input_value() == "Hekmatullah Azamy and James Weir (the authors)"
    assert page.input_value("input[name='p.date']") == "2015-05-08"
