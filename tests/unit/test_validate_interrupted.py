"""An interruption keeps what was found, and nothing takes the partial report for a whole one."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from allegiance.cli import main
from allegiance.cli.console import Session
from allegiance.publish import REPORT_FORMATS, report_text
from allegiance.terms import SH, Quad
from allegiance.validate import Engine, Interrupted, Report, validate
from unit.validating import EX, read

DATA = read(":a a :Thing . :b a :Other .")
SHAPES = read(
    ":First sh:targetClass :Thing ; sh:nodeKind sh:Literal . :Second sh:targetClass :Other ; sh:nodeKind sh:IRI ."
)


def interrupted(before: int, engine: Engine = "compiled") -> Report:
    def press(done: int, of: int) -> None:
        assert of == 2
        if done == before:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as stopped:
        validate(DATA, SHAPES, engine, None, press)
    return stopped.value.report


def test_what_was_found_before_is_kept() -> None:
    report = interrupted(1)
    assert [finding.shape for finding in report.findings] == [EX["First"]]
    assert report.unfinished == (EX["Second"],)


def test_a_partial_report_never_says_that_the_data_conform() -> None:
    report = interrupted(0)
    assert not report.conforms
    assert not [triple for triple in report.graph if triple.predicate == SH["conforms"]]
    assert json.loads(report_text(report, "json"))["partial"]


@pytest.mark.parametrize("form", REPORT_FORMATS)
def test_every_format_marks_a_partial_report(form: str) -> None:
    text = report_text(interrupted(0), form).lower()
    assert any(word in text for word in ("partial", "interrupted", '"executionsuccessful": false'))


@pytest.mark.parametrize("form", REPORT_FORMATS)
def test_every_format_tells_what_the_report_leaves_open(form: str) -> None:
    report = replace(validate(DATA, SHAPES), notes=("forms are open",))
    assert "forms are open" in report_text(report, form)


@pytest.fixture
def command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[], tuple[int, str]]:
    """`allegiance validate` on the data and the shapes, as files: its exit code and what it prints."""
    paths = []
    for name, triples in (("data.nt", DATA), ("shapes.nt", SHAPES)):
        paths.append(str(tmp_path / name))
        (tmp_path / name).write_text("".join(f"{triple} .\n" for triple in triples))
    monkeypatch.setattr(sys, "argv", ["allegiance", "validate", paths[0], "--shapes", paths[1]])

    def run() -> tuple[int, str]:
        with pytest.raises(SystemExit) as stopped:
            main()
        assert isinstance(stopped.value.code, int)
        return stopped.value.code, capsys.readouterr().out

    return run


def test_the_command_writes_what_was_found_and_exits_as_interrupted(
    command: Callable[[], tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def press(_session: Session, what: str) -> None:
        if "1 of 2" in what:
            raise KeyboardInterrupt

    monkeypatch.setattr(Session, "step", press)
    code, printed = command()
    assert code == 130
    assert "shape http://example.org/First" in printed
    assert "partial, interrupted with 1 of 2 shapes not done: 1 error" in printed


def test_an_interruption_while_reading_says_that_nothing_was_validated(
    command: Callable[[], tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def press(_path: Path, *, blank_nodes_apart: bool) -> Iterator[Quad]:  # noqa: ARG001 - as it is called
        raise KeyboardInterrupt

    monkeypatch.setattr("allegiance.turtle.reader.quads_of", press)
    code, printed = command()
    assert code == 130
    assert "nothing was validated" in printed
    assert "partial, interrupted with 2 of 2 shapes not done" in printed
    assert "complain" not in printed
