"""A Turtle document as its author laid it out: blocks, statements, nested nodes, and the comments that belong to each.

The document is known to be Turtle 1.1; this only finds out what stands with what.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from allegiance.turtle.tokens import Token, tokens

_OPEN = {"[": "]", "(": ")"}


@dataclass(slots=True)
class Node:
    """A term, or a bracketed node: `statements` of `[…]`, `members` of `(…)`. `spread`: over several lines in the source."""

    text: str
    statements: list[Statement] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    spread: bool = False


@dataclass(slots=True)
class Member:
    """A member of a collection, with the comments above it and beside it."""

    node: Node
    above: list[str]
    beside: str | None = None


@dataclass(slots=True)
class Statement:
    """A predicate with one object, with the comments above it and beside it."""

    verb: str
    object: Node
    above: list[str]
    beside: str | None = None


@dataclass(slots=True)
class Block:
    """A directive, or a subject with its statements; `text` alone is a comment. `gap` counts empty lines above."""

    gap: int
    text: str = ""
    subject: Node | None = None
    statements: list[Statement] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    beside_subject: str | None = None
    beside: str | None = None


class Reader:
    """Walks the tokens of a document once, from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self._tokens = list(tokens(text))
        self._at = 0

    def blocks(self) -> list[Block]:
        """Return the document block by block."""
        found: list[Block] = []
        while (token := self._peek()) is not None:
            gap = max(0, token.line_ends - 1)
            if token.kind == "comment":
                self._at += 1
                if found and not token.line_ends and found[-1].beside is None:
                    found[-1].beside = token.text
                else:
                    found.append(Block(gap, token.text))
            elif self._is_directive(token):
                found += self._directive(gap)
            else:
                found.append(self._block(gap))
        return found

    @staticmethod
    def _is_directive(token: Token) -> bool:
        return token.text.lower() in {"@prefix", "@base", "prefix", "base", "@version", "version"}

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _text(self) -> str:
        token = self._peek()
        return "" if token is None or token.kind == "comment" else token.text

    def _take(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1].text

    def _directive(self, gap: int) -> list[Block]:
        """Return a directive, after the comments that stood inside it."""
        name = self._take()
        parts, inside = [name], list[str]()
        ends = (".",) if name.startswith("@") else ("<", '"', "'")
        while not parts[-1].startswith(ends) and (token := self._peek()) is not None:
            (inside if token.kind == "comment" else parts).append(self._take())
        comments = [Block(gap if not number else 0, text) for number, text in enumerate(inside)]
        return [*comments, Block(0 if comments else gap, " ".join(parts))]

    def _block(self, gap: int) -> Block:
        block = Block(gap, subject=self._node())
        token = self._peek()
        if token is not None and token.kind == "comment" and not token.line_ends:
            block.beside_subject = self._take()
        block.statements, block.after = self._statements(".")
        self._take()
        return block

    def _statements(self, end: str) -> tuple[list[Statement], list[str]]:
        """Return the statements up to a closing mark, and the comments below the last."""
        found: list[Statement] = []
        above: list[str] = []
        while self._text() != end:
            token = self._peek()
            if token is None:
                break
            if token.kind == "comment":
                self._comment(found, above)
            elif token.text in {";", ","}:
                self._take()
            else:
                verb = self._take() if not found or self._previous_mark() != "," else found[-1].verb
                while (comment := self._peek()) is not None and comment.kind == "comment":
                    above.append(self._take())
                found.append(Statement(verb, self._node(), above))
                above = []
        return found, above

    def _comment(self, found: list[Statement], above: list[str]) -> None:
        beside = not self._tokens[self._at].line_ends
        text = self._take()
        if beside and found and not above and found[-1].beside is None:
            found[-1].beside = text
        else:
            above.append(text)

    def _previous_mark(self) -> str:
        at = self._at - 1
        while self._tokens[at].kind == "comment":
            at -= 1
        # The verb itself has been taken only where the last mark is not a comma.
        return self._tokens[at].text if self._tokens[at].kind == "mark" else ""

    def _node(self) -> Node:
        start = self._at
        text = self._take()
        if text == "[":
            node = Node(text)
            node.statements, node.after = self._statements("]")
        elif text == "(":
            node = Node(text)
            self._members(node)
        else:
            # A datatype may stand apart from its literal (Turtle §6.5, RDFLiteral).
            while self._text().startswith("^^") and text[:1] in {'"', "'"}:
                text += self._take()
                text += self._take() if text.endswith("^^") else ""
            return Node(text)
        self._take()
        node.spread = any(t.line_ends or t.kind == "comment" for t in self._tokens[start + 1 : self._at])
        return node

    def _members(self, node: Node) -> None:
        above: list[str] = []
        while self._text() != ")" and (token := self._peek()) is not None:
            if token.kind != "comment":
                node.members.append(Member(self._node(), above))
                above = []
            elif not token.line_ends and node.members and not above and node.members[-1].beside is None:
                node.members[-1].beside = self._take()
            else:
                above.append(self._take())
        node.after = above
