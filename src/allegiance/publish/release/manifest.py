"""`MANIFEST.json`: every file of a release with what it must be."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from allegiance.publish.release.edition import Edition, Entry, Item, text_item

MANIFEST = "MANIFEST.json"


def manifest(edition: Edition, entries: Iterable[Entry]) -> Item:
    """Return the list of files: path, bytes, sha256, media type; for RDF the number of statements and the RDFC-1.0 hash."""
    document = {
        "name": edition.dataset.slug,
        "version": edition.dataset.version,
        "dataset": edition.dataset.iri.value,
        "files": [_file(entry) for entry in sorted(entries, key=lambda entry: entry.path)],
    }
    return text_item(
        MANIFEST, "application/json", "Every file", json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    )


def _file(entry: Entry) -> dict[str, Any]:
    told: dict[str, Any] = {
        "path": entry.path,
        "bytes": entry.size,
        "sha256": entry.sha256,
        "mediaType": entry.media_type,
    }
    if entry.rdfc_hash is not None:
        told |= {"triples": entry.statements, "rdfc10Sha256": entry.rdfc_hash}
    return told
