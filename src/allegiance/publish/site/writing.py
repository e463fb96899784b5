"""The whole site as files: every page, its data beside it, the scripts, the downloads."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from allegiance import turtle
from allegiance.publish.files import replace_folder
from allegiance.publish.site import assets, pages
from allegiance.publish.site.linked_data import EntityGraphs, sitemap, void
from allegiance.publish.site.material import Material, prepare
from allegiance.publish.site.searching import index_script
from allegiance.publish.site.source import SiteSource


@dataclass(frozen=True, slots=True)
class Site:
    """Where a site was written, and how large it is; `missing` says in words what the site has to do without."""

    target: Path
    files: int
    size: int
    missing: tuple[str, ...]


def write_site(source: SiteSource, target: Path, step: Callable[[str], None] = lambda _path: None) -> Site:
    """Write the site as a folder, whole or not at all; the same source gives the same bytes.

    `step` is told each path as it is written. Raises `SourceError` `cannot-write`.
    """
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
    for page in pages.every_page(material, _described(downloads)):
        addresses.append(page.path)
        yield page.path, renderer.html(page).encode()
    yield from _entity_data(material)
    for question in pages.questions(material):
        for extension, text in question.downloads.items():
            yield f"queries/{question.query.name}.{extension}", text.encode()
    yield "assets/search-data.js", index_script(pages.search_documents(material, renderer)).encode()
    yield from assets.files(material.source)
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
    """Yield the layers as Turtle, and everything as canonical N-Triples, compressed without a date."""
    for name, triples in source.layers.items():
        if triples:
            yield f"data/{name}.ttl", turtle.write(triples, source.prefixes).encode()
    everything = (triple for triples in source.layers.values() for triple in triples)
    yield "data/full.nt.gz", gzip.compress(turtle.canonical_ntriples(everything).encode(), mtime=0)


def _described(downloads: Mapping[str, bytes]) -> list[tuple[str, int, str]]:
    return [(path, len(content), hashlib.sha256(content).hexdigest()) for path, content in downloads.items()]


def _robots(base: str) -> str:
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {base}sitemap.xml\n" if base else "")
