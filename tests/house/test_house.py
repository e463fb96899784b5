"""The rules of the house that no other tool proves."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

from allegiance.cli import cli

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "allegiance"
MODULES = sorted(PACKAGE.rglob("*.py"))
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
DOORS = sorted(PACKAGE.rglob("__init__.pyi"))
MOST_LINES = 400
BANNED = {"utils", "helpers", "common", "misc", "manager", "handler", "tmp"}


def test_the_drawing_shows_the_layers_of_the_contract() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    block = next(block for block in re.findall(r"```\n(.*?)```", text, re.DOTALL) if block.startswith("cli"))
    drawn = [re.split(r"\s{2,}", line)[0] for line in block.strip().splitlines()]

    layers = next(contract["layers"] for contract in CONTRACTS if contract["type"] == "layers")

    assert drawn == [layer for layer in layers if layer != "__main__"]


def test_every_room_of_the_contract_exists() -> None:
    layers = next(contract["layers"] for contract in CONTRACTS if contract["type"] == "layers")
    rooms = {room.strip() for layer in layers for room in layer.split("|")}

    found = {
        path.stem if path.is_file() else path.name
        for path in PACKAGE.iterdir()
        if path.suffix == ".py" or path.is_dir()
    }
    assert rooms == found - {"__init__", "__pycache__", "folder"}


def test_the_import_contracts_hold() -> None:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_rooms_are_small_and_well_named(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
    assert not set(re.split(r"[_.]", path.stem)) & BANNED


def test_every_error_code_is_explained_and_no_other() -> None:
    raised: set[str] = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id.endswith("Error")
            ):
                codes = [
                    a.value for a in node.args[:1] if isinstance(a, ast.Constant) and isinstance(a.value, str)
                ]
                raised |= {code for code in codes if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", code)}

    explained = set(
        re.findall(r"^### (\S+)$", (ROOT / "docs" / "errors.md").read_text(encoding="utf-8"), re.MULTILINE)
    )

    assert raised == explained


@pytest.mark.parametrize("stub", DOORS, ids=lambda path: str(path.parent.relative_to(PACKAGE.parent)))
def test_a_door_opens_to_what_it_names(stub: Path) -> None:
    room = importlib.import_module(".".join(stub.parent.relative_to(PACKAGE.parent).parts))
    named = ast.literal_eval(stub.read_text(encoding="utf-8").partition("__all__ = ")[2])

    assert set(room.__all__) | {"__version__"} >= set(named)
    assert all(getattr(room, name) is not None for name in named)
    # A module of the same name would stand in the door of what is loaded lazily.
    assert not set(named) & {path.stem for path in stub.parent.iterdir()}


def test_nobody_waits_for_a_supplier_that_is_not_used() -> None:
    code = "import sys, allegiance.cli; print(sorted({'numpy', 'rdflib', 'pyshacl', 'owlrl', 'jinja2'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_every_module_of_verbs_is_a_command_of_its_name() -> None:
    context = click.Context(cli)
    found = {verb: cli.get_command(context, verb) for verb in cli.list_commands(context)}

    assert set(found) == {path.stem for path in (PACKAGE / "cli" / "verbs").glob("[a-z]*.py")}
    assert all(command is not None and command.name == verb for verb, command in found.items())


def test_every_exemption_from_the_linter_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    block = text[text.index("ignore = [") : text.index("]\n", text.index("ignore = ["))]

    assert all("#" in line for line in block.splitlines()[1:])
