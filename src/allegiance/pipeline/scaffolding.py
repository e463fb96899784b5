"""A new folder to begin with: small, whole, and clean under `check`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from allegiance import publish
from allegiance.errors import Place, RequestError

_STARTER = Path(__file__).parent / "starter"
# What the starter's files say where a folder says its own name and the IRI that its nodes begin with.
_BASE, _NAME = "https://example.org/starter/", '"starter"'


def scaffold(folder: Path, base: str | None = None) -> tuple[Path, ...]:
    """Write a folder with one claim, one shape, one question and its answer; return the files in their order.

    `base` is the IRI that the folder's nodes begin with. Raises `RequestError`: `folder-not-empty`, or `bad-base` for what is no
    http(s) IRI that ends in `/` or `#`.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RequestError(
            "folder-not-empty",
            "there is something here already",
            place=Place(folder),
            hint="name a folder that does not exist yet",
        )
    slug = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "starter"
    own = base or f"https://example.org/{slug}/"
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+[/#]", own):
        raise RequestError("bad-base", f"{own} cannot begin IRIs", hint="give http(s)://…/ or http(s)://…#")
    written = []
    for source in _files():
        text = source.read_text("utf-8").replace(_BASE, own).replace(_NAME, f'"{slug}"')
        target = folder / source.relative_to(_STARTER)
        publish.write_file(target, text)
        written.append(target)
    return tuple(written)


def _files() -> Iterator[Path]:
    yield from (path for path in sorted(_STARTER.rglob("*")) if path.is_file())
