"""The whole site as files: every page, its data beside it, the scripts, the downloads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from allegiance.errors import Place, SourceError
from allegiance.publish.files import replace_folder, write_file
from allegiance.publish.site import assets, pages, searching, single_file, views
from allegiance.publish.site.downloads import Offer, own_offer
from allegiance.publish.site.linked_data import EntityGraphs, sitemap, void
from allegiance.publish.site.material import Material, prepare
from allegiance.publish.site.source import SiteSource

# What every site of ours has.
_MARK = "assets/site.js"


@dataclass(frozen=True, slots=True)
class Site:
    """Where a site was written, and how large it is; `missing` says in words what the site has to do without."""

    target: Path
    files: int
    size: int
    missing: tuple[str, ...]


def write_site(source: SiteSource, target: Path, step: Callable[[str], None] = lambda _path: None) -> Site:
    """Write the site as a folder, whole or not at all; the same source gives the same bytes.

    `step` is told each path as it is written. Raises `SourceError`: `cannot-write`, and `not-a-site` for a folder with other
    things in it, which would be lost.
    """
    _refuse_to_replace(target)
    files = size = 0
    with replace_folder(target) as aside:
        for path, content in site_files(source, own_offer(source)):
            step(path)
            file = aside / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            files, size = files + 1, size + len(content)
    return Site(target, files, size, missing(source))


def write_single_file(
    source: SiteSource, target: Path, step: Callable[[str], None] = lambda _path: None
) -> Site:
    """Write the site as one HTML document; otherwise as `write_site`."""
    text = single_file.document(prepare(source), own_offer(source), step)
    write_file(target, text)
    return Site(target, 1, len(text.encode()), missing(replace(source, base=str(target))))


def _refuse_to_replace(target: Path) -> None:
    if target.is_file() or (target.is_dir() and any(target.iterdir()) and not (target / _MARK).is_file()):
        raise SourceError(
            "not-a-site",
            "this is no site of ours, and would be replaced",
            place=Place(target),
            hint="name a new folder, or one that a site was written to before",
        )


def missing(source: SiteSource) -> tuple[str, ...]:
    """Say in words what the site of a source has to do without."""
    lacks = []
    if not assets.are_complete():
        lacks.append(
            "search, SPARQL page and moving network: the JavaScript packages were not there when allegiance was installed"
        )
    if source.questions and not source.by_day:
        lacks.append(
            "as-of.html: the folder has no stored query about a day, or too many days on which its answer may change"
        )
    if not source.base:
        lacks.append(
            "sitemap.xml: its addresses must be whole, and nobody said where the site will stand (--base URL, or dcat:landingPage)"
        )
    return tuple(lacks)


def site_files(source: SiteSource, offer: Offer) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of every file of a site that offers certain files."""
    material = prepare(source)
    yield from offer.own
    renderer = pages.renderer(material, offer)
    addresses = []
    asked = list(pages.questions(material))
    network = views.network_of(material)
    for page in pages.every_page(material, offer, asked, network):
        addresses.append(page.path)
        yield page.path, renderer.html(page).encode()
    yield from _entity_data(material)
    for question in asked:
        yield f"queries/{question.query.name}.rq", question.query.text.encode()
        if question.drawing:
            yield f"queries/{question.query.name}.svg", question.drawing.encode()
    if assets.are_complete():
        found = pages.search_documents(material, renderer, asked)
        yield "assets/search-data.js", searching.script(found).encode()
    yield from assets.files(material, asked, network)
    # A server shows this page at any depth, so that it needs nothing beside it.
    yield "404.html", renderer.whole("404.html", {}).encode()
    yield ".well-known/void", void(source, offer, pages.examples(material)).encode()
    yield "robots.txt", _robots(source.base).encode()
    if source.base:
        yield "sitemap.xml", sitemap(source.base, sorted(addresses)).encode()


def _entity_data(material: Material) -> Iterator[tuple[str, bytes]]:
    graphs = EntityGraphs(material.graph, material.sections, material.source.prefixes)
    for node, slug in material.sections.slugs.items():
        for extension, text in graphs.texts(node).items():
            yield f"id/{slug}.{extension}", text.encode()


def _robots(base: str) -> str:
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {base}sitemap.xml\n" if base else "")
