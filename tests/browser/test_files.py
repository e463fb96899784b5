"""What can be said of a site without a browser: links, policies, escaping, bytes, size."""

from __future__ import annotations

import filecmp
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from allegiance import KnowledgeGraph, turtle
from allegiance.errors import SourceError
from allegiance.pipeline import write_site_of_files
from allegiance.terms import ALG, DCTERMS, RDF, Literal, NamedNode

ROOT = Path(__file__).parents[2]
MEGABYTE = 1_000_000
LARGEST = 12 * MEGABYTE
LOADING = {"link", "script", "img", "iframe", "object", "embed", "audio", "video", "source"}


class Elements(HTMLParser):
    """The start tags of a page, with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def pages(site: Path) -> dict[str, Elements]:
    return {
        path.relative_to(site).as_posix(): Elements(path.read_text("utf-8")) for path in site.rglob("*.html")
    }


@pytest.fixture(scope="module")
def our_pages(our_site: Path) -> dict[str, Elements]:
    return pages(our_site)


def links(elements: Elements) -> Iterator[tuple[str, str]]:
    for tag, attributes in elements.found:
        for name in ("href", "src", "action"):
            if attributes.get(name):
                yield tag, attributes[name]


def unresolved(site: Path, found: dict[str, Elements]) -> list[str]:
    ids = {path: {a["id"] for _, a in elements.found if "id" in a} for path, elements in found.items()}
    wrong = []
    for path, elements in found.items():
        for _, link in links(elements):
            address, fragment = urldefrag(link.partition("?")[0])
            if re.match(
                r"[a-z]+:|/$", link
            ):  # The 404 page, shown at any depth, leads to the host's own first page.
                continue
            target = (
                os.path.normpath(site / Path(path).parent / unquote(address)) if address else str(site / path)
            )
            relative = Path(target).relative_to(site).as_posix()
            if not Path(target).is_file() or (
                fragment and unquote(fragment) not in ids.get(relative, {fragment})
            ):
                wrong.append(f"{path}: {link}")
    return wrong


def test_every_link_resolves(our_site: Path, our_pages: dict[str, Elements]) -> None:
    assert unresolved(our_site, our_pages) == []
    assert len(our_pages) > 1000


def test_every_link_of_the_one_file_resolves(single_file: Path) -> None:
    elements = Elements(single_file.read_text("utf-8"))
    ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]

    missing = {link for _, link in links(elements) if link.startswith("#") and unquote(link[1:]) not in ids}

    assert missing == set()
    assert len(ids) == len(set(ids))
    assert all(re.match(r"#|https?:|data:", link) for _, link in links(elements))


def test_pages_load_nothing_from_elsewhere(our_pages: dict[str, Elements]) -> None:
    described = {"license", "cite-as", "alternate describedby"}
    for path, elements in our_pages.items():
        if path != "404.html":
            for tag, attributes in elements.found:
                link = attributes.get("src") or attributes.get("href") or ""
                if tag in LOADING and attributes.get("rel") not in described:
                    assert not re.match(r"(https?:)?//", link), f"{path}: {link}"


def test_every_page_forbids_what_is_not_its_own(our_pages: dict[str, Elements]) -> None:
    for path, elements in our_pages.items():
        policies = [a["content"] for tag, a in elements.found if tag == "meta" and a.get("http-equiv")]
        assert len(policies) == 1, path
        assert policies[0].startswith("default-src 'none'"), path
        assert "unsafe-eval" not in policies[0].replace("wasm-unsafe-eval", ""), path
        scripts = [a for tag, a in elements.found if tag == "script"]
        assert all(a.get("src") or a.get("type") == "application/ld+json" for a in scripts), path
        assert not any(name.startswith("on") or name == "style" for _, a in elements.found for name in a), (
            path
        )


def test_every_node_has_its_triples_beside_it(our_site: Path, kg: KnowledgeGraph) -> None:
    claims = [t.subject for t in kg.asserted if t.predicate == RDF["type"] and t.object == ALG["Claim"]]
    for claim in claims:
        assert isinstance(claim, NamedNode)
        slug = claim.value.rpartition("/")[2]
        written = {quad.triple for quad in turtle.read(our_site / "id" / f"{slug}.ttl").quads}
        assert {t for t in kg.asserted if t.subject == claim} <= written
        assert (our_site / "id" / f"{slug}.jsonld").is_file()
        assert (our_site / "id" / f"{slug}.html").is_file()


def test_turtle_and_json_ld_say_the_same(our_site: Path) -> None:
    for name in ("sit-zakir-dismissed", "islamic-state", "text"):
        texts = [turtle.read(our_site / "id" / f"{name}{suffix}") for suffix in (".ttl", ".jsonld")]
        first, second = ({quad.triple for quad in document.quads} for document in texts)
        assert first == second


def test_who_says_so_is_on_every_page_of_a_claimed_situation(our_site: Path, kg: KnowledgeGraph) -> None:
    for triple in kg.asserted:
        if (
            triple.predicate == ALG["concerns"]
            and isinstance(triple.object, NamedNode)
            and isinstance(triple.subject, NamedNode)
        ):
            situation, claim = (node.value.rpartition("/")[2] for node in (triple.object, triple.subject))
            page = (our_site / "id" / f"{situation}.html").read_text("utf-8")
            assert f"href={claim}.html>" in page


@pytest.mark.parametrize("address", ["index.html", "sources.html", "id/text.html"])
def test_the_article_can_be_cited(our_site: Path, kg: KnowledgeGraph, address: str) -> None:
    text = (our_site / address).read_text("utf-8")

    for author in ("Hekmatullah Azamy", "James Weir"):
        assert author in text
    assert ">The Diplomat</a>, 8 May 2015" in text
    said = {p: o for s, p, o in kg.asserted if s == NamedNode("https://w3id.org/allegiance/id/article")}
    assert str(getattr(said[DCTERMS["source"]], "value", None)) in text
    assert str(getattr(said[DCTERMS["title"]], "value", None)) in text


def test_attacking_labels_are_only_words(hostile_site: Path) -> None:
    for path in hostile_site.rglob("*.html"):
        elements = Elements(path.read_text("utf-8"))
        assert not any(name.startswith("on") for _, attributes in elements.found for name in attributes), path
        assert not any("javascript:" in link for _, link in links(elements)), path
        assert {tag for tag, _ in elements.found}.isdisjoint({"img", "u"}), path
    assert "{{ 7 * 7 }}" in (hostile_site / "things.html").read_text("utf-8")
    for path in hostile_site.rglob("*-data.js"):
        assert "</script" not in path.read_text("utf-8")
    assert unresolved(hostile_site, pages(hostile_site)) == []


def test_slugs_differ_where_case_is_ignored(hostile_site: Path) -> None:
    names = [path.stem.lower() for path in (hostile_site / "id").glob("*.html")]

    assert len(names) == len(set(names)) == 6
    assert not {"con", "..", ""} & set(names)


def test_the_site_is_small(our_site: Path) -> None:
    assert sum(path.stat().st_size for path in our_site.rglob("*") if path.is_file()) < LARGEST


def test_the_same_graph_gives_the_same_bytes(our_site: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "allegiance",
        "-C",
        str(ROOT),
        "-q",
        "site",
        "-o",
        str(tmp_path / "again"),
    ]
    subprocess.run(
        [*command, "--base", "https://example.org/sub/"],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )

    assert differences(filecmp.dircmp(our_site, tmp_path / "again", ignore=[])) == []


def differences(found: filecmp.dircmp[str]) -> list[str]:
    here = [*found.left_only, *found.right_only, *found.diff_files, *found.funny_files]
    return here + [name for sub in found.subdirs.values() for name in differences(sub)]


class Words(HTMLParser):
    """What a page says to people, element by element; drawings, code and the answers in question pages are the graph's."""

    _NOT_OURS = frozenset({"script", "style", "title", "svg", "pre", "code", "noscript"})

    def __init__(self, text: str, *also: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._depth, self._skipped = 0, self._NOT_OURS.union(also)
        self.feed(text)

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self._depth += tag in self._skipped

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag in self._skipped

    def handle_data(self, data: str) -> None:
        if not self._depth and re.search("[A-Za-z]", data):
            self.found.add(" ".join(data.split()))


def test_whatever_pages_say_of_themselves_can_be_said_in_dari_and_pashto(
    our_site: Path, kg: KnowledgeGraph
) -> None:
    words = json.loads(
        (ROOT / "src/allegiance/publish/templates/site/words.json").read_text(encoding="utf-8")
    )
    told = {t.object.value for layer in kg.layers.values() for t in layer if isinstance(t.object, Literal)}
    for stored in kg.catalogue:
        header = stored.header
        texts = [header.question, header.description]
        texts += [text for p in header.parameters for text in (p.label, f"{p.label}:", p.help)]
        told |= {" ".join(text.split()) for text in texts} | {stored.name.partition("/")[0].capitalize()}
    # A date, a CURIE, the names of formats and of the site; the ontology's page and the list of files are for specialists.
    same = r"(.* )?[A-Z][a-z]+ \d{4},?|\S+:\S*|Turtle|JSON-LD|SPARQL|Allegiance.*|and|And"
    missing = set()
    for path in our_site.rglob("*.html"):
        inside = path.relative_to(our_site).parts[0]
        if inside in {"ontology", "data", "404.html"}:
            continue
        for phrase in Words(path.read_text("utf-8"), *(["table"] if inside == "queries" else [])).found:
            key = re.sub(r"\d+(?:[,.]\d{3})*", "#", phrase)
            listed = all(part in words or part in told for part in key.split(", "))
            if not (key in words or listed or phrase in told or re.fullmatch(same, phrase)):
                missing.add(phrase)

    assert missing == set()
    assert {frozenset(said) for said in words.values()} == {frozenset({"fa", "ps"})}
    assert [
        key for key, said in words.items() if any(t.count("#") != key.count("#") for t in said.values())
    ] == []


def test_the_sitemap_names_every_page(our_site: Path, our_pages: dict[str, Elements]) -> None:
    addresses = re.findall(r"<loc>(.*?)</loc>", (our_site / "sitemap.xml").read_text("utf-8"))

    assert len(addresses) == len(our_pages.keys() - {"404.html"})
    assert all(address.startswith("https://example.org/sub/") for address in addresses)


def test_void_describes_the_dataset(our_site: Path, kg: KnowledgeGraph) -> None:
    document = turtle.parse(
        (our_site / ".well-known" / "void").read_bytes(), our_site / ".well-known" / "void"
    )
    numbers = [quad.object for quad in document.quads if quad.predicate.value.endswith("#triples")]

    assert [getattr(number, "value", "") for number in numbers] == [
        str(len({t for layer in kg.layers.values() for t in layer}))
    ]


def test_a_folder_with_other_things_in_it_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    (tmp_path / "data.ttl").write_text(
        "<https://example.org/a> <https://example.org/p> 1 .", encoding="utf-8"
    )

    with pytest.raises(SourceError) as refusal:
        write_site_of_files([tmp_path / "data.ttl"], tmp_path)

    assert refusal.value.code == "not-a-site"
    assert (tmp_path / "thesis.txt").read_text("utf-8") == "years of work"


def test_a_site_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    (tmp_path / "data.ttl").write_text(
        "<https://example.org/a> <https://example.org/p> <https://example.org/b> .", "utf-8"
    )
    target = tmp_path / "site"
    first = write_site_of_files([tmp_path / "data.ttl"], target)
    second = write_site_of_files([tmp_path / "data.ttl"], target)

    assert (first.files, first.size) == (second.files, second.size)


def test_long_tables_go_on_on_further_pages(tmp_path: Path) -> None:
    lines = [
        f"<https://example.org/n{n}> <https://example.org/knows> <https://example.org/hub> ."
        for n in range(450)
    ]
    lines.append("<https://example.org/hub> a <https://example.org/Hub> .")
    (tmp_path / "data.ttl").write_text("\n".join(lines), encoding="utf-8")

    site = write_site_of_files([tmp_path / "data.ttl"], tmp_path / "site").target

    rows = [
        len(re.findall(r"<tr><td>", (site / "id" / name).read_text("utf-8")))
        for name in ("hub.html", "hub~2.html", "hub~3.html")
    ]
    assert sum(rows) == 450
    assert "are left out of the drawing" in (site / "network.html").read_text("utf-8")


def test_without_the_scripts_of_others_pages_still_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("allegiance.publish.site.assets.are_complete", lambda: False)
    (tmp_path / "data.ttl").write_text(
        "<https://example.org/a> <https://example.org/p> <https://example.org/b> .", "utf-8"
    )

    site = write_site_of_files([tmp_path / "data.ttl"], tmp_path / "site")

    assert any("search" in lack for lack in site.missing)
    assert unresolved(site.target, pages(site.target)) == []
    assert not (site.target / "sparql.html").exists()


def test_files_without_rdf_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refusal:
        write_site_of_files([tmp_path], tmp_path / "site")

    assert refusal.value.code == "folder-empty"


@pytest.fixture(scope="module", autouse=True)
def _scripts_are_there() -> None:
    """Every test here is about a whole site unless it says otherwise."""
    if not (ROOT / "src/allegiance/publish/site/vendor/SHA256SUMS").is_file():
        pytest.skip("npm did not run when the package was installed")
