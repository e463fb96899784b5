"""A SPARQL query taken apart at its outermost braces: enough to page it, to count it, and to run a CONSTRUCT in another form.

Not here: the grammar. The engines check that; this reads tokens of what they have accepted or will refuse.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from allegiance.store.tokens import Token, tokens

_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_PROLOGUE = frozenset({"PREFIX", "BASE"})


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The parts of a query, in order: together they are the query.

    `template` is what CONSTRUCT fills in, braces included: what stands before its pattern or, in the short form, the pattern itself.
    """

    prologue: str
    form: str
    template: str
    pattern: str
    order: str
    limit: int | None
    offset: int
    values: str

    @property
    def unordered(self) -> str:
        """The query without prologue, order and limits."""
        return f"{self.pattern} {self.values}"


@lru_cache(maxsize=256)
def anatomy(text: str) -> Anatomy:
    """Return the parts of a query; for an update, or what is no SPARQL, the form is empty."""
    found = list(tokens(text))
    start = _form(found)
    if start is None:
        return Anatomy("", "", "", text, "", None, 0, "")
    form, begin = found[start].keyword, found[start].start
    constructs = form == "CONSTRUCT" and len(found) > start + 1
    own_template = constructs and found[start + 1].text == "{"
    template_end = _closing(found, start + 1) if own_template else start
    end = _last_brace(found, template_end)
    template = _template(text, found, template_end if own_template else end) if constructs else ""
    pattern_from = found[template_end + 1].start if constructs and len(found) > template_end + 1 else begin
    pattern_end = found[end].start + 1 if end is not None else len(text)
    behind = found[end + 1 :] if end is not None else []
    cuts = {token.keyword: token.start for token in _outside(behind)}
    first_cut = min(
        [cuts[word] for word in ("ORDER", "LIMIT", "OFFSET", "VALUES") if word in cuts], default=len(text)
    )
    limits = _numbers(behind)
    after_order = [cuts[word] for word in ("LIMIT", "OFFSET", "VALUES") if word in cuts]
    order = text[cuts["ORDER"] : min(after_order, default=len(text))] if "ORDER" in cuts else ""
    return Anatomy(
        prologue=text[:begin],
        form=form,
        template=template,
        pattern=text[pattern_from:pattern_end] + text[pattern_end:first_cut],
        order=order,
        limit=limits.get("LIMIT"),
        offset=limits.get("OFFSET", 0),
        values=text[cuts["VALUES"] :] if "VALUES" in cuts else "",
    )


def _template(text: str, found: list[Token], end: int | None) -> str:
    """Return the first group, which ends with a token."""
    opening = next((token.start for token in found if token.text == "{"), None)
    return "" if opening is None or end is None else text[opening : found[end].start + 1]


def _form(found: list[Token]) -> int | None:
    """Return where the form stands: the first keyword behind the prologue."""
    for index, token in enumerate(found):
        if token.keyword in _FORMS:
            return index
        if token.kind == "word" and token.keyword not in _PROLOGUE:
            return None
    return None


def _closing(found: list[Token], opening: int) -> int:
    depth = 0
    for index in range(opening, len(found)):
        depth += {"{": 1, "}": -1}.get(found[index].text, 0)
        if not depth:
            return index
    return len(found) - 1


def _last_brace(found: list[Token], after: int) -> int | None:
    """Return the end of the pattern: the closing brace of the first group behind the form or the template."""
    opening = next((n for n in range(after + 1, len(found)) if found[n].text == "{"), None)
    return None if opening is None else _closing(found, opening)


def _outside(behind: list[Token]) -> list[Token]:
    """Return the words of the solution modifiers that stand in no brackets."""
    depth, words = 0, []
    for token in behind:
        depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(token.text, 0)
        if token.kind == "word" and not depth:
            words.append(token)
    return words


def _numbers(behind: list[Token]) -> dict[str, int]:
    return {
        word.keyword: int(number.text)
        for word, number in pairwise(behind)
        if word.keyword in {"LIMIT", "OFFSET"} and number.kind == "number"
    }
