"""Help for those who add claims: the passages that anchor them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import shorten

from allegiance import project, publish, turtle, verify
from allegiance.errors import RequestError
from allegiance.pipeline.knowledge_graph import KnowledgeGraph
from allegiance.terms import ALG, NamedNode, expand

# So much of a candidate is shown, in characters.
_SHOWN = 70


def fill_passages(kg: KnowledgeGraph, text: Path, document: str | None) -> tuple[Path, int]:
    """Write `kg/passages.ttl` whole: exactly the passages that claims name `…passage-START-END`; return it with their number.

    Raises `RequestError` `wrong-copy` unless the text is the digested copy itself: other digests would bless other words.
    """
    content = verify.read_text(text)
    source = _document(kg, document)
    if not verify.is_copy(content, source, kg.asserted):
        raise RequestError(
            "wrong-copy",
            f"{text} is not the copy that {kg.labels.short(source)} digests",
            hint="passages are described from the digested copy alone",
        )
    path = kg.project.root / "kg" / "passages.ttl"
    written = {t.subject for d in kg.project.data if d.path != path for t in project.triples([d])}
    new = verify.named_passages(content, kg.asserted, source, written)
    comment = "# Where claims stand: written by `allegiance anchor --fill`, never by hand.\n\n"
    publish.write_file(path, comment + turtle.write(new, kg.prefixes))
    return path, sum(1 for triple in new if triple.predicate == ALG["passageDigest"])


def describe_passage(kg: KnowledgeGraph, text: Path, start: int, end: int, document: str | None) -> str:
    """Return the Turtle that anchors a stretch of text."""
    content = verify.read_text(text)
    if not 0 <= start < end <= len(content):
        raise RequestError(
            "bad-anchor",
            f"{start}-{end} is not a stretch of the text",
            hint=f"the text has {len(content)} code points",
        )
    source = _document(kg, document)
    base = source.value.removesuffix(source.value.rpartition("/")[2])
    known = verify.parts(kg.asserted, source)
    return turtle.write(verify.describe_passage(content, start, end, source, base, known), kg.prefixes)


def find_passage(text: Path, words: str) -> tuple[int, int]:
    """Return where a text has these words, in code points, half-open; `first … last` is from the first words to the last ones.

    Raises `RequestError`: `words-not-found` with what looks most like them, `words-in-many-places` with all of these.
    """
    content = verify.read_text(text)
    found = verify.find_words(content, words)
    if len(found) == 1:
        return found[0].start, found[0].end
    if found:
        raise RequestError(
            "words-in-many-places",
            f"the text has these words in {len(found)} places",
            excerpt=_listed(content, found),
            hint="give more words, or START and END",
        )
    near = verify.nearest_words(content, words)
    raise RequestError(
        "words-not-found",
        "the text does not have these words",
        excerpt=_listed(content, near),
        hint="did you mean one of these?"
        if near
        else 'say the first and the last words: --find "first … last"',
    )


def paragraph_words(text: str, position: int) -> str:
    """Return what a person calls the block of a text that has a code point."""
    number = verify.paragraph_at(text, position)
    return "title or heading" if number is None else f"paragraph {number}"


def _listed(text: str, stretches: Sequence[verify.Stretch]) -> str:
    return "\n".join(
        f"{each.start} {each.end}  {paragraph_words(text, each.start)}: {shorten(each.words, _SHOWN)}"
        for each in stretches
    )


def _document(kg: KnowledgeGraph, name: str | None) -> NamedNode:
    found = [
        t.subject
        for t in kg.asserted
        if t.predicate == ALG["contentDigest"] and isinstance(t.subject, NamedNode)
    ]
    if name is not None:
        iri = expand(name, kg.prefixes) or name
        found = [node for node in found if node.value == iri]
    if len(found) != 1:
        raise RequestError(
            "unknown-document", "say which source document the text is", hint="add --document with its CURIE"
        )
    return found[0]
