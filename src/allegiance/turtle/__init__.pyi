from .canonical import (
    canonical_graphs,
    canonical_lines,
    canonical_ntriples,
    distinct_objects,
    nquads,
)
from .formatter import formatted
from .jsonld import Context, context, stream_jsonld
from .lines import Lines, by_subject
from .rdfxml import rdfxml_obstacle, stream_rdfxml
from .reader import Document, contents, is_readable, merge, parse, places, quads, read
from .writer import stream, stream_trig, write

__all__ = [
    "Context",
    "Document",
    "Lines",
    "by_subject",
    "canonical_graphs",
    "canonical_lines",
    "canonical_ntriples",
    "contents",
    "context",
    "distinct_objects",
    "formatted",
    "is_readable",
    "merge",
    "nquads",
    "parse",
    "places",
    "quads",
    "rdfxml_obstacle",
    "read",
    "stream",
    "stream_jsonld",
    "stream_rdfxml",
    "stream_trig",
    "write",
]
