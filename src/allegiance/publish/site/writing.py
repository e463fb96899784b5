"""The whole site as files: every page, its data beside it, the scripts, the downloads."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from allegiance import turtle
from allegiance.errors import Place, SourceError
from allegiance.publish.files import replace_folder, write_file
from allegiance.publish.site import assets, pages, searching, single_file, views
from allegiance.publish.site.linked_data import EntityGraphs, sitemap, void
from allegiance.publish.site.material import Material, prepare
from allegiance.publish.site.packing import value_script
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
    material = prepare(source)
    files = size = 0
    with replace_folder(target) as aside:
        for path, content in _files(material):
            step(path)
            file = aside / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            files, size = files + 1, size + len(content)
    return Site(target, files, size, tuple(_missing(source)))


def write_single_file(
    source: SiteSource, target: Path, step: Callable[[str], None] = lambda _path: None
) -> Site:
    """Write the site as one HTML document; otherwise as `write_site`."""
    material = prepare(source)
    contents = dict(_downloads(source))
    text = single_file.document(material, _described(contents), contents, step)
    write_file(target, text)
    return Site(
        target, 1, len(text.encode()), tuple(lack for lack in _missing(source) if "sitemap" not in lack)
    )


def _refuse_to_replace(target: Path) -> None:
    if target.is_file() or (target.is_dir() and any(target.iterdir()) and not (target / _MARK).is_file()):
        raise SourceError(
            "not-a-site",
            "this is no site of ours, and would be replaced",
            place=Place(target),
            hint="name a new folder, or one that a site was written to before",
        )


def _missing(source: SiteSource) -> Iterator[str]:
    if not assets.are_complete():
        yield "search, SPARQL page and moving network: the JavaScript packages were not there when allegiance was installed"
    if not source.base:
        yield "sitemap.xml: the address of the site is not known (--base URL)"


def _files(material: Material) -> Iterator[tuple[str, bytes]]:
    downloads = dict(_downloads(material.source))
    yield from downloads.items()
    renderer = pages.renderer(material, _described(downloads))
    addresses = []
    asked = list(pages.questions(material))
    network = views.network_of(material)
    for page in pages.every_page(material, _described(downloads), asked, network):
        addresses.append(page.path)
        yield page.path, renderer.html(page).encode()
    yield from _entity_data(material)
    for question in asked:
        yield f"queries/{question.query.name}.rq", question.query.text.encode()
        if question.drawing:
            yield f"queries/{question.query.name}.svg", question.drawing.encode()
    if assets.are_complete():
        found = searching.rows(pages.search_documents(material, renderer))
        yield "assets/search-data.js", value_script("allegianceDocuments", found).encode()
    yield from assets.files(material, asked, network)
    yield ".well-known/void", void(material.source, downloads, pages.examples(material)).encode()
    yield "robots.txt", _robots(material.source.base).encode()
    if material.source.base:
        yield "sitemap.xml", sitemap(material.source.base, sorted(addresses)).encode()


def _entity_data(material: Material) -> Iterator[tuple[str, bytes]]:
    graphs = EntityGraphs(material.graph, material.sections, material.source.prefixes)
    for node, slug in material.sections.slugs.items():
        for extension, text in graphs.texts(node).items():
            yield f"id/{slug}.{extension}", text.encode()


def _downloads(source: SiteSource) -> Iterator[tuple[str, bytes]]:
    """Yield the layers as Turtle and everything as canonical N-Triples, compressed without a date."""
    for name, triples in source.layers.items():
        if triples:
            yield (
                f"data/{name}.ttl.gz",
                gzip.compress(turtle.write(triples, source.prefixes).encode(), mtime=0),
            )
    everything = (triple for triples in source.layers.values() for triple in triples)
    yield "data/full.nt.gz", gzip.compress(turtle.canonical_ntriples(everything).encode(), mtime=0)


def _described(downloads: Mapping[str, bytes]) -> list[tuple[str, int, str]]:
    return [(path, len(content), hashlib.sha256(content).hexdigest()) for path, content in downloads.items()]


def _robots(base: str) -> str:
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {base}sitemap.xml\n" if base else "")
