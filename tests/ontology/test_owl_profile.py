"""Is the project's ontology, with its data, in OWL 2 DL and OWL 2 RL, consistent, and can every class have a member?

The OWL API and HermiT decide that, in Java; `.ci/owl-jars` fetches them.
"""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypedDict

import pytest

from allegiance import KnowledgeGraph, turtle

FAULTY = sorted((Path(__file__).parent / "faulty").glob("*.ttl"))
EXPECT = "# expect: "


class Report(TypedDict):
    """What the checker prints. OWL 2 RL lies inside OWL 2 DL: every violation in `dl` is in `rl` too."""

    axioms: int
    dl: list[str]
    rl: list[str]
    consistent: bool
    unsatisfiable: list[str]


OwlApi = Callable[[Iterable[str]], str]
Check = Callable[[Iterable[Path]], Report]


@pytest.fixture(scope="session")
def check(owl_api: OwlApi) -> Check:
    """The checker, run on files taken together as one ontology."""

    def run(files: Iterable[Path]) -> Report:
        report: Report = json.loads(owl_api(map(str, files)))
        return report

    return run


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


def test_the_project_is_in_both_profiles_and_consistent(
    check: Check, kg: KnowledgeGraph, tmp_path: Path
) -> None:
    derived = tmp_path / "derived.nt"
    derived.write_text(turtle.canonical_ntriples(kg.derivation.triples), encoding="utf-8")

    report = check([*(document.path for document in (*kg.project.ontology, *kg.project.data)), derived])

    assert report["dl"] == []
    assert report["rl"] == []
    assert report["consistent"]
    assert report["unsatisfiable"] == []
