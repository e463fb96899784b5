"""Bytes <-> quads: the reader, which knows where every quad stands, and the canonical writer.

Not here: which files belong together (`project`), and storing or querying (`store`).
"""

from allegiance.turtle.reader import Document, media_extensions, parse, read
from allegiance.turtle.writer import canonical_ntriples, write

__all__ = ["Document", "canonical_ntriples", "media_extensions", "parse", "read", "write"]
