"""Style sheets and scripts: our own, and those that npm brought when the package was built."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from allegiance.publish.site.source import SiteSource

_OWN = Path(__file__).parent.parent / "templates" / "site" / "assets"
_BROUGHT = Path(__file__).parent / "vendor"


@cache
def are_complete() -> bool:
    """Say whether the scripts of others are there, without which pages can be read but not searched or queried."""
    return (_BROUGHT / "SHA256SUMS").is_file()


def files(source: SiteSource) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of every style sheet and script that the pages of a site name."""
    for path in sorted(_OWN.iterdir()):
        yield f"assets/{path.name}", path.read_bytes()
