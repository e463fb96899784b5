"""`queries.ttl` and `prefixes.ttl`: stored queries as `sh:SPARQLExecutable`, in the form that SPARQL editors read."""

from __future__ import annotations

from allegiance.publish.queries.shapes import prefix_triples, query_triples
from allegiance.publish.release.edition import Edition, Item, turtle_item


def prefixes(edition: Edition) -> Item:
    """Return the prefixes of the folder as SHACL declarations (SHACL §5.2.1)."""
    triples = prefix_triples(edition.base, edition.prefixes)
    return turtle_item("prefixes.ttl", "The prefixes", triples, edition.prefixes)


def stored_queries(edition: Edition) -> Item:
    """Return the stored queries with their words, parameters and text."""
    triples = [
        *query_triples(edition.queries, edition.base, edition.prefixes),
        *prefix_triples(edition.base, edition.prefixes),
    ]
    return turtle_item("queries.ttl", "The stored queries", triples, edition.prefixes)
