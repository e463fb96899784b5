"""Whether a release folder is what it says it is: nothing missing, cut, edited or added since it was written."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allegiance import turtle
from allegiance.errors import Place, SourceError
from allegiance.publish.release.checksums import SUMS, sums
from allegiance.publish.release.manifest import MANIFEST

_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


@dataclass(frozen=True, slots=True)
class Damage:
    """Something about a file of a release that is not as the release says, in words that go on from the path."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Integrity:
    """The outcome of checking a release: how many files and graphs were compared, and every damage, by path."""

    files: int
    graphs: int
    damages: tuple[Damage, ...]


def check_release(folder: Path) -> Integrity:
    """Compare every file with `SHA256SUMS` and `MANIFEST.json`, and every RDF file with its RDFC-1.0 hash.

    Raises `SourceError` `not-a-release` where the folder has neither list: silence would look like success.
    """
    if not (folder / SUMS).is_file() and not (folder / MANIFEST).is_file():
        raise SourceError(
            "not-a-release",
            f"the folder has neither {SUMS} nor {MANIFEST}",
            place=Place(folder),
            hint="point at a folder that `allegiance build` wrote",
        )
    listed = _listed(folder / SUMS)
    described = _described(folder / MANIFEST)
    present = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() or path.is_symlink()
    }
    digests = {name: _digest(path) for name, path in present.items() if name != SUMS}
    damages = [
        *_lists(folder, listed, described, digests),
        *(
            damage
            for name in sorted({*listed, *described, *digests})
            for damage in _file(name, listed, described, digests, present)
        ),
    ]
    sound = [name for name in described if digests.get(name) == described[name].get("sha256")]
    graphs = [name for name in sound if "rdfc10Sha256" in described[name]]
    damages += [damage for name in graphs for damage in _graph(folder / name, name, described[name])]
    return Integrity(len(digests), len(graphs), tuple(sorted(set(damages), key=lambda d: (d.path, d.reason))))


def _lists(
    folder: Path, listed: Mapping[str, str], described: Mapping[str, Any], digests: Mapping[str, str]
) -> Iterator[Damage]:
    if not listed:
        yield Damage(SUMS, "is missing, or lists nothing")
    elif (folder / SUMS).read_text("utf-8", "replace") != sums(dict(listed)):
        yield Damage(SUMS, "was edited: it has lines that no release writes")
    if MANIFEST in digests and not described:
        yield Damage(MANIFEST, "cannot be read, or lists nothing")
    if MANIFEST not in listed:
        yield Damage(SUMS, f"does not list {MANIFEST}")


def _file(
    name: str,
    listed: Mapping[str, str],
    described: Mapping[str, Any],
    digests: Mapping[str, str],
    present: Mapping[str, Path],
) -> Iterator[Damage]:
    if name not in digests:
        yield Damage(name, "is missing")
        return
    if name not in listed:
        yield Damage(name, f"is not listed in {SUMS}")
    elif digests[name] != listed[name]:
        size = described.get(name, {}).get("bytes")
        held = present[name].stat().st_size if present[name].exists() else 0
        if isinstance(size, int) and held < size:
            yield Damage(name, f"is cut: {held:,} bytes of {size:,}")
        else:
            yield Damage(name, "was edited: its SHA-256 differs")
    if name != MANIFEST and described and name not in described:
        yield Damage(name, f"is not listed in {MANIFEST}")
    elif name in described and described[name].get("sha256") != listed.get(name):
        yield Damage(name, f"has different sums in {SUMS} and {MANIFEST}")


def _graph(path: Path, name: str, told: Mapping[str, Any]) -> Iterator[Damage]:
    """Compare what a file says with the hash of its graph, which no change of syntax can keep."""
    try:
        lines = _lines(path)
    except SourceError as error:
        yield Damage(name, f"cannot be read: {error}")
        return
    if len(lines) != told.get("triples") or lines.rdfc_hash() != told["rdfc10Sha256"]:
        yield Damage(name, "says something else than its RDFC-1.0 hash")


def _lines(path: Path) -> turtle.Lines:
    try:
        return turtle.canonical_quads(turtle.streaming_quads(path))
    except SourceError:
        # Somebody else's JSON-LD may be in an order that has to be read whole; what cannot be read at all says so again.
        return turtle.canonical_quads(turtle.quads_of(path))


def _listed(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    matches = (_LINE.fullmatch(line) for line in path.read_text("utf-8", "replace").splitlines())
    return {match[2]: match[1] for match in matches if match}


def _described(path: Path) -> dict[str, dict[str, Any]]:
    if not path.is_file():
        return {}
    try:
        files = json.loads(path.read_bytes())["files"]
        return {file["path"]: file for file in files}
    except (ValueError, LookupError, TypeError):
        return {}


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError:
        return "cannot be read"
    return digest.hexdigest()
