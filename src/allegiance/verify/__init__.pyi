from .anchoring import (
    Anchor,
    Broken,
    Sentence,
    Verification,
    anchors,
    describe_passage,
    digest,
    is_copy,
    named_passages,
    parts,
    read_text,
    verify,
)
from .blocks import paragraph_at
from .quoting import Stretch, find_words, nearest_words

__all__ = [
    "Anchor",
    "Broken",
    "Sentence",
    "Stretch",
    "Verification",
    "anchors",
    "describe_passage",
    "digest",
    "find_words",
    "is_copy",
    "named_passages",
    "nearest_words",
    "paragraph_at",
    "parts",
    "read_text",
    "verify",
]
