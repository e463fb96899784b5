"""Our engine and the reference say the same of random shapes and random data."""

from __future__ import annotations

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegiance.terms import Triple
from allegiance.validate import Engine, ValidationResult, validate
from allegiance.validate.compiled import evaluation
from laws.random_shapes import COMPARABLE, LITERALS, data, shapes

# CI asks for more (.ci/run).
PAIRS = int(os.environ.get("ALLEGIANCE_PAIRS", "100"))
EVERYTHING = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


# From how much data on our engine looks for a shorter way, and how much a query may name: as it is, and so little that small data do.
AS_IT_IS: dict[str, int] = {}
LITTLE = {"_SAMPLE": 1, "_TIMES_FASTER": 1, "_MOST_FAILING": 2, "_MOST_NAMED": 1}
LIMITS = st.sampled_from([AS_IT_IS, LITTLE])


def told(
    triples: list[Triple], demands: list[Triple], engine: Engine, limits: dict[str, int] = AS_IT_IS
) -> Counter[tuple[str, ...]]:
    with pytest.MonkeyPatch.context() as patch:
        for name, limit in limits.items():
            patch.setattr(evaluation, name, limit)
        return Counter(map(_key, validate(triples, demands, engine).results))


def _key(result: ValidationResult) -> tuple[str, ...]:
    parts = (result.focus, result.path, result.value, result.component, result.shape, result.severity)
    return tuple(str(part) for part in parts)


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=PAIRS, deadline=None, suppress_health_check=EVERYTHING)
@given(data(LITERALS), shapes(ordered=False), LIMITS)
def test_two_engines_give_the_same_results(
    triples: list[Triple], demands: list[Triple], limits: dict[str, int]
) -> None:
    assert told(triples, demands, "compiled", limits) == told(triples, demands, "pyshacl")


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=PAIRS // 2, deadline=None, suppress_health_check=EVERYTHING)
@given(data(COMPARABLE, ordered=True), shapes(ordered=True), LIMITS)
def test_two_engines_compare_values_alike(
    triples: list[Triple], demands: list[Triple], limits: dict[str, int]
) -> None:
    assert told(triples, demands, "compiled", limits) == told(triples, demands, "pyshacl")
