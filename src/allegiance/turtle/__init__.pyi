from .canonical import (
    Lines,
    canonical_graphs,
    canonical_lines,
    canonical_ntriples,
    nquads,
    ntriples,
    rdfc_hash,
)
from .formatter import formatted
from .jsonld import Context, context, stream_jsonld
from .rdfxml import rdfxml_obstacle, stream_rdfxml
from .reader import Document, contents, is_readable, parse, quads, read
from .writer import stream, stream_trig, write

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
