"""Forms take what the command takes: names in any language, classes and bounds checked, several values where a question takes many."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from allegiance import KnowledgeGraph, pipeline
from browser.conftest import Watched

PATIENCE = 60_000
PEOPLE = """
@prefix alg: <https://w3id.org/allegiance/ontology#> .
@prefix kg: <https://example.org/folder/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
kg:reporter a alg:Person ; skos:prefLabel "A reporter"@en .
kg:witness a alg:Person ; skos:prefLabel "A witness"@en , "یک شاهد"@fa ; skos:altLabel "the press" .
kg:editor a alg:Person ; skos:prefLabel "An editor"@en ; skos:altLabel "The Press" .
kg:claim-02-quarrel a alg:Claim ; alg:claimant kg:witness ; alg:concerns kg:sit-mill-guild-pledge ; alg:anchoredAt kg:passage-211-303 ;
  alg:stance alg:asserts ; alg:certainty alg:unstated ; alg:modality alg:actual ; alg:gloss "Says that they quarrelled." .
kg:claim-02-report a alg:Claim ; alg:claimant kg:reporter ; alg:concerns kg:sit-mill-guild-pledge ; alg:anchoredAt kg:passage-211-303 ;
  alg:stance alg:asserts ; alg:certainty alg:unstated ; alg:modality alg:actual ; alg:gloss "Says that they made peace." .
"""


@pytest.fixture(scope="module")
def forms_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new folder, whose one question takes many claimants, and where one name is that of two of them."""
    folder = tmp_path_factory.mktemp("forms") / "folder"
    pipeline.scaffold(folder)
    (folder / "kg" / "claims" / "03-people.ttl").write_text(PEOPLE, "utf-8")
    question = folder / "queries" / "claims" / "by-claimant.rq"
    one = "#+     class: alg:Actor\n"
    question.write_text(question.read_text("utf-8").replace(one, f"{one}#+     many: true\n"), "utf-8")
    return pipeline.write_site(KnowledgeGraph(folder), folder.parent / "site").target


@pytest.fixture
def asking(browser: Browser, forms_site: Path) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    watched = Watched(page)
    page.goto(f"{forms_site.as_uri()}/sparql.html?query=claims%2Fby-claimant")
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

    asking.wait_for_selector(".yasr table tbody tr:has-text('claim-02-quarrel')", timeout=PATIENCE)
    assert asking.locator(".yasr table tbody tr").count() == 1


def test_a_name_of_several_is_refused_with_all_of_them(asking: Page) -> None:
    ask(asking, "The press")

    says(asking, "names several things")
    says(asking, "kg:editor, kg:witness")


@pytest.mark.parametrize(
    ("value", "advice"),
    [
        ("witness", "perhaps A witness"),
        ("The Mill Guild pledges allegiance to Queen Ysra", "is not a value"),
        ("kg:sit-mill-guild-pledge", "is not a value"),
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
    page.goto(f"{forms_site.as_uri()}/queries/claims/by-claimant.html")
    offered = page.evaluate(
        "() => [...document.querySelector('input[list]').list.options].map((o) => o.value)"
    )
    page.locator("form.parameters input[list]").fill("A witness")
    page.locator("[data-many] button").click()
    page.locator("form.parameters input[name='p.claimant']").nth(1).fill("A reporter")
    page.locator("form.parameters > p > button").last.click()

    assert {"A reporter", "A witness", "An editor"} <= set(offered)
    assert not [name for name in offered if "pledge" in name]
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
