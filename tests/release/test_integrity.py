"""Any damage to a release is found."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegiance.errors import SourceError
from allegiance.publish import check_release


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_release_is_whole(release: Path) -> None:
    found = check_release(release)

    assert found.damages == ()
    assert found.files == len(files(release)) - 1
    assert found.graphs > len(list(release.glob("*.ttl")))


def test_sha256sum_agrees(release: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=release, capture_output=True, check=False
    )

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "damaged",
    [
        lambda whole: whole[:-1],
        lambda whole: whole[:0],
        lambda whole: bytes([whole[0] ^ 1]) + whole[1:],
        lambda whole: whole + b"\n",
    ],
    ids=["last byte cut", "emptied", "first byte edited", "line added"],
)
def test_every_file_that_is_cut_or_edited_is_found(copy: Path, damaged: Callable[[bytes], bytes]) -> None:
    sums = copy / "SHA256SUMS"
    for path in files(copy):
        if path not in {sums, copy / "MANIFEST.json"}:
            path.write_bytes(damaged(path.read_bytes()))

    found = {damage.path for damage in check_release(copy).damages}
    assert found == {path.relative_to(copy).as_posix() for path in files(copy)} - {sums.name, "MANIFEST.json"}


@pytest.mark.parametrize("name", ["SHA256SUMS", "MANIFEST.json"])
def test_damage_to_the_lists_themselves_is_found(copy: Path, name: str) -> None:
    path = copy / name
    whole = path.read_bytes()
    for damaged in (whole[:-1], whole[: len(whole) // 2], bytes([whole[0] ^ 1]) + whole[1:], whole + b"\n"):
        path.write_bytes(damaged)
        assert check_release(copy).damages != ()
    path.unlink()
    assert any(damage.path == name for damage in check_release(copy).damages)


@given(st.data())
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_happens_to_whichever_file_is_found(copy: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(files(copy)))
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    how = data.draw(st.sampled_from(["deleted", "cut", "edited", "lengthened"]))
    if how == "deleted":
        path.unlink()
    else:
        other = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
        path.write_bytes({"cut": whole[:at], "edited": other, "lengthened": whole + whole[at:]}[how])
    try:
        found = {damage.path for damage in check_release(copy).damages}
    finally:
        path.write_bytes(whole)

    lists = {"SHA256SUMS", "MANIFEST.json"}
    name = path.relative_to(copy).as_posix()
    assert found if name in lists else name in found


def test_every_file_that_is_missing_is_found(copy: Path) -> None:
    names = {path.relative_to(copy).as_posix() for path in files(copy)} - {"SHA256SUMS", "MANIFEST.json"}
    for name in names:
        (copy / name).unlink()

    assert {damage.path for damage in check_release(copy).damages} == names


def test_a_file_that_was_added_is_found(copy: Path) -> None:
    (copy / "tables" / "more.csv").write_text("id\n")

    assert {damage.path for damage in check_release(copy).damages} == {"tables/more.csv"}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("world.ttl", "Islamic State", "Another State"),
        ("full.trig", "graph:derived {", "{"),
        ("full.nt.gz", "Islamic State", "Another State"),
    ],
)
def test_a_graph_edited_with_all_its_sums_is_found_by_its_hash(
    copy: Path, name: str, old: str, new: str
) -> None:
    path = copy / name
    packed = path.suffix == ".gz"
    text = (gzip.decompress(path.read_bytes()) if packed else path.read_bytes()).decode()
    assert old in text
    edited = text.replace(old, new).encode()
    edited = gzip.compress(edited) if packed else edited
    path.write_bytes(edited)
    manifest = json.loads((copy / "MANIFEST.json").read_bytes())
    for file in manifest["files"]:
        if file["path"] == name:
            file |= {"bytes": len(edited), "sha256": hashlib.sha256(edited).hexdigest()}
    (copy / "MANIFEST.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8")
    names = [p.relative_to(copy).as_posix() for p in files(copy) if p.name != "SHA256SUMS"]
    sums = {name: hashlib.sha256((copy / name).read_bytes()).hexdigest() for name in names}
    (copy / "SHA256SUMS").write_text("".join(f"{sums[name]}  {name}\n" for name in sorted(sums)))

    assert [(damage.path, damage.reason) for damage in check_release(copy).damages] == [
        (name, "says something else than its RDFC-1.0 hash")
    ]


def test_a_folder_that_is_no_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        check_release(tmp_path)

    assert caught.value.code == "not-a-release"
