"""Our engine and the reference say the same of random shapes and random data."""

from __future__ import annotations

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings

from allegiance.terms import Triple
from allegiance.validate import Engine, ValidationResult, validate
from laws.random_shapes import COMPARABLE, LITERALS, data, shapes

# CI asks for more (.ci/run).
PAIRS = int(os.environ.get("ALLEGIANCE_PAIRS", "100"))
EVERYTHING = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


def told(triples: list[Triple], demands: list[Triple], engine: Engine) -> Counter[tuple[str, ...]]:
    return Counter(map(_key, validate(triples, demands, engine).results))


def _key(result: ValidationResult) -> tuple[str, ...]:
    parts = (result.focus, result.path, result.value, result.component, result.shape, result.severity)
    return tuple(str(part) for part in parts)


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=PAIRS, deadline=None, suppress_health_check=EVERYTHING)
@given(data(LITERALS), shapes(ordered=False))
def test_two_engines_give_the_same_results(triples: list[Triple], demands: list[Triple]) -> None:
    assert told(triples, demands, "compiled") == told(triples, demands, "pyshacl")


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=PAIRS // 2, deadline=None, suppress_health_check=EVERYTHING)
@given(data(COMPARABLE, ordered=True), shapes(ordered=True))
def test_two_engines_compare_values_alike(triples: list[Triple], demands: list[Triple]) -> None:
    assert told(triples, demands, "compiled") == told(triples, demands, "pyshacl")
