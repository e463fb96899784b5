"""What the search knows: one small document for each page, with every name in every language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from allegiance.publish.site.packing import compact, packed_script


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


def script(documents: Iterable[SearchDocument]) -> str:
    """Return the script that holds the documents for the search, packed."""
    rows = [
        [d.address, d.title, " · ".join(d.aliases), d.kind, d.text, d.voices, d.statuses] for d in documents
    ]
    return packed_script({"documents": compact(rows).encode()})
