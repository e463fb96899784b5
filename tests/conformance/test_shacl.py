"""The W3C SHACL suite: every test gives the full expected report on our engine alone; pyshacl beside it, for reference."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from conformance.shacl_suite import SUITE, SuiteCase, cases, fault

KNOWN = tomllib.loads((Path(__file__).parent / "shacl-known.toml").read_text())
CASES = [*cases("core"), *cases("sparql")]

pytestmark = pytest.mark.skipif(not CASES, reason=f"the W3C suite is not installed at {SUITE}")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_our_engine_gives_the_expected_report(case: SuiteCase, request: pytest.FixtureRequest) -> None:
    _expect(case, "compiled", request)

    assert fault(case, "compiled") is None


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_reference_gives_the_expected_report(case: SuiteCase, request: pytest.FixtureRequest) -> None:
    _expect(case, "pyshacl", request)

    assert fault(case, "pyshacl") is None


def test_every_known_failure_is_a_test_of_the_suite() -> None:
    names = {case.name for case in CASES}

    assert {name for failures in KNOWN.values() for name in failures} <= names


def _expect(case: SuiteCase, engine: str, request: pytest.FixtureRequest) -> None:
    if reason := KNOWN.get(engine, {}).get(case.name):
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
