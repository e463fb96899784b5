"""A folder as it was at a git revision."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from allegiance.errors import EngineError


def is_revision(folder: Path, name: str) -> bool:
    """Say whether git knows a commit by that name in the repository of the folder."""
    if shutil.which("git") is None or name.startswith("-"):
        return False
    return (
        _git(folder, "rev-parse", "--quiet", "--verify", "--end-of-options", f"{name}^{{commit}}").returncode
        == 0
    )


def is_unchanged(folder: Path, name: str, part: str) -> bool:
    """Say whether a part of the folder has the files that it had at a revision, as they were."""
    compared = _git(folder, "diff", "--quiet", name, "--", part)
    added = _git(folder, "ls-files", "--others", "--exclude-standard", "--", part)
    return compared.returncode == 0 and not added.stdout


@contextmanager
def checked_out(folder: Path, name: str) -> Iterator[Path]:
    """Yield a folder with the files that the given one had at a revision; raises `EngineError` `git-failed`."""
    done = _git(folder, "archive", "--format=tar", name, ".")
    if done.returncode:
        raise EngineError(
            "git-failed",
            f"git could not give the folder at {name}: {done.stderr.decode('utf-8', 'replace').strip()}",
            hint="the folder may not have existed then",
        )
    with tempfile.TemporaryDirectory(prefix="allegiance-") as aside:
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            archive.extractall(aside, filter="data")
        yield Path(aside)


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)  # noqa: S603, S607 - our own words, git from the path
