"""Authored Turtle in the style of docs/annotating.md, every comment kept, and no statement changed.

One statement per line, `a` first, then predicates in alphabetical order, the closing `.` alone, an empty line between subjects. What
an author may decide stays: the order of subjects, of the objects of one predicate, and of what stands in brackets on one line.
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from allegiance.errors import EngineError, Place, SourceError
from allegiance.turtle.canonical import canonical_lines
from allegiance.turtle.reader import quads
from allegiance.turtle.syntax_tree import Block, Node, Reader, Statement
from allegiance.turtle.tokens import tokens

_INDENT = "    "
_MOST_EMPTY = 2
# RDF 1.2 (triple terms, reifiers, annotations) and TriG: read, but not laid out.
_BEYOND = {"{", "}", "<", ">", "~", "|"}


def formatted(data: bytes, path: Path) -> str:
    """Return a Turtle document laid out in the house's style.

    Raises `SourceError`: `turtle-syntax` and `undeclared-prefix` as for reading, `not-formattable` for what is beyond Turtle 1.1.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    before = canonical_lines(quads(data, path))
    text = data.decode()
    if any(token.kind == "mark" and token.text in _BEYOND for token in tokens(text)):
        raise SourceError(
            "not-formattable",
            "the file uses a construct beyond Turtle 1.1",
            place=Place(path),
            hint="triple terms and graphs in braces are not laid out; leave the file out",
        )
    written = "".join(_lines(Reader(text).blocks()))
    if canonical_lines(quads(written.encode(), path)) != before or _comments(written) != _comments(text):
        raise EngineError(
            "format-changed-graph", f"formatting {path} would have changed it", hint="nothing was written"
        )
    return written


def _comments(text: str) -> Counter[str]:
    return Counter(token.text for token in tokens(text) if token.kind == "comment")


def _lines(blocks: list[Block]) -> Iterator[str]:
    previous: Block | None = None
    for block in blocks:
        gap = min(block.gap, _MOST_EMPTY)
        if previous is not None:
            after_subject = previous.subject is not None
            starts_subject = block.subject is not None and not _is_comment(previous)
            yield "\n" * max(gap, int(after_subject or starts_subject))
        if block.subject is None:
            yield f"{block.text}{_beside(block.beside)}\n"
        else:
            yield from _subject(block, block.subject)
        previous = block


def _is_comment(block: Block) -> bool:
    return block.text.startswith("#")


def _subject(block: Block, subject: Node) -> Iterator[str]:
    alone = not (block.statements or block.after or block.beside_subject)
    yield f"{_node(subject, '')} " if alone else f"{_node(subject, '')}{_beside(block.beside_subject)}\n"
    yield from _statements(block.statements, _INDENT)
    yield from (f"{_INDENT}{comment}\n" for comment in block.after)
    yield f".{_beside(block.beside)}\n"


def _statements(statements: list[Statement], indent: str) -> Iterator[str]:
    for statement in sorted(statements, key=_order):
        yield from (f"{indent}{comment}\n" for comment in statement.above)
        beside = _beside(statement.beside)
        yield f"{indent}{_verb(statement)} {_node(statement.object, indent)} ;{beside}\n"


def _verb(statement: Statement) -> str:
    return "a" if statement.verb == "rdf:type" else statement.verb


def _order(statement: Statement) -> tuple[bool, str]:
    verb = _verb(statement)
    return (verb != "a", verb.strip("<>"))


def _node(node: Node, indent: str) -> str:
    if node.text == "[":
        return _described(node, indent)
    return _collection(node, indent) if node.text == "(" else node.text


def _described(node: Node, indent: str) -> str:
    inside = indent + _INDENT
    if not node.statements and not node.after:
        return "[]"
    if not node.spread:
        inner = " ; ".join(f"{_verb(s)} {_node(s.object, indent)}" for s in node.statements)
        return f"[ {inner} ]"
    below = "".join(f"{inside}{comment}\n" for comment in node.after)
    return f"[\n{''.join(_statements(node.statements, inside))}{below}{indent}]"


def _collection(node: Node, indent: str) -> str:
    inside = indent + _INDENT
    if not node.members and not node.after:
        return "()"
    if not node.spread:
        return " ".join(["(", *(_node(member.node, indent) for member in node.members), ")"])
    lines = [
        line
        for member in node.members
        for line in (*member.above, f"{_node(member.node, inside)}{_beside(member.beside)}")
    ]
    return "(\n" + "".join(f"{inside}{line}\n" for line in (*lines, *node.after)) + f"{indent})"


def _beside(comment: str | None) -> str:
    return f"  {comment}" if comment else ""
