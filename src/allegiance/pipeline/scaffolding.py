"""A new folder to begin with: small, whole, and clean under `check`.

Its words, rules, shapes and questions are copies of those that came with the package; its graph, about invented people, is in
`starter/`. A stored query is copied where the starter has an expected answer to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from allegiance import project, publish
from allegiance.errors import Place, RequestError

_STARTER = Path(__file__).parent / "starter"
# What the starter's files say where a folder says its own name and the IRI that its nodes begin with.
_BASE, _NAME = "https://example.org/starter/", '"starter"'


def scaffold(folder: Path, base: str | None = None) -> tuple[Path, ...]:
    """Write a folder about an invented report, with a stated and a contested pledge; return the files in their order.

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
    files = {
        **{name: path.read_text("utf-8") for name, path in _copied()},
        **{
            name: path.read_text("utf-8").replace(_BASE, own).replace(_NAME, f'"{slug}"')
            for name, path in _files(_STARTER, "")
        },
    }
    for name, text in sorted(files.items()):
        publish.write_file(folder / name, text)
    return tuple(folder / name for name in sorted(files))


def _copied() -> Iterator[tuple[Path, Path]]:
    """Yield the files of the bundled folder that a new one begins with, each after its path there."""
    ours = project.bundled()
    for part in ("ontology", "shapes", "queries/rules", "queries/checks"):
        yield from _files(ours, part)
    for case in sorted((_STARTER / "tests" / "queries").rglob("*.tsv")):
        name = Path("queries") / case.parent.relative_to(_STARTER / "tests" / "queries").with_suffix(".rq")
        if (ours / name).is_file():
            yield name, ours / name


def _files(root: Path, part: str) -> Iterator[tuple[Path, Path]]:
    for path in sorted((root / part).rglob("*")):
        if path.is_file():
            yield path.relative_to(root), path
