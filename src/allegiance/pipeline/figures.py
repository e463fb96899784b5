"""The figures of a graph that a summary tells: taken from triples that are here, or counted where they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from allegiance.store import Engine, Rows
from allegiance.terms import ALG, GRAPH, RDF, Literal, NamedNode, Triple

_STATUSES = f"SELECT ?status (COUNT(DISTINCT ?assessment) AS ?number) WHERE {{ ?assessment {ALG['status']} ?status }} GROUP BY ?status"
_CLAIMS = f"SELECT (COUNT(DISTINCT ?claim) AS ?number) WHERE {{ ?claim {RDF['type']} {ALG['Claim']} }}"


@dataclass(frozen=True, slots=True)
class Figures:
    """How large each layer is, how many claims there are, and how many situations have which status, the most frequent first."""

    asserted: int
    derived: int
    entailed: int
    claims: int
    statuses: Mapping[str, int]


def figures_of(layers: Mapping[NamedNode, Iterable[Triple]]) -> Figures:
    """Return the figures of layers that are here."""
    asserted, derived, entailed = (tuple(layers[GRAPH[name]]) for name in ("asserted", "derived", "entailed"))
    statuses = Counter[object](t.object for t in derived if t.predicate == ALG["status"])
    claims = sum(1 for t in asserted if t.predicate == RDF["type"] and t.object == ALG["Claim"])
    return Figures(len(asserted), len(derived), len(entailed), claims, _named(statuses))


def figures_elsewhere(engine: Engine, sizes: Mapping[NamedNode, int]) -> Figures:
    """Return the figures of layers of known sizes, as the engine that answers over them counts."""
    statuses = Counter[object]({status: _number(number) for status, number in _rows(engine, _STATUSES)})
    ((claims,),) = _rows(engine, _CLAIMS)
    asserted, derived, entailed = (sizes[GRAPH[name]] for name in ("asserted", "derived", "entailed"))
    return Figures(asserted, derived, entailed, _number(claims), _named(statuses))


def _named(statuses: Counter[object]) -> Mapping[str, int]:
    return {
        status.value.removeprefix(ALG.iri): number
        for status, number in statuses.most_common()
        if isinstance(status, NamedNode)
    }


def _rows(engine: Engine, text: str) -> tuple[tuple[object, ...], ...]:
    result = engine.query(text, {})
    return result.rows if isinstance(result, Rows) else ()


def _number(term: object) -> int:
    return int(term.value) if isinstance(term, Literal) else 0
