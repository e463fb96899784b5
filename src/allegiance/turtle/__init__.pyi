from .canonical import (
    canonical_graphs,
    canonical_lines,
    canonical_ntriples,
    canonical_quads,
    distinct_objects,
    nquads,
)
from .formatter import formatted
from .jsonld import Context, context, stream_jsonld
from .lines import Lines, by_subject
from .lookup import Lookup
from .rdfxml import rdfxml_obstacle, stream_rdfxml
from .reader import (
    Document,
    blocks,
    contents,
    in_words,
    is_readable,
    known_syntax,
    merge,
    parse,
    quads,
    quads_of,
    read,
    streaming_quads,
    unpacked,
    without_places,
)
from .sources import Source, source
from .writer import stream, stream_trig, write

__all__ = [
    "Context",
    "Document",
    "Lines",
    "Lookup",
    "Source",
    "blocks",
    "by_subject",
    "canonical_graphs",
    "canonical_lines",
    "canonical_ntriples",
    "canonical_quads",
    "contents",
    "context",
    "distinct_objects",
    "formatted",
    "in_words",
    "is_readable",
    "known_syntax",
    "merge",
    "nquads",
    "parse",
    "quads",
    "quads_of",
    "rdfxml_obstacle",
    "read",
    "source",
    "stream",
    "stream_jsonld",
    "stream_rdfxml",
    "stream_trig",
    "streaming_quads",
    "unpacked",
    "without_places",
    "write",
]
