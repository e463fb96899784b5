"""Bytes <-> quads: the reader, which knows where every quad stands, and the canonical writers.

Not here: which files belong together (`project`), and storing or querying (`store`).
"""

from allegiance.turtle.canonical import (
    canonical_graphs,
    canonical_lines,
    canonical_ntriples,
    distinct_objects,
    nquads,
)
from allegiance.turtle.formatter import formatted
from allegiance.turtle.jsonld import Context, context, stream_jsonld
from allegiance.turtle.lines import Lines, by_subject
from allegiance.turtle.rdfxml import rdfxml_obstacle, stream_rdfxml
from allegiance.turtle.reader import Document, contents, is_readable, parse, quads, read
from allegiance.turtle.writer import stream, stream_trig, write

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
    "nquads",
    "parse",
    "quads",
    "rdfxml_obstacle",
    "read",
    "stream",
    "stream_jsonld",
    "stream_rdfxml",
    "stream_trig",
    "write",
]
