"""What servers do otherwise than the standard says, one line each; the reasons are told in docs/servers.md."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Quirks:
    """One kind of server, known by its `Server` header. The defaults are what SPARQL 1.1 says."""

    name: str
    header: str
    row_cap: int | None = None
    """Rows after which an answer is cut without a word, unless a header names the cap."""
    wraps_pages: bool = False
    """A sorted query with a large OFFSET is refused, unless the sorting stands in a sub-select."""
    defaults_to_union: bool = False
    """The default graph is the union of all graphs, whatever a request says."""
    update_parameter: str = "update"
    """The name of the form parameter that an update travels in."""
    update_path: str | None = None
    """Where updates go, in place of the last step of the address."""
    posts_directly: bool = False
    """Queries must be the body itself: percent signs in a form are decoded twice."""
    blank_prefix: str | None = None
    """Blank nodes keep their labels from one answer to the next, with this before them, which no label may hold."""
    own_order: bool = False
    """ORDER BY puts unbound values last and mixes kinds of terms: whole answers are put in order here."""
    triples_per_insert: int = 5_000
    """How many triples one INSERT DATA may hold."""
    rewrites_literals: bool = False
    """Literals are kept by value: `007` may be `7` there, and `1.50` may be `1.5`."""
    merges_integers: bool = False
    """Literals of every type derived from `xsd:integer` are kept as `xsd:integer`."""
    names_blank_nodes: bool = False
    """A blank node has the same label in every answer."""
    confuses_tests: bool = False
    """Several EXISTS in one query, or a filter inside one, are mixed up without a word."""
    misreads_patterns: bool = False
    """A regular expression with characters beyond ASCII is not matched with what is stored."""


STANDARD: Final = Quirks("standard", "")
OXIGRAPH: Final = Quirks(
    "Oxigraph", r"oxigraph", rewrites_literals=True, merges_integers=True, names_blank_nodes=True
)
KNOWN: Final = (
    OXIGRAPH,
    Quirks(
        "Virtuoso",
        r"virtuoso",
        row_cap=10_000,
        wraps_pages=True,
        update_parameter="query",
        update_path="sparql-auth",
        blank_prefix="nodeID://",
        own_order=True,
        triples_per_insert=500,
        rewrites_literals=True,
        names_blank_nodes=True,
        confuses_tests=True,
        misreads_patterns=True,
    ),
    Quirks("Jena", r"jena|fuseki", rewrites_literals=True),
    Quirks(
        "rdflib-endpoint", r"uvicorn", defaults_to_union=True, posts_directly=True, rewrites_literals=True
    ),
)


def quirks_of(server: str) -> Quirks:
    """Return the quirks of the server that a `Server` header names."""
    return next((known for known in KNOWN if re.search(known.header, server, re.IGNORECASE)), STANDARD)
