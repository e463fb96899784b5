"""The wheel is whole: installed alone, it answers from the graph it carries."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_the_folder(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())

    for folder in ("ontology", "kg", "shapes", "queries"):
        ours = {
            path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.suffix in {".ttl", ".rq"}
        }
        assert ours
        assert {f"allegiance/folder/{path.as_posix()}" for path in ours} <= packed


def test_the_wheel_carries_the_scripts_of_others_as_their_hashes_say(wheel: Path) -> None:
    vendor = "allegiance/publish/site/vendor/"
    with zipfile.ZipFile(wheel) as archive:
        if f"{vendor}SHA256SUMS" not in archive.namelist():
            pytest.skip("npm did not run when the wheel was built")
        packed = {
            name.removeprefix(vendor): archive.read(name)
            for name in archive.namelist()
            if name.startswith(vendor)
        }
    lock, *files = packed.pop("SHA256SUMS").decode().splitlines()

    assert lock.split()[0] == hashlib.sha256((ROOT / "web" / "package-lock.json").read_bytes()).hexdigest()
    assert {line.split()[1]: line.split()[0] for line in files} == {
        name: hashlib.sha256(content).hexdigest() for name, content in packed.items()
    }
    for package in json.loads((ROOT / "web" / "package.json").read_text("utf-8"))["dependencies"]:
        assert f"=== {package} " in packed["licences.txt"].decode()


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text("utf-8"))

    assert not [name for name, entry in lock["packages"].items() if "resolved" in entry]
    assert all("integrity" in entry for name, entry in lock["packages"].items() if name)


def test_an_installed_wheel_answers_with_no_folder_at_hand(wheel: Path, tmp_path: Path) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    zipfile.ZipFile(wheel).extractall(site)
    command = [sys.executable, "-m", "allegiance", "query", "allegiance/as-of", "-f", "csv"]

    done = subprocess.run(
        command,
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "abu-bakr-al-baghdadi,pledged" in done.stdout
