"""The same description for search engines (schema.org), for linked-data clients (RFC 9264) and for archives (RO-Crate 1.1)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from allegiance.publish.release.edition import Edition, Entry, Item, text_item
from allegiance.publish.release.site_part import FOLDER, GROUP
from allegiance.terms import DCTERMS

_SCHEMA_ORG = "https://schema.org/"
_CRATE = "https://w3id.org/ro/crate/1.1"


def schema_org(edition: Edition, entries: Sequence[Entry]) -> Item:
    """Return the description as a schema.org Dataset; its context is written out, so that nobody has to fetch one."""
    document = {
        "@context": {"@vocab": _SCHEMA_ORG},
        "@id": edition.dataset.iri.value,
        "@type": "Dataset",
        **_described(edition),
        "isBasedOn": edition.text(DCTERMS["source"]),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": entry.title,
                "contentUrl": edition.base + entry.path,
                "encodingFormat": entry.media_type,
                "contentSize": f"{entry.size} B",
                "sha256": entry.sha256,
            }
            for entry in entries
            if entry.group in {"dump", "table"}
        ],
    }
    return _json("dataset.jsonld", "application/ld+json", "This release, for search engines", document)


def linkset(edition: Edition, entries: Sequence[Entry]) -> Item:
    """Return the FAIR Signposting links of the dataset as a JSON link set (RFC 9264 §4.2)."""
    links: dict[str, Any] = {
        "anchor": edition.dataset.iri.value,
        "cite-as": [{"href": edition.dataset.iri.value}],
        "type": [{"href": f"{_SCHEMA_ORG}Dataset"}],
        "describedby": [
            {"href": f"{edition.base}dataset.ttl", "type": "text/turtle"},
            {"href": f"{edition.base}dataset.jsonld", "type": "application/ld+json"},
        ],
        "item": [
            {"href": edition.base + entry.path, "type": entry.media_type}
            for entry in entries
            if entry.group in {"dump", "table"}
        ],
    }
    if edition.licence is not None:
        links["license"] = [{"href": edition.licence}]
    return _json("linkset.json", "application/linkset+json", "Links for machines", {"linkset": [links]})


def crate(edition: Edition, entries: Sequence[Entry]) -> Item:
    """Return the RO-Crate metadata file (1.1 §4); `datePublished` only where the release is dated, for nothing reads the clock."""
    files = [
        {
            "@id": entry.path,
            "@type": "File",
            "name": entry.title,
            "encodingFormat": entry.media_type,
            "contentSize": str(entry.size),
            "sha256": entry.sha256,
        }
        for entry in entries
        if entry.group != GROUP
    ]
    if edition.site is not None:
        files.append({"@id": FOLDER, "@type": "Dataset", "name": "The same for people, as pages"})
    root = {
        "@id": "./",
        "@type": "Dataset",
        **_described(edition),
        "hasPart": [{"@id": file["@id"]} for file in files],
    }
    if edition.licence is not None:
        root["license"] = {"@id": edition.licence}
    descriptor = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": _CRATE},
    }
    document = {"@context": f"{_CRATE}/context", "@graph": [descriptor, root, *files]}
    return _json("ro-crate-metadata.json", "application/ld+json", "This release, for archives", document)


def _described(edition: Edition) -> dict[str, Any]:
    described = {
        "name": edition.dataset.title,
        "description": edition.description,
        "identifier": edition.dataset.iri.value,
        "version": edition.dataset.version,
        "license": edition.licence,
        "datePublished": edition.issued,
    }
    return {name: value for name, value in described.items() if value is not None}


def _json(path: str, media_type: str, title: str, document: dict[str, Any]) -> Item:
    present = {name: value for name, value in document.items() if value is not None}
    return text_item(path, media_type, title, json.dumps(present, ensure_ascii=False, indent=2) + "\n")
