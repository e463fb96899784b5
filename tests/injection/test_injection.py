"""Hostile values: each is refused with a clear error, or bound as that very value, on every engine and every type.

`values.jsonl` holds the values, one JSON string a line. The probe has data that only a broken-out value could reach.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import oxigraph_server
from allegiance.bridge import RdflibStore
from allegiance.errors import RequestError
from allegiance.query import StoredQuery, ask, read_free
from allegiance.query.lexical import DATATYPES
from allegiance.store import Engine, OxigraphStore, Rows
from allegiance.terms import GRAPH, RDF, XSD, Literal, NamedNode, Term, Triple

VALUES: list[str] = [
    json.loads(line) for line in (Path(__file__).parent / "values.jsonl").read_text("utf-8").splitlines()
]
TYPES = ("iri", "literal", "number", "integer", "en", *(f"xsd_{name}" for name in DATATYPES))
KEPT = {XSD["string"], XSD["anyURI"], RDF["langString"]}
SECRET = [Triple(NamedNode("http://canary/secret"), NamedNode("http://canary/p"), Literal("secret"))]
# The value stands where values stand in stored queries: projected, in a filter, in a pattern, beside a sub-select.
PROBE = """\
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?_v_{type} ?echo ?same
WHERE {{
  BIND(?_v_{type} AS ?echo)
  BIND(sameTerm(?echo, ?_v_{type}) AS ?same)
  OPTIONAL {{ ?none <http://canary/q> ?_v_{type} . {{ SELECT ?none WHERE {{ ?none ?p "}} UNION {{" }} }} }}
}}
ORDER BY ?_v_{type}
"""


def probe(kind: str) -> StoredQuery:
    return read_free(PROBE.format(type=kind), "probe", Path("probe.rq"))


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with oxigraph_server.serving(SECRET, tmp_path_factory.mktemp("oxigraph")) as engine:
        yield engine


@pytest.fixture(scope="module", params=["pyoxigraph", "rdflib", "oxigraph server"])
def engine(request: pytest.FixtureRequest) -> Engine:
    if request.param == "pyoxigraph":
        return OxigraphStore({GRAPH["asserted"]: SECRET})
    if request.param == "rdflib":
        return RdflibStore(SECRET)
    found: Engine = request.getfixturevalue("endpoint")
    return found


def breach(engine: Engine, query: StoredQuery, value: str) -> str | None:
    """Return how a value got out of its place, or None."""
    try:
        answer = ask(engine, query, {"v": value})
    except RequestError as error:
        return None if error.code == "bad-parameter" and error.hint else f"{error.code}: {error}"
    (bound,) = answer.bindings.values()
    if not _is_the_value(bound, value):
        return f"bound as another value: {bound}"
    result = answer.result
    if not isinstance(result, Rows) or len(result.rows) != 1:
        return f"not one row: {result}"
    _, echo, same = result.rows[0]
    if not isinstance(same, Literal) or same.value != "true":
        return "not the same term in two places"
    # A value of a numeric or date type may come back in another lexical form (D1, D9); texts and IRIs may not.
    changes_form = isinstance(bound, Literal) and bound.datatype not in KEPT
    return None if changes_form or echo == bound else f"came back as {echo}"


def _is_the_value(term: Term, value: str) -> bool:
    if isinstance(term, NamedNode):
        return term.value.endswith(value.partition(":")[2])
    return isinstance(term, Literal) and term.value in {value, f"{value}T00:00:00Z"}


def test_the_corpus_is_large_and_without_doubles() -> None:
    assert len(VALUES) == len(set(VALUES)) >= 200


@pytest.mark.parametrize("kind", TYPES)
def test_a_hostile_value_is_refused_or_bound_as_itself(kind: str, engine: Engine) -> None:
    query = probe(kind)

    assert {value: found for value in VALUES if (found := breach(engine, query, value)) is not None} == {}


HOSTILE = st.lists(
    st.sampled_from(
        [*"\"'\\{}<>#\n\r\t;. ?$@^()[]", "\\u0022", "UNION", "SERVICE", "xsd:", "http://a/", "1", "e"]
    )
    | st.characters(),
    max_size=12,
).map("".join)


@pytest.mark.parametrize("kind", ["iri", "literal", "en", "xsd_anyURI"])
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(value=HOSTILE)
def test_what_hypothesis_thinks_of_is_refused_or_bound_as_itself(
    kind: str, engine: Engine, value: str
) -> None:
    assert breach(engine, probe(kind), value) is None
