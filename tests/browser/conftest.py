"""Sites, built once; a static server under a sub-path; Chromium, driven by Playwright."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from allegiance import KnowledgeGraph
from allegiance.pipeline import write_site, write_site_of_files

SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
# A label that attacks wherever it is put, and addresses that are none.
HOSTILE = """\
@prefix alg: <https://w3id.org/allegiance/ontology#> .
@prefix ex: <https://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
ex:a a ex:Thing ;
    skos:prefLabel "</script><script>window.attacked = 1</script><img src=x onerror='window.attacked = 2'>"@en ;
    skos:prefLabel "</script><b onmouseover=alert(1)>\\u0628"@fa ;
    skos:altLabel "\\" onfocus=window.attacked=3 autofocus x=\\"" ;
    rdfs:seeAlso <javascript:window.attacked=4> ;
    ex:knows ex:b .
ex:b a ex:Thing ;
    skos:prefLabel "]]> --> <!-- {{ 7 * 7 }} {% raw %}"@en ;
    ex:knows ex:a , <https://example.org/..%2F..%2Fetc%2Fpasswd> , <https://example.org/CON> .
<https://example.org/..%2F..%2Fetc%2Fpasswd> a ex:Thing ; skos:prefLabel "up"@en .
<https://example.org/CON> a ex:Thing ; skos:prefLabel "device"@en .
<https://example.org/con> a ex:Thing ; skos:prefLabel "device in small letters"@en .
ex:situation a alg:Situation ; skos:prefLabel "<svg onload=window.attacked=5>"@en ; alg:edtf "<u>2014" .
"""


@pytest.fixture(scope="session")
def our_site(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(kg, tmp_path_factory.mktemp("ours") / "site", base="https://example.org/sub/").target


@pytest.fixture(scope="session")
def single_file(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(kg, tmp_path_factory.mktemp("single") / "site.html", single_file=True).target


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "hostile.ttl").write_text(HOSTILE, encoding="utf-8")
    return write_site_of_files([folder / "hostile.ttl"], folder / "site").target


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def served(our_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of our site on a static server, two folders deep."""
    root = tmp_path_factory.mktemp("served")
    (root / "some").mkdir()
    (root / "some" / "where").symlink_to(our_site)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/some/where/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("no Chromium is installed: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


class Watched:
    """A page, with everything that it should not have done: errors on its console, requests to elsewhere."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("console", lambda message: self._note(message.type in {"error", "warning"}, message.text))
        page.on("pageerror", lambda error: self._note(condition=True, fault=str(error)))
        page.on("request", lambda request: self._note(not _is_ours(request.url), f"asks {request.url}"))
        page.on(
            "response",
            lambda response: self._note(
                response.status not in {0, 200, 304}, f"{response.status} {response.url}"
            ),
        )

    def _note(self, condition: bool, fault: str) -> None:
        if condition:
            self.faults.append(fault)


def _is_ours(url: str) -> bool:
    return url.startswith(("file:", "data:", "blob:", "http://127.0.0.1:"))


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    watched = Watched(context.new_page())
    yield watched
    context.close()
    assert watched.faults == []


@pytest.fixture(params=["file", "server", "single file"])
def home(request: pytest.FixtureRequest) -> str:
    """The address under which a page of our site is found, from each kind of place."""
    if request.param == "server":
        served: str = request.getfixturevalue("served")
        return served
    if request.param == "file":
        folder: Path = request.getfixturevalue("our_site")
        return f"{folder.as_uri()}/"
    single: Path = request.getfixturevalue("single_file")
    return f"{single.as_uri()}#"
