"""The same input gives the same bytes; whatever happens, there is the old release or the new one."""

from __future__ import annotations

import os
import random  # noqa: TID251 - the moments of a test may be random; pytest-randomly tells the seed
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from allegiance import KnowledgeGraph, pipeline, project
from allegiance.errors import RequestError, SourceError

ROOT = Path(__file__).parents[2]
FOLDERS = ("ontology", "kg", "shapes", "queries", "CITATION.cff", "CHANGELOG.md", "LICENSE-DATA")
# Builds as the command does, but of any folder, clean or not: what is tested here is the writing.
OPEN = """
import os, sys
from pathlib import Path
from allegiance import KnowledgeGraph, pipeline
from allegiance.errors import SourceError
from allegiance.publish import check_release
kg = KnowledgeGraph(Path(sys.argv[1]))
def build(tool="allegiance test", with_site=False):
    return pipeline.build(kg, Path(sys.argv[2]), pipeline.unchecked(), tool=tool, with_site=with_site)
"""
BUILD = f"{OPEN}\nbuild()"
BUILD_WITH_SITE = f"{OPEN}\nbuild(with_site=True)"
# One release after another, of two kinds in turn; each by a process of its own, which can be killed.
BUILD_ON = f"""{OPEN}
kg.entailment, kg.catalogue
while True:
    for tool in ("one", "other"):
        child = os.fork()
        if not child:
            build(tool)
            os._exit(0)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("ended", flush=True)
"""
# Sees the same files as before under a disk that ends after so many blocks more.
BUILD_ON_A_SMALL_DISK = f"""{OPEN}
try:
    build()
except SourceError as error:
    print(error.code, error.message, sep=chr(10))
release, = Path(sys.argv[2]).iterdir()
print(release.name, *check_release(release).damages, sep=chr(10))
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


def build(source: Path, target: Path, script: str = BUILD, **environment: str) -> None:
    command = [sys.executable, "-c", script, str(source), str(target)]
    subprocess.run(
        command, env={**os.environ, **environment}, check=True, cwd=source, stdout=subprocess.DEVNULL
    )


def contents(release: Path) -> dict[str, bytes]:
    return {
        p.relative_to(release).as_posix(): p.read_bytes() for p in sorted(release.rglob("*")) if p.is_file()
    }


def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    here, there = folder(tmp_path / "a"), folder(tmp_path / "elsewhere, with spaces" / "ü")
    build(here, tmp_path / "one", BUILD_WITH_SITE, PYTHONHASHSEED="1", LC_ALL="C", TZ="UTC")
    build(
        there,
        tmp_path / "two",
        BUILD_WITH_SITE,
        PYTHONHASHSEED="2",
        LC_ALL="tr_TR.UTF-8",
        TZ="Asia/Kabul",
        PYTHONUTF8="0",
    )

    (one,), (two,) = (tmp_path / "one").iterdir(), (tmp_path / "two").iterdir()
    assert one.name == two.name
    assert contents(one) == contents(two)


def test_a_build_killed_at_any_moment_leaves_the_old_release_or_the_new_one(tmp_path: Path) -> None:
    source, target = folder(tmp_path / "source"), tmp_path / "dist"
    command = [sys.executable, "-c", BUILD_ON, str(source), str(target)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        wholes = []
        for _ in range(2):
            begun = time.monotonic()
            assert running.stdout.readline().strip().isdigit()
            assert running.stdout.readline() == "ended\n"
            takes = time.monotonic() - begun
            (release,) = target.iterdir()
            wholes.append(contents(release))
        assert wholes[0] != wholes[1]
        for _ in range(8):
            child = int(running.stdout.readline())
            time.sleep(random.uniform(0, 1.1 * takes))  # noqa: S311 - no secret
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            assert running.stdout.readline() == "ended\n"
            assert contents(release) in wholes
        running.kill()

    build(source, target)
    assert list(target.iterdir()) == [release], "what killed builds left aside is gone"


@pytest.fixture
def dist(kg: KnowledgeGraph, copy: Path, tmp_path: Path) -> Path:
    """A folder of releases that holds an old one already."""
    target = tmp_path / "dist"
    target.mkdir()
    copy.rename(target / f"{kg.project.dataset.slug}-{kg.project.dataset.version}")
    return target


@pytest.mark.parametrize("largest", [10_000, 1_000_000])
def test_a_file_that_may_not_grow_is_told_and_the_old_release_stays(
    kg: KnowledgeGraph, dist: Path, largest: int
) -> None:
    (release,) = dist.iterdir()
    before = contents(release)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, limits[1]))
    try:
        with pytest.raises(SourceError) as caught:
            pipeline.build(kg, dist, pipeline.unchecked(), tool="test", with_site=False)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert caught.value.code == "cannot-write"
    assert "File too large" in caught.value.message
    assert contents(release) == before
    assert list(dist.iterdir()) == [release]


def test_a_full_disk_is_told_and_the_old_release_stays(dist: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    (release,) = dist.iterdir()
    room = sum(map(len, contents(release).values())) * 3 // 2
    mount = f'mount -t tmpfs -o size={room} none "$1" && cp -r "$2" "$1" && shift 2 && exec "$@"'
    alone = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    if subprocess.run(
        [*alone, mount, "sh", str(small), str(release), "true"], capture_output=True, check=False
    ).returncode:
        pytest.skip("nobody may mount a file system here")
    command = [sys.executable, "-c", BUILD_ON_A_SMALL_DISK, str(ROOT), str(small)]
    done = subprocess.run(
        [*alone, mount, "sh", str(small), str(release), *command], capture_output=True, check=True, text=True
    )

    assert done.stdout.splitlines() == [
        "cannot-write",
        "cannot be written: No space left on device",
        release.name,
    ]


@contextmanager
def without_rights() -> Iterator[None]:
    """Be somebody to whom the rights of files apply, as they do not to root."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def test_a_read_only_folder_is_told_and_the_old_release_stays(kg: KnowledgeGraph, copy: Path) -> None:
    # Not below pytest's own folder: others may not even enter that.
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        dist = Path(place) / "dist"
        release = shutil.copytree(copy, dist / f"{kg.project.dataset.slug}-{kg.project.dataset.version}")
        before = contents(release)
        dist.chmod(0o555)
        try:
            with without_rights(), pytest.raises(SourceError) as caught:
                pipeline.build(kg, dist, pipeline.unchecked(), tool="test", with_site=False)
        finally:
            dist.chmod(0o755)

        assert caught.value.code == "cannot-write"
        assert "Permission denied" in caught.value.message
        assert contents(release) == before
        assert list(dist.iterdir()) == [release]


def test_a_file_in_the_way_is_told(kg: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SourceError) as caught:
        pipeline.build(kg, tmp_path / "file", kg.validate(), tool="test")

    assert caught.value.code == "cannot-write"


@pytest.mark.parametrize(
    ("path", "before"),
    [
        ("kg/dataset.ttl", 'dcat:version "'),
        ("ontology/allegiance.ttl", "owl:versionIRI <https://w3id.org/allegiance/ontology/"),
        ("ontology/allegiance.ttl", 'owl:versionInfo "'),
        ("CITATION.cff", "version: "),
        ("CHANGELOG.md", "## "),
        ("pyproject.toml", 'version = "'),
    ],
)
def test_one_version_everywhere_or_no_release(tmp_path: Path, path: str, before: str) -> None:
    copy = folder(tmp_path / "copy")
    shutil.copy(ROOT / "pyproject.toml", copy)
    version = project.load(copy).dataset.version
    text = (copy / path).read_text("utf-8")
    found = text.index(f"\n{before}{version}" if path[0] in "Cp" else f"    {before}{version}")
    pipeline.agree_on_version(project.load(copy), version)
    (copy / path).write_text(text[:found] + text[found:].replace(version, "9.9.9", 1), "utf-8")

    with pytest.raises(RequestError) as caught:
        pipeline.agree_on_version(project.load(copy), version)

    assert caught.value.code == "version-disagrees"
    assert caught.value.place is not None
    assert caught.value.place.path == copy / path
    assert caught.value.place.line == text[: text.index(before, found)].count("\n") + 1
    assert "9.9.9" in caught.value.message
