"""The files that a site offers: its own copy of the graph where it stands alone, or those of the release that it is a part of."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from allegiance import turtle
from allegiance.publish.release.checksums import SUMS, sums
from allegiance.publish.site.source import SiteSource

_LAYERS = {
    "asserted": "What the authors of the graph wrote",
    "derived": "What the derivation rules add",
    "entailed": "What OWL 2 RL adds to assertions and derivations",
}


@dataclass(frozen=True, slots=True)
class Download:
    """A file to be had: its path from the root of the site, its size in bytes, what it is, and the heading that it stands under."""

    path: str
    size: int
    title: str
    heading: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Files to be had; `own` are those that the site itself carries, with their content, and `sums` the path of their SHA-256."""

    downloads: tuple[Download, ...]
    own: tuple[tuple[str, bytes], ...]
    sums: str


def own_offer(source: SiteSource) -> Offer:
    """Return the layers as Turtle and everything as canonical N-Triples, compressed without a date."""
    found = list(_layers(source))
    checksums = sums(
        {path.removeprefix("data/"): hashlib.sha256(file).hexdigest() for path, file, _ in found}
    )
    return Offer(
        tuple(Download(path, len(content), title, "The graph") for path, content, title in found),
        (*((path, content) for path, content, _ in found), (f"data/{SUMS}", checksums.encode())),
        f"data/{SUMS}",
    )


def release_offer(downloads: Iterable[Download]) -> Offer:
    """Return the files of the release in whose folder the site stands."""
    return Offer(tuple(downloads), (), f"../{SUMS}")


def _layers(source: SiteSource) -> Iterator[tuple[str, bytes, str]]:
    for name, triples in source.layers.items():
        if triples:
            text = turtle.write(triples, source.prefixes)
            yield f"data/{name}.ttl.gz", gzip.compress(text.encode(), mtime=0), _LAYERS.get(name, name)
    everything = (triple for triples in source.layers.values() for triple in triples)
    lines = turtle.canonical_ntriples(everything)
    yield "data/full.nt.gz", gzip.compress(lines.encode(), mtime=0), "Everything, as canonical N-Triples"
