"""Is the project's ontology, with its data, in OWL 2 DL and OWL 2 RL, consistent, and can every class have a member?

The OWL API and HermiT decide that, in Java; `.ci/owl-jars` fetches them.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypedDict

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CHECKER = HERE / "OwlCheck.java"
FAULTY = sorted((HERE / "faulty").glob("*.ttl"))
EXPECT = "# expect: "


class Report(TypedDict):
    """What the checker prints. OWL 2 RL lies inside OWL 2 DL: every violation in `dl` is in `rl` too."""

    axioms: int
    dl: list[str]
    rl: list[str]
    consistent: bool
    unsatisfiable: list[str]


Check = Callable[[Iterable[Path]], Report]


@pytest.fixture(scope="session")
def check() -> Check:
    """The checker, run on files taken together as one ontology."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("no java on the path; a Java development kit, 17 or later, is needed")
    jars = Path(os.environ.get("ALLEGIANCE_OWL_JARS") or ROOT / "build" / "owl-jars")
    if not any(jars.glob("*.jar")):
        pytest.skip(f"no jars in {jars}; .ci/owl-jars fetches them, ALLEGIANCE_OWL_JARS names another folder")

    def run(files: Iterable[Path]) -> Report:
        command = [java, "-cp", f"{jars}/*", str(CHECKER), *map(str, files)]
        answer = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert answer.returncode == 0, answer.stderr
        report: Report = json.loads(answer.stdout)
        return report

    return run


def project_files() -> list[Path]:
    """The ontology, without its alignments to foreign ones, and the data."""
    ontology = (path for path in (ROOT / "ontology").glob("*.ttl") if path.name != "alignments.ttl")
    return sorted(ontology) + sorted((ROOT / "kg").rglob("*.ttl"))


def derived_ntriples(tmp_path: Path) -> Path:
    """The derived layer, as a file."""
    path = tmp_path / "derived.nt"
    path.write_text(derive(project_files()), encoding="utf-8")
    return path


def derive(files: Iterable[Path]) -> str:
    """What the rules derive from the files, as N-Triples."""
    del files  # TODO: connect the rules; until then nothing is derived
    return ""


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_each_fault_is_found_and_no_other(check: Check, path: Path) -> None:
    first_line = path.read_text(encoding="utf-8").splitlines()[0]
    assert first_line.startswith(EXPECT)
    report = check([path])
    if report["dl"]:
        found = ["dl"]
    elif report["rl"]:
        found = ["rl"]
    else:
        found = []
    if not report["consistent"]:
        found.append("inconsistent")
    assert found == [first_line.removeprefix(EXPECT)]


def test_the_project_is_in_both_profiles_and_consistent(check: Check, tmp_path: Path) -> None:
    report = check([*project_files(), derived_ntriples(tmp_path)])
    assert report["dl"] == []
    assert report["rl"] == []
    assert report["consistent"]
    assert report["unsatisfiable"] == []
