"""What the search knows: one small document for each page, with every name in every language."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One page to be found: its address, title, other names, kind in words, and more text.

    What is claimed never stands alone: `voices` say who says so, and how; `statuses` are what follows, by key and word.
    """

    address: str
    title: str
    aliases: tuple[str, ...]
    kind: str
    text: str
    voices: str = ""
    statuses: tuple[tuple[str, str], ...] = ()


def rows(documents: Iterable[SearchDocument]) -> list[list[object]]:
    """Return the documents as the search reads them."""
    return [
        [d.address, d.title, " · ".join(d.aliases), d.kind, d.text, d.voices, d.statuses] for d in documents
    ]


def script_value(value: object) -> str:
    """Return a value as JavaScript that may stand inside a page as well as in a file of its own."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
