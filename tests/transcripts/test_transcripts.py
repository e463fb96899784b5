"""The command, as a person meets it: what it prints where, and how it exits.

A case is a folder:
  command        one line, the arguments after `allegiance`
  before         commands that are given first, one a line; each must end well
  exit           the exit code
  stdout, stderr what must appear there, line by line in this order; `<folder>` is the folder the command works on
  not-stderr     what must not appear (a traceback, say)
  cd             where it is run: `<folder>` unless said; `<elsewhere>` is a folder of somebody's who has nothing of ours
  overlay/       files laid over a copy of our own folder; a file called NAME.removed removes NAME
"""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

import pytest

from allegiance.cli import main

ROOT = Path(__file__).parents[2]
CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/command"))
OURS = ("ontology", "kg", "shapes", "queries", "tests/queries", "pyproject.toml", "CITATION.cff")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of our own folder, safe to break."""
    copy = tmp_path / "folder"
    for name in OURS:
        source, target = ROOT / name, copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    return copy


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_transcript(
    case: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_over(case / "overlay", folder)
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    away = (case / "cd").exists() and (case / "cd").read_text().strip() == "<elsewhere>"
    monkeypatch.chdir(elsewhere if away else folder)
    for line in expected(case / "before", folder):
        code, out, err = given(line, monkeypatch, capsys)
        assert code == "0", told(out, err)
    (command,) = expected(case / "command", folder)

    code, out, err = given(command, monkeypatch, capsys)

    assert code == (case / "exit").read_text().strip(), told(out, err)
    for stream, text in (("stdout", out), ("stderr", err)):
        position = 0
        for line in expected(case / stream, folder):
            found = text.find(line, position)
            assert found >= 0, f"{stream} lacks: {line}{told(out, err)}"
            position = found + len(line)
    for line in [*expected(case / "not-stderr", folder), "Traceback"]:
        assert line not in err


def given(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[str, str, str]:
    """Run one command; return its exit code and what it wrote to stdout and stderr."""
    monkeypatch.setattr(sys, "argv", ["allegiance", *shlex.split(command)])
    with pytest.raises(SystemExit) as stopped:
        main()
    printed = capsys.readouterr()
    return str(stopped.value.code), printed.out, printed.err


def told(out: str, err: str) -> str:
    return f"\n--- stdout\n{out}\n--- stderr\n{err}"


def expected(path: Path, folder: Path) -> list[str]:
    return (
        path.read_text(encoding="utf-8").replace("<folder>", str(folder)).splitlines()
        if path.exists()
        else []
    )


def lay_over(overlay: Path, folder: Path) -> None:
    for path in sorted(overlay.rglob("*")) if overlay.exists() else []:
        target = folder / path.relative_to(overlay)
        if path.is_dir():
            continue
        if path.suffix == ".removed":
            gone = target.with_suffix("")
            shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
