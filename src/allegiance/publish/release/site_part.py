"""The site as a part of a release: pages under `site/`, which lead to the release's own files instead of copies of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

from allegiance.publish.release.edition import Edition, Entry, Item
from allegiance.publish.site import Download, release_offer, site_files

FOLDER = "site/"
GROUP = "site"
_HEADINGS = {
    "table": "Tables, for a spreadsheet",
    "dump": "The graph",
    "people": "Licence, citation, history",
    "report": "What was checked",
    "diff": "What changed",
    "description": "For catalogues and machines",
}
_MEDIA_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".jsonld": "application/ld+json",
    ".rq": "application/sparql-query",
    ".svg": "image/svg+xml",
    ".ttl": "text/turtle",
    ".txt": "text/plain",
    ".xml": "application/xml",
    "": "text/turtle",
}


def site_items(edition: Edition, entries: Sequence[Entry]) -> Iterator[Item]:
    """Yield the files of the site where the edition has one; it offers the files written so far."""
    if edition.site is None:
        return
    downloads = [
        Download(f"../{entry.path}", entry.size, entry.title, heading)
        for group, heading in _HEADINGS.items()
        for entry in entries
        if entry.group == group
    ]
    for path, content in site_files(edition.site, release_offer(downloads)):
        media_type = _MEDIA_TYPES[PurePosixPath(path).suffix]
        yield Item(
            FOLDER + path, media_type, "A page of the site, or what it needs", _kept(content), group=GROUP
        )


def _kept(content: bytes) -> Callable[[], bytes]:
    return lambda: content
