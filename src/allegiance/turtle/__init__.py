"""Bytes <-> quads: the reader, which knows where every quad stands, and the canonical writers.

Not here: which files belong together (`project`), and storing or querying (`store`).
"""

from allegiance.turtle.canonical import (
    Lines,
    canonical_graphs,
    canonical_lines,
    canonical_ntriples,
    nquads,
    ntriples,
    rdfc_hash,
)
from allegiance.turtle.formatter import formatted
from allegiance.turtle.jsonld import Context, context, stream_jsonld
from allegiance.turtle.rdfxml import rdfxml_obstacle, stream_rdfxml
from allegiance.turtle.reader import Document, contents, is_readable, parse, quads, read
from allegiance.turtle.writer import stream, stream_trig, write

__all__ = [
    "Context",
    "Document",
    "Lines",
    "canonical_graphs",
    "canonical_lines",
    "canonical_ntriples",
    "contents",
    "context",
    "formatted",
    "is_readable",
    "nquads",
    "ntriples",
    "parse",
    "quads",
    "rdfc_hash",
    "rdfxml_obstacle",
    "read",
    "stream",
    "stream_jsonld",
    "stream_rdfxml",
    "stream_trig",
    "write",
]
