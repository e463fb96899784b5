"""The OWL 2 RL cases of the W3C test suite and of the FZI suite for the RDF-based semantics, read from ../shared/suites/owl2.

An expected failure stands in owl-expected-failures.tsv with its reason. Run as a program, this prints docs/conformance-owl.md.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from _pytest.mark.structures import ParameterSet

from allegiance import turtle
from allegiance.explain import follows
from allegiance.reason import Engine, Materialisation, entail, profile_violations
from allegiance.store import OxigraphStore, Truth
from allegiance.terms import GRAPH, OWL, RDF, BlankNode, Triple

ROOT = Path(__file__).parents[2]
SUITES = ROOT.parent / "shared" / "suites" / "owl2"
LIST = SUITES / "rl-cases.json"
FAILURES = Path(__file__).with_name("owl-expected-failures.tsv")
PAGE = ROOT / "docs" / "conformance-owl.md"


class Case(NamedTuple):
    suite: str
    id: str
    kind: str
    folder: Path

    @property
    def group(self) -> str:
        if self.suite == "w3c":
            return "W3C, OWL 2 RL profile"
        return "FZI, datatypes" if "-dat-" in self.id else "FZI, rules"

    def read(self, name: str) -> frozenset[Triple]:
        path = self.folder / f"{name}.nt"
        return frozenset(quad.triple for quad in turtle.read(path).quads) if path.exists() else frozenset()


def cases() -> Iterator[Case]:
    if LIST.exists():
        for entry in json.loads(LIST.read_text(encoding="utf-8")):
            for kind in entry["kinds"]:
                yield Case(entry["suite"], entry["id"], kind, SUITES / entry["dir"])


def expected_failures() -> dict[tuple[str, str], str]:
    lines = FAILURES.read_text(encoding="utf-8").splitlines()[1:]
    return {(case, kind): reason for case, kind, reason in (line.split("\t") for line in lines)}


def passes(case: Case, engine: Engine = "compiled") -> bool:
    premise = case.read("premise")
    found = entail(premise, engine, full=True)
    match case.kind:
        case "InconsistencyTest":
            return bool(found.contradictions)
        case "ConsistencyTest":
            return not found.contradictions
        case "PositiveEntailmentTest":
            return has(premise | found.triples, case.read("conclusion"))
        case "NegativeEntailmentTest":
            return not has(premise | found.triples, case.read("nonconclusion") or case.read("conclusion"))
    raise AssertionError(case.kind)


def has(graph: frozenset[Triple], conclusion: frozenset[Triple]) -> bool:
    """Does the conclusion map into the graph, its blank nodes read as variables? Ontology headers are left out."""
    patterns = [
        " ".join(f"?{term.value}" if isinstance(term, BlankNode) else str(term) for term in triple)
        for triple in conclusion
        if (triple.predicate, triple.object) != (RDF["type"], OWL["Ontology"])
    ]
    answer = OxigraphStore({GRAPH["closure"]: graph}).query(f"ASK {{ {' . '.join(patterns)} }}", {})
    assert isinstance(answer, Truth)
    return answer.value


def parameters() -> Iterator[ParameterSet]:
    reasons = expected_failures()
    for case in cases():
        reason = reasons.get((case.id, case.kind))
        marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
        yield pytest.param(case, id=f"{case.id}-{case.kind}", marks=marks)


@pytest.mark.skipif(not LIST.exists(), reason=f"the test suites are not at {SUITES}")
@pytest.mark.parametrize("case", list(parameters()))
def test_case(case: Case) -> None:
    assert passes(case)


@pytest.mark.skipif(not LIST.exists(), reason=f"the test suites are not at {SUITES}")
def test_every_proof_stands_before_the_checker() -> None:
    """Of each premise of the suites, the proofs of up to sixty triples that it entails."""
    for premise in {case.folder: case.read("premise") for case in cases()}.values():
        known = Materialisation(premise)
        for triple in sorted(known.entailed, key=str)[:60]:
            proof = known.prove(triple)
            assert proof is not None
            for step in proof.steps():
                given = [each.triple for each in step.premises]
                assert follows(step.rule, given, step.triple) if given else step.triple in premise


# The suite has these under OWL 2 RL, and their RDF is not in it.
OUTSIDE = {
    "New-Feature-ReflexiveProperty-001": "owl:ReflexiveProperty is not in OWL 2 RL (OWL 2 Profiles §4.2.5)",
    "FS2RDF-ontology-annotation-annotation-ar": "its annotation properties are not declared",
    "FS2RDF-equivalent-classes-3-annotation-ar": "its classes are not declared (OWL 2 Syntax §5.8.2)",
    "FS2RDF-domain-range-simple-ar": "it has classes as ranges of data properties",
}


@pytest.mark.skipif(not LIST.exists(), reason=f"the test suites are not at {SUITES}")
def test_what_the_w3c_has_under_owl_2_rl_is_found_to_be_in_it() -> None:
    premises = {case.id: case.read("premise") for case in cases() if case.suite == "w3c"}

    assert {id_ for id_, premise in premises.items() if profile_violations(premise)} == set(OUTSIDE)


@pytest.mark.skipif(not LIST.exists(), reason=f"the test suites are not at {SUITES}")
def test_each_expected_failure_is_a_case() -> None:
    assert set(expected_failures()) <= {(case.id, case.kind) for case in cases()}


@pytest.mark.skipif(not LIST.exists(), reason=f"the test suites are not at {SUITES}")
def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def page() -> str:
    """The page follows from the cases and the expected failures, which are strict."""
    reasons = expected_failures()
    groups = sorted({(case.group, case.kind) for case in cases()})
    total = Counter((case.group, case.kind) for case in cases())
    failed = Counter((case.group, case.kind) for case in cases() if (case.id, case.kind) in reasons)
    rows = [
        f"| {group} | {kind} | {total[group, kind] - failed[group, kind]}/{total[group, kind]} |"
        for group, kind in groups
    ]
    misses = [f"| `{case}` | {reason} |" for (case, _), reason in sorted(reasons.items())]
    return "\n".join(
        [
            "# Conformance: OWL 2 RL",
            "",
            "The compiled engine with the full closure (`full=True`) on the cases that `tests/conformance/test_owl_rl_suites.py`",
            "reads: the W3C OWL 2 test cases of the RL profile, and the FZI test suite for the RDF-based semantics.",
            "Generated by `python tests/conformance/test_owl_rl_suites.py`; a test keeps it current.",
            "",
            "| cases | kind | passed |",
            "|---|---|---|",
            *rows,
            "",
            "## Expected failures",
            "",
            "Each is strict: a case that starts to pass fails the test until it is taken off the list.",
            "",
            "| case | reason |",
            "|---|---|",
            *misses,
            "",
        ]
    )


if __name__ == "__main__":
    sys.stdout.write(page())
