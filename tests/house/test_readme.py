"""The README and docs/python.md are true: every console block is run, every Python block too.

In a console block, a line of `...` stands for any lines.
"""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

from allegiance.cli import main

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"```console\n\$ allegiance (.*)\n((?:.*\n)*?)```", README)
PYTHON = [
    (page, block)
    for page in ("README.md", "docs/python.md")
    for block in re.findall(r"```python\n((?:.*\n)*?)```", (ROOT / page).read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("command", "shown"), CONSOLE, ids=[command for command, _ in CONSOLE])
def test_the_command_prints_what_the_readme_shows(
    command: str, shown: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "argv", ["allegiance", *shlex.split(command)])

    with pytest.raises(SystemExit) as stopped:
        main()

    printed = capsys.readouterr().out.replace("\r\n", "\n")
    assert stopped.value.code == 0
    position = 0
    for stretch in re.split(r"^\.\.\.\n", shown, flags=re.MULTILINE):
        found = printed.find(stretch, position)
        assert found >= 0, f"not printed:\n{stretch}\nprinted:\n{printed[position:]}"
        position = found + len(stretch)


def test_there_is_something_to_run() -> None:
    assert CONSOLE
    assert PYTHON


@pytest.mark.parametrize(("page", "block"), PYTHON)
def test_the_python_block_runs(page: str, block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if ".to_pandas()" in re.sub(r"#.*", "", block):
        pytest.importorskip("pandas")
    monkeypatch.chdir(ROOT)
    exec(compile(block, page, "exec"), {})  # noqa: S102 - the page's own words


def test_every_link_to_a_file_leads_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
