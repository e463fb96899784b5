"""The same input gives the same bytes; whatever happens, there is the old release or the new one."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from allegiance import KnowledgeGraph, pipeline
from allegiance.errors import RequestError, SourceError
from allegiance.publish import check_release

ROOT = Path(__file__).parents[2]
FOLDERS = ("ontology", "kg", "shapes", "queries", "CITATION.cff", "CHANGELOG.md", "LICENSE-DATA")
# Builds as the command does, but of any folder, clean or not: what is tested here is the writing.
BUILD = """
import sys
from pathlib import Path
from allegiance import KnowledgeGraph, pipeline
from allegiance.validate import Report
kg = KnowledgeGraph(Path(sys.argv[1]))
empty = Report((), (), 0, "none")
print("ready", flush=True)
while True:
    pipeline.build(kg, Path(sys.argv[2]), empty, tool="allegiance test")
    if len(sys.argv) < 4:
        break
"""


def folder(at: Path) -> Path:
    at.mkdir(parents=True)
    for name in FOLDERS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, at / name)
        else:
            shutil.copy(source, at / name)
    return at


def build(source: Path, target: Path, **environment: str) -> None:
    command = [sys.executable, "-c", BUILD, str(source), str(target)]
    subprocess.run(
        command, env={**os.environ, **environment}, check=True, cwd=source, stdout=subprocess.DEVNULL
    )


def contents(release: Path) -> dict[str, bytes]:
    return {
        p.relative_to(release).as_posix(): p.read_bytes() for p in sorted(release.rglob("*")) if p.is_file()
    }


def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    here, there = folder(tmp_path / "a"), folder(tmp_path / "elsewhere, with spaces" / "ü")
    build(here, tmp_path / "one", PYTHONHASHSEED="1", LC_ALL="C", TZ="UTC")
    build(there, tmp_path / "two", PYTHONHASHSEED="2", LC_ALL="tr_TR.UTF-8", TZ="Asia/Kabul", PYTHONUTF8="0")

    (one,), (two,) = (tmp_path / "one").iterdir(), (tmp_path / "two").iterdir()
    assert one.name == two.name
    assert contents(one) == contents(two)


def test_a_killed_build_leaves_the_old_release_or_the_new_one(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "dist"
    pipeline.scaffold(source)
    build(source, target)
    (release,) = target.iterdir()
    command = [sys.executable, "-c", BUILD, str(source), str(target), "forever"]
    for moment in range(6):
        with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
            assert running.stdout is not None
            assert running.stdout.readline() == b"ready\n"
            time.sleep(0.7 + moment * 0.31)
            running.send_signal(signal.SIGKILL)
        assert check_release(release).damages == ()

    build(source, target)
    assert list(target.iterdir()) == [release], "what killed builds left aside is gone"


def test_a_full_disk_is_told_and_nothing_is_lost(
    kg: KnowledgeGraph, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = copy.parent
    release = copy.rename(target / f"{kg.project.dataset.slug}-{kg.project.dataset.version}")
    before = contents(release)

    def full(_file: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "chmod", lambda path, _mode: full(path))
    with pytest.raises(SourceError) as caught:
        pipeline.build(kg, target, kg.validate(), tool="test")

    assert caught.value.code == "cannot-write"
    assert "No space left" in caught.value.message
    assert contents(release) == before
    assert list(target.iterdir()) == [release]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_told(kg: KnowledgeGraph, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(SourceError) as caught:
            pipeline.build(kg, tmp_path, kg.validate(), tool="test")
    finally:
        tmp_path.chmod(0o755)

    assert caught.value.code == "cannot-write"


def test_a_file_in_the_way_is_told(kg: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SourceError) as caught:
        pipeline.build(kg, tmp_path / "file", kg.validate(), tool="test")

    assert caught.value.code == "cannot-write"


def test_another_version_is_refused(kg: KnowledgeGraph) -> None:
    pipeline.agree_on_version(kg, kg.project.dataset.version)
    with pytest.raises(RequestError) as caught:
        pipeline.agree_on_version(kg, "9.9.9")

    assert caught.value.code == "version-disagrees"
