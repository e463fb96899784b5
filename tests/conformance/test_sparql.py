"""The W3C SPARQL 1.1 query and results suites through the query room, on the default engine: known failures have reasons."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from conformance.sparql_suite import SUITE, SuiteCase, cases, fault

KNOWN: dict[str, str] = {
    name: reason
    for reason, names in tomllib.loads(
        (Path(__file__).parent / "sparql-known.toml").read_text(encoding="utf-8")
    ).items()
    for name in names
}
CASES = list(cases())

pytestmark = pytest.mark.skipif(not CASES, reason=f"the W3C suite is not installed at {SUITE}")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_query_room_conforms(case: SuiteCase, request: pytest.FixtureRequest) -> None:
    if reason := KNOWN.get(case.name):
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))

    assert fault(case) is None


def test_every_known_failure_is_a_test_of_the_suite() -> None:
    assert set(KNOWN) <= {case.name for case in CASES}
