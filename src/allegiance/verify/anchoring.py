"""Anchors against a reader's own copy of the text: whether every passage stands where the graph says, and what is covered.

Positions are Unicode code points, half-open (`oa:TextPositionSelector`). The text itself never enters the graph.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from allegiance.errors import Place, RequestError, SourceError
from allegiance.terms import ALG, DCTERMS, OA, RDF, XSD, Literal, NamedNode, Object, Subject, Triple
from allegiance.verify.blocks import blocks, sentences_of


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage of a source document: where it is and what it must read like."""

    passage: NamedNode
    start: int
    end: int
    digest: str


@dataclass(frozen=True, slots=True)
class Broken:
    """An anchor that does not hold, and why, in words."""

    anchor: Anchor
    reason: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of running text, or a line of the title block or a heading, and whether a claim is anchored in it."""

    start: int
    end: int
    paragraph: int | None
    covered: bool


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of holding a text against the anchors."""

    same_copy: bool
    anchors: int
    broken: tuple[Broken, ...]
    sentences: tuple[Sentence, ...]
    lines: tuple[Sentence, ...]

    @property
    def uncovered(self) -> tuple[Sentence, ...]:
        """The sentences and lines that no claim is anchored in."""
        return tuple(s for s in (*self.sentences, *self.lines) if not s.covered)


def read_text(path: Path) -> str:
    """Return a text as its code points, line ends untouched; raises `SourceError` `file-not-readable`."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise SourceError(
            "file-not-readable",
            error.strerror or "cannot be read",
            place=Place(path),
            hint="check the path given with --text",
        ) from error
    except UnicodeDecodeError as error:
        raise SourceError(
            "file-not-readable",
            f"not UTF-8 at byte {error.start}",
            place=Place(path),
            hint="give the copy as UTF-8 text",
        ) from error


def digest(passage: str) -> str:
    """Return the digest of a passage: SHA-256 of its NFC form, white space collapsed and trimmed, so page breaks do not matter."""
    normal = " ".join(unicodedata.normalize("NFC", passage).split())
    return f"sha256:{hashlib.sha256(normal.encode()).hexdigest()}"


def anchors(triples: Iterable[Triple]) -> tuple[Anchor, ...]:
    """Return every passage that has a position and a digest, in the order of the text."""
    facts: dict[Subject, dict[NamedNode, Object]] = {}
    for subject, predicate, object_ in triples:
        facts.setdefault(subject, {})[predicate] = object_
    found = []
    for node, statements in facts.items():
        selector = statements.get(OA["hasSelector"])
        mark = statements.get(ALG["passageDigest"])
        if (
            not isinstance(node, NamedNode)
            or not isinstance(selector, NamedNode)
            or not isinstance(mark, Literal)
        ):
            continue
        start, end = (facts.get(selector, {}).get(OA[name]) for name in ("start", "end"))
        if isinstance(start, Literal) and isinstance(end, Literal):
            found.append(Anchor(node, int(start.value), int(end.value), mark.value))
    return tuple(sorted(found, key=lambda anchor: (anchor.start, anchor.end, anchor.passage.value)))


def parts(triples: Sequence[Triple], document: NamedNode) -> tuple[Anchor, ...]:
    """Return the numbered paragraphs and sections of a document, the shortest first."""
    numbered = {s for s, p, _ in triples if p == ALG["ordinal"]}
    sourced = {s for s, p, o in triples if p == OA["hasSource"] and o == document}
    found = [anchor for anchor in anchors(triples) if anchor.passage in numbered & sourced]
    return tuple(sorted(found, key=lambda part: (part.end - part.start, part.start)))


def verify(text: str, triples: Sequence[Triple]) -> Verification:
    """Hold a text against the anchors of a graph.

    Raises `RequestError` `nothing-to-check` when the graph has no anchor: silence would look like success.
    """
    found = anchors(triples)
    if not found:
        raise RequestError(
            "nothing-to-check", "the graph anchors nothing in a text", hint="see docs/annotating.md"
        )
    whole = _content_digest(text)
    claimed = {o for _, p, o in triples if p == ALG["anchoredAt"]}
    spans = [(anchor.start, anchor.end) for anchor in found if anchor.passage in claimed]
    sentences: list[Sentence] = []
    lines: list[Sentence] = []
    for number, start, end in blocks(text):
        for first, last in sentences_of(text, start, end) if number else [(start, end)]:
            covered = any(s < last and e > first for s, e in spans)
            (sentences if number else lines).append(Sentence(first, last, number, covered))
    return Verification(
        same_copy=any(
            p == ALG["contentDigest"] and isinstance(o, Literal) and o.value == whole for _, p, o in triples
        ),
        anchors=len(found),
        broken=tuple(Broken(anchor, reason) for anchor in found if (reason := _fault(anchor, text))),
        sentences=tuple(sentences),
        lines=tuple(lines),
    )


def is_copy(text: str, document: NamedNode, triples: Iterable[Triple]) -> bool:
    """Say whether a text is byte for byte the copy that a source document digests."""
    return Triple(document, ALG["contentDigest"], Literal(_content_digest(text))) in triples


def named_passages(
    text: str, triples: Sequence[Triple], document: NamedNode, described: AbstractSet[Subject]
) -> list[Triple]:
    """Return descriptions of the passages that claims name by `…passage-START-END`, apart from those described elsewhere.

    Raises `RequestError` `bad-anchor` for a name that does not say where it is.
    """
    wanted = {
        o for _, p, o in triples if p == ALG["anchoredAt"] and isinstance(o, NamedNode) and o not in described
    }
    known = parts(triples, document)
    new: list[Triple] = []
    for node in sorted(wanted, key=lambda node: node.value):
        position = re.fullmatch(r"(.*)passage-(\d+)-(\d+)", node.value)
        if position is None or not int(position[2]) < int(position[3]) <= len(text):
            raise RequestError(
                "bad-anchor",
                f"{node.value} does not say where it is",
                hint="call it …passage-START-END, within the text",
            )
        start, end, base = int(position[2]), int(position[3]), position[1]
        new += [
            triple
            for triple in describe_passage(text, start, end, document, base, known)
            if triple.subject not in described
        ]
    return new


def describe_passage(
    text: str, start: int, end: int, document: NamedNode, base: str, known: Sequence[Anchor] = ()
) -> list[Triple]:
    """Return the triples of one passage under a base IRI, with the first of the `known` parts that holds it; positions as in `Anchor`."""
    passage, selector = NamedNode(f"{base}passage-{start}-{end}"), NamedNode(f"{base}selector-{start}-{end}")
    number = XSD["nonNegativeInteger"]
    whole = next((part.passage for part in known if part.start <= start and end <= part.end), None)
    return [
        Triple(passage, RDF["type"], ALG["Passage"]),
        Triple(passage, ALG["passageDigest"], Literal(digest(text[start:end]))),
        *([Triple(passage, DCTERMS["isPartOf"], whole)] if whole else []),
        Triple(passage, OA["hasSelector"], selector),
        Triple(passage, OA["hasSource"], document),
        Triple(selector, RDF["type"], OA["TextPositionSelector"]),
        Triple(selector, OA["end"], Literal(str(end), datatype=number)),
        Triple(selector, OA["start"], Literal(str(start), datatype=number)),
    ]


def _content_digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _fault(anchor: Anchor, text: str) -> str | None:
    if anchor.end > len(text):
        return f"the text ends at {len(text)}, before the passage does"
    return (
        None
        if digest(text[anchor.start : anchor.end]) == anchor.digest
        else "the text reads differently here"
    )
