"""The site in a real browser, from a file, from a server under a sub-path, and as one file."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from allegiance import KnowledgeGraph, query
from allegiance.publish import answer_text
from allegiance.query.lexical import PATTERNS, lexical_form
from allegiance.store import Graph, Rows
from allegiance.terms import XSD, Literal
from browser.conftest import SCREENSHOTS, Watched

ROOT = Path(__file__).parents[2]
VALUES = [
    json.loads(line)
    for line in (ROOT / "tests" / "injection" / "values.jsonl").read_text("utf-8").splitlines()
]
REPRESENTATIVE = (
    "index.html",
    "organisations.html",
    "events.html",
    "id/islamic-state.html",
    "id/sit-zakir-dismissed.html",
    "id/claim-01-bind.html",
    "timeline.html",
    "network.html",
    "contested.html",
    "as-of.html",
    "queries/allegiance/as-of.html",
    "ontology/index.html",
    "search.html",
    "sparql.html",
)
PICTURED = (*REPRESENTATIVE, "id/abdul-qayum-zakir.html", "scenarios.html", "claims.html", "data/index.html")
# When a page that draws itself has done so.
READY = {
    "network.html": "() => window.allegianceGraph",
    "search.html": "() => window.allegianceDocuments",
    "sparql.html": "() => document.documentElement.dataset.sparql === 'ready'",
}
WIDTHS = (360, 820, 1440)
PATIENCE = 60_000


def open_page(page: Page, home: str, address: str) -> None:
    page.goto(home + address)
    page.wait_for_load_state()


@pytest.mark.parametrize("address", REPRESENTATIVE)
def test_pages_open_without_errors(watched: Watched, home: str, address: str) -> None:
    open_page(watched.page, home, address)

    assert watched.page.locator("h1:visible").count() == 1
    if address in READY:
        watched.page.wait_for_function(READY[address], timeout=PATIENCE)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("ISIS", "Islamic State"),
        ("دولت اسلامی", "Islamic State"),
        ("اسلامي دولت", "Islamic State"),
        ("zakr", "Abdul Qayum Zakir"),
    ],
)
def test_search_finds_by_alias_spelling_and_other_languages(
    watched: Watched, home: str, words: str, title: str
) -> None:
    open_page(watched.page, home, "search.html")
    watched.page.fill("#search-words", words)

    first = watched.page.locator("#search-results a", has_text=title).first
    first.click()

    assert title in watched.page.locator("h1:visible").inner_text()


def test_what_the_search_finds_has_its_voices_and_its_status(watched: Watched, home: str) -> None:
    page = watched.page
    open_page(page, home, "search.html")
    page.fill("#search-words", "khadim")
    page.wait_for_function(READY["search.html"])

    found = page.locator("#search-results li", has_text=" claim").all_inner_texts()
    told = page.locator("#search-results li", has_text="asserts")
    bare = page.evaluate(
        """() => window.allegianceDocuments
          .filter(({ address }) => address.startsWith("id/claim-")).filter(({ voices, statuses }) => !voices || !statuses.length)"""
    )

    assert found
    assert told.count() == told.locator("b[class^=s-]").locator("xpath=..").count() > 0
    assert bare == []


def test_conditions_that_are_met_say_so(watched: Watched, home: str) -> None:
    open_page(watched.page, home, "scenarios.html")

    row = watched.page.locator(".scenario:visible tr", has_text="peace process").first

    assert "narrator" in row.locator("td").first.locator("b[class^=s-]").first.inner_text()


def test_every_stored_query_has_its_rows_in_the_page(watched: Watched, home: str, kg: KnowledgeGraph) -> None:
    page = watched.page
    open_page(page, home, "sparql.html")
    page.wait_for_function(READY["sparql.html"], timeout=PATIENCE)
    asked = set()
    for case in query.cases(ROOT / "tests" / "queries", kg.catalogue):
        expected = query.ask(kg.store, case.query, case.parameters, kg.prefixes)
        assert not isinstance(expected.result, Graph), f"{case.query.name}: compare graphs here too"
        found = page.evaluate(
            """async ([name, given]) => {
              const { ask, joined, queries, vocabulary } = window.allegianceSparql;
              const empty = Object.fromEntries(queries[name].parameters.map((p) => [p.name, ""]));
              const defaults = Object.fromEntries(queries[name].parameters.filter((p) => p.fallback !== "").map((p) => [p.name, p.fallback]));
              const texts = window.allegianceBinding.bind(queries[name], { ...empty, ...defaults, ...given }, vocabulary);
              return joined(await Promise.all(texts.map((text) => ask(text))));
            }""",
            [case.query.name, dict(case.parameters)],
        )
        assert bindings(found) == bindings(answer_text(expected.result, "json", kg.prefixes)), case.query.name
        asked.add(case.query.name)
    assert asked == {stored.name for stored in kg.catalogue}


def bindings(answer: str) -> object:
    """Return the rows of SPARQL results in JSON, strings with and without their datatype alike, as RDF 1.1 has it."""
    document = json.loads(answer)
    if "boolean" in document:
        return document["boolean"]
    for row in document["results"]["bindings"]:
        for term in row.values():
            if term.get("datatype") == XSD["string"].value:
                del term["datatype"]
    return [sorted(row.items(), key=str) for row in document["results"]["bindings"]]


def test_the_query_is_in_sight_when_the_page_opens(watched: Watched, home: str) -> None:
    open_page(watched.page, home, "sparql.html")
    watched.page.wait_for_function(READY["sparql.html"], timeout=PATIENCE)

    assert "SELECT" in watched.page.locator(".yasqe .CodeMirror-code").inner_text().split("LIMIT")[0]
    assert watched.page.locator(".yasqe .CodeMirror-code", has_text="LIMIT 20").is_visible()


def test_a_query_that_takes_too_long_is_stopped(watched: Watched, our_site: Path) -> None:
    page = watched.page
    open_page(page, f"{our_site.as_uri()}/", "sparql.html")
    page.wait_for_function(READY["sparql.html"], timeout=PATIENCE)
    endless = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"

    outcome = page.evaluate(
        "(text) => window.allegianceSparql.ask(text, 1).then(() => 'answered', (error) => error.message)",
        endless,
    )
    after = page.evaluate(
        "() => window.allegianceSparql.ask('ASK { ?s ?p ?o }').then((found) => found.answer)"
    )

    assert outcome == "stopped after 1 seconds"
    assert json.loads(after)["boolean"] is True


def test_hostile_values_are_refused_or_bound_as_they_are(watched: Watched, our_site: Path) -> None:
    page = watched.page
    open_page(page, f"{our_site.as_uri()}/", "sparql.html")
    page.wait_for_function(READY["sparql.html"], timeout=PATIENCE)

    breaches = page.evaluate(
        """async ([kinds, values]) => {
          const { ask, vocabulary } = window.allegianceSparql;
          const found = [];
          for (const [kind, value] of kinds.flatMap((kind) => values.map((value) => [kind, value]))) {
            const parameter = { name: "v", label: "v", type: kind, values: [], value: "", pattern: "", minimum: "", maximum: "" };
            let term;
            try { term = window.allegianceBinding.term(parameter, value, vocabulary); } catch { continue; }
            try {
              const rows = JSON.parse((await ask(`SELECT (${term} AS ?echo) WHERE {}`)).answer).results.bindings;
              const whole = kind === "string" || kind === "@en";
              const same = rows.length === 1 && Object.keys(rows[0]).length === 1 && (!whole || rows[0].echo.value === value);
              if (!same) found.push([value, term, JSON.stringify(rows)]);
            } catch (error) { found.push([value, term, error.message]); }
          }
          return found;
        }""",
        [
            ["iri", "string", "@en", "integer", "decimal", "double", "boolean", "date", "dateTime", "anyURI"],
            VALUES,
        ],
    )

    assert breaches == []


def test_forms_take_the_values_that_the_command_takes(watched: Watched, our_site: Path) -> None:
    page = watched.page
    open_page(page, f"{our_site.as_uri()}/", "sparql.html")
    page.wait_for_function(READY["sparql.html"], timeout=PATIENCE)
    tried = [value.strip() for value in VALUES]
    tried += [
        "1",
        "-1.50",
        ".5",
        "1e3",
        "-INF",
        "NaN",
        "inf",
        "true",
        "True",
        "2015-05-08",
        "2015-02-29",
        "2016-02-29",
    ]
    tried += [
        "2015-05-08T24:00:00Z",
        "2015-05-08T00:00:00Z",
        "2015-05-08T00:00:00+04:30",
        "10000-01-01",
        "urn:a:b",
        "a:<",
    ]

    taken = page.evaluate(
        """([kinds, values]) => kinds.flatMap((kind) => values.filter((value) => {
          const parameter = { name: "v", label: "v", type: kind, values: [], value: "", pattern: "", minimum: "", maximum: "" };
          try { window.allegianceBinding.term(parameter, value, window.allegianceSparql.vocabulary); return true; } catch { return false; }
        }).map((value) => [kind, value]))""",
        [list(PATTERNS), tried],
    )

    assert {tuple(pair) for pair in taken} == {
        (kind, value) for kind in PATTERNS for value in tried if lexical_form(kind, value) is not None
    }


def test_forms_bind_what_was_typed(watched: Watched, home: str) -> None:
    page = watched.page
    open_page(page, home, "queries/allegiance/as-of.html")
    page.locator("input[name='p.source']:visible").fill('kg:authors> } ; DROP ALL #"')
    page.locator("form.parameters:visible button").click()

    page.wait_for_function(
        "() => /is not a value for/.test(document.getElementById('sparql-status').textContent)",
        timeout=PATIENCE,
    )
    page.fill("#value-source", "kg:authors")
    page.click("#sparql-parameters button")
    page.wait_for_selector(".yasr table tbody tr", timeout=PATIENCE)

    assert page.locator(".yasr table tbody tr").count() >= 3


def test_the_slider_and_the_statuses_change_the_network(watched: Watched, home: str) -> None:
    page = watched.page
    open_page(page, home, "network.html")
    page.wait_for_function("() => window.allegianceGraph")
    shown = (
        "() => window.allegianceGraph.edges().filter((edge) => edge.style('display') === 'element').length"
    )
    at_the_end = page.evaluate(shown)

    page.locator("#network-time").press("Home")
    at_the_start = page.evaluate(shown)
    page.locator("#network-time").press("End")
    page.check("#network-statuses input[value=notActual]")
    with_scenarios = page.evaluate(shown)

    assert 0 < at_the_start < at_the_end < with_scenarios


def test_every_line_of_the_network_is_in_its_legend(watched: Watched, home: str) -> None:
    page = watched.page
    open_page(page, home, "network.html")
    page.wait_for_function("() => window.allegianceGraph")

    drawn = page.evaluate(
        "() => [...new Set(window.allegianceGraph.edges().map((edge) => edge.data('sort')))]"
    )
    shapes = page.evaluate(
        "() => window.allegianceGraph.edges().map((edge) => [edge.data('sort'), edge.style('target-arrow-shape') + edge.style('target-arrow-fill')])"
    )
    explained = page.evaluate(
        "() => [...document.querySelectorAll('.legend [marker-mid]')].map((line) => line.getAttribute('marker-mid'))"
    )

    assert sorted(explained) == sorted(f"url(#mark-{sort})" for sort in drawn)
    assert {"pledge", "hostility", "membership"} <= set(drawn)
    assert len({tuple(pair) for pair in shapes}) == len(drawn) == len({mark for _, mark in shapes})


def test_as_of_another_day_has_other_verdicts(watched: Watched, home: str) -> None:
    page = watched.page
    open_page(page, home, "as-of.html")
    verdicts = "() => [...document.querySelectorAll('.as-of .verdict')].map((node) => node.textContent)"
    at_publication = page.evaluate(verdicts)

    page.fill("#as-of-day", page.input_value("#as-of-day"))
    again = page.evaluate(verdicts)
    page.fill("#as-of-day", "2014-09-20")
    earlier = page.evaluate(verdicts)
    page.fill("#as-of-day", "2020-01-01")

    assert again == at_publication
    assert {"pledged", "possibly pledged", "former", "last known", "no record"} <= {*earlier, *at_publication}
    assert earlier != at_publication
    assert "after the source was published" in page.inner_text("#as-of-warning")


def test_as_of_a_day_says_what_the_stored_queries_say(
    watched: Watched, our_site: Path, kg: KnowledgeGraph
) -> None:
    page = watched.page
    open_page(page, f"{our_site.as_uri()}/", "as-of.html")
    for day, name in product(
        ("2014-03-01", "2014-09-20", "2014-10-22", "2015-02-09", "2015-03-10", "2015-05-08", "2016-01-01"),
        ("allegiance/as-of", "persons/roles-on-date"),
    ):
        page.fill("#as-of-day", day)
        shown = page.evaluate(
            """(name) => [...document.querySelectorAll(`table[data-query="${name}"] .verdict`)].map((node) => node.textContent)""",
            name,
        )
        result = query.ask(kg.store, kg.catalogue.find(name), {"date": day}, kg.prefixes).result

        assert isinstance(result, Rows)
        place = result.variables.index("verdict")
        told = sorted(term.value for row in result.rows if isinstance(term := row[place], Literal))
        assert sorted(words for words in shown if words not in {"no record", "no longer"}) == told, (
            day,
            name,
        )


def test_names_and_direction_follow_the_language(watched: Watched, home: str) -> None:
    page = watched.page
    open_page(page, home, "id/islamic-state.html")
    page.check("input[value=fa]", force=True)

    page.wait_for_function(
        "() => document.querySelector('h1[data-slug=islamic-state]').textContent === 'دولت اسلامی'"
    )
    assert page.evaluate("() => getComputedStyle(document.body).direction") == "rtl"
    page.check("input[value=en]", force=True)
    page.wait_for_function(
        "() => document.querySelector('h1[data-slug=islamic-state]').textContent === 'Islamic State'"
    )
    assert page.evaluate("() => getComputedStyle(document.body).direction") == "ltr"


def test_attacking_labels_do_nothing(watched: Watched, hostile_site: Path) -> None:
    page = watched.page
    for path in sorted(hostile_site.rglob("*.html")):
        page.goto(path.as_uri())
        page.wait_for_load_state()
        if path.name == "search.html":
            page.fill("#search-words", "script")
        assert page.evaluate("() => window.attacked") is None, path


def test_pages_can_be_read_without_scripts(browser: Browser, our_site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for address, content in (
        ("timeline.html", "svg.timeline .bar rect"),
        ("network.html", "svg.network rect"),
        ("id/sit-zakir-dismissed.html", "table.testimonies a"),
        ("queries/allegiance/as-of.html", "main table td"),
        ("as-of.html", ".as-of .verdict"),
    ):
        open_page(page, f"{our_site.as_uri()}/", address)
        assert page.locator(content).first.is_visible(), address
    context.close()


@pytest.mark.parametrize(
    ("address", "scheme"),
    [*product(REPRESENTATIVE, ["light"]), *product(["index.html", "contested.html"], ["dark"])],
)
def test_axe_finds_no_serious_issue(browser: Browser, our_site: Path, address: str, scheme: str) -> None:
    context = browser.new_context(bypass_csp=True, color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    open_page(page, f"{our_site.as_uri()}/", address)
    if address in READY:
        page.wait_for_function(READY[address], timeout=PATIENCE)
    # YASGUI's own controls are its makers' to mend.
    found = Axe().run(page, context={"exclude": [[".yasgui"]]})

    serious = [
        f"{violation['id']}: {violation['nodes'][0]['html'][:200]} ({len(violation['nodes'])})"
        for violation in found.response["violations"]
        if violation["impact"] in {"serious", "critical"}
    ]
    context.close()
    assert serious == []


@pytest.mark.parametrize(
    ("width", "scheme", "language"),
    [*product(WIDTHS, ["light", "dark"], ["en"]), (360, "light", "fa"), (1440, "light", "ps")],
)
def test_pages_fit_and_have_their_pictures_taken(
    browser: Browser, our_site: Path, width: int, scheme: str, language: str
) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    open_page(page, f"{our_site.as_uri()}/", "index.html")
    page.check(f"input[value={language}]", force=True)
    for address in PICTURED:
        open_page(page, f"{our_site.as_uri()}/", address)
        if address in READY:
            page.wait_for_function(READY[address], timeout=PATIENCE)
        name = f"{address.removesuffix('.html').replace('/', '-')}-{width}-{scheme}-{language}.png"
        page.screenshot(path=SCREENSHOTS / name)
        overflow = page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, address
    context.close()
