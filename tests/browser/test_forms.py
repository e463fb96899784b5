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
kg:witness a alg:Actor ; skos:prefLabel "A witness"@en , "یک شاهد"@fa ; skos:altLabel "the press" .
kg:editor a alg:Actor ; skos:prefLabel "An editor"@en ; skos:altLabel "The Press" .
kg:claim-quarrel a alg:Claim ; alg:claimant kg:witness ; alg:concerns kg:sit-meeting ; alg:gloss "Says that they quarrelled." .
"""


@pytest.fixture(scope="module")
def forms_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new folder, whose one question takes many claimants, and where one name is that of two of them."""
    folder = tmp_path_factory.mktemp("forms") / "folder"
    pipeline.scaffold(folder)
    claims, question = folder / "kg" / "claims.ttl", folder / "queries" / "claims" / "by-claimant.rq"
    claims.write_text(claims.read_text("utf-8") + PEOPLE, "utf-8")
    header = question.read_text("utf-8")
    narrowed = "#+     label: Claimant\n#+     class: alg:Actor\n#+     many: true\n"
    question.write_text(header.replace("#+     label: Claimant\n", narrowed), "utf-8")
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
    page.goto(f"{forms_site.as_uri()}/queries/claims/by-claimant.html")
    offered = page.evaluate(
        "() => [...document.querySelector('input[list]').list.options].map((o) => o.value)"
    )
    page.locator("form.parameters input[list]").fill("A witness")
    page.locator("[data-many] button").click()
    page.locator("form.parameters input[name='p.who']").nth(1).fill("A reporter")
    page.locator("form.parameters > p > button").last.click()

    assert offered == ["A reporter", "A witness", "An editor"]
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
