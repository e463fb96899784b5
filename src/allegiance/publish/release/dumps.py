"""The dumps of a release: each graph in the syntaxes that people ask for, the layers kept apart."""

from __future__ import annotations

import json
from collections.abc import Iterator

from allegiance import turtle
from allegiance.publish.release.edition import Edition, Graph, Item, graph, text_item
from allegiance.publish.release.world import world
from allegiance.terms import ALG, GRAPH, OWL, RDF, Literal, NamedNode

_TITLES = {
    "full": "Everything: what is asserted, what the rules derive, what OWL 2 RL entails",
    "world": "The plain world: actors, places, and what the narrator states and nobody opposes",
    "asserted": "What the authors of the graph wrote, lexical forms as written",
    "derived": "What the derivation rules add",
    "entailed": "What OWL 2 RL adds to assertions and derivations",
}
_PREFERRED_NAMESPACE = NamedNode("http://purl.org/vocab/vann/preferredNamespaceUri")


def dumps(edition: Edition) -> Iterator[Item]:
    """Yield the dumps; RDF/XML is left out for a graph that it cannot write."""
    spelling = turtle.context(edition.full.lines, edition.prefixes, _vocabulary(edition))
    yield from _syntaxes("full", edition.full, edition, spelling)
    full = edition.full
    yield Item("full.nt", "application/n-triples", _TITLES["full"], full.lines.text, full, "dump")
    yield from _dataset(edition)
    if has_claims(edition):
        stated = graph(world(frozenset(edition.asserted), frozenset(edition.derived), edition.agents))
        yield from _syntaxes("world", stated, edition, spelling)
    for name, layer in edition.graphs.items():
        yield _turtle(name, layer, edition)
    context = json.dumps({"@context": spelling.document()}, ensure_ascii=False, indent=2) + "\n"
    yield text_item("context.jsonld", "application/ld+json", "The JSON-LD context of the dumps", context)


def has_claims(edition: Edition) -> bool:
    """Say whether the folder holds claims of our model, without which there is no narrator's world to tell."""
    return any(t.predicate == RDF["type"] and t.object == ALG["Claim"] for t in edition.asserted)


def _syntaxes(name: str, content: Graph, edition: Edition, spelling: turtle.Context) -> Iterator[Item]:
    lines, title = content.lines, _TITLES[name]
    yield _turtle(name, content, edition)
    yield Item(f"{name}.nt.gz", "application/n-triples", title, lines.text, content, "dump")
    yield Item(
        f"{name}.jsonld",
        "application/ld+json",
        title,
        lambda: turtle.stream_jsonld(lines, spelling),
        content,
        "dump",
    )
    if turtle.rdfxml_obstacle(lines) is None:
        yield Item(
            f"{name}.rdf",
            "application/rdf+xml",
            title,
            lambda: turtle.stream_rdfxml(lines, edition.prefixes),
            content,
            "dump",
        )


def _turtle(name: str, content: Graph, edition: Edition) -> Item:
    return Item(
        f"{name}.ttl",
        "text/turtle",
        _TITLES[name],
        lambda: turtle.stream(content.lines, edition.prefixes),
        content,
        "dump",
    )


def _dataset(edition: Edition) -> Iterator[Item]:
    """Yield the layers as named graphs of one dataset."""
    graphs = turtle.canonical_graphs({GRAPH[name]: layer for name, layer in edition.layers.items()})
    quads = Graph(turtle.nquads(graphs))
    title = "Everything, each layer a named graph"
    prefixes = {"graph": GRAPH.iri, **edition.prefixes}
    yield Item(
        "full.trig", "application/trig", title, lambda: turtle.stream_trig(graphs, prefixes), quads, "dump"
    )
    yield Item("full.nq", "application/n-quads", title, quads.lines.text, quads, "dump")


def _vocabulary(edition: Edition) -> str | None:
    """Return the namespace of the folder's ontology, where one is declared."""
    ontologies = {t.subject for t in edition.asserted if t.object == OWL["Ontology"]}
    spaces = [
        t.object.value
        for t in edition.asserted
        if t.predicate == _PREFERRED_NAMESPACE and t.subject in ontologies and isinstance(t.object, Literal)
    ]
    return min(spaces, default=None)
