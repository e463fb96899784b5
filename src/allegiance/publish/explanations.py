"""Explanations as text: an indented tree for terminals, Markdown, JSON for programs, DOT for drawing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from allegiance.explain import Explanation, Testimony, Withheld
from allegiance.labels import Labels
from allegiance.terms import ALG, Term, Triple

_ASSERTED = "asserted"


def explanation_text(found: Explanation, form: str, labels: Labels) -> str:
    """Return a proof tree in one of `EXPLANATION_FORMATS`."""
    return _FORMATS[form](found, labels)


def statement(triple: Triple, labels: Labels) -> str:
    """Return a triple as a person reads it."""
    return " ".join(labels.show(term) for term in (triple.subject, triple.predicate, triple.object))


def testimony_lines(testimonies: Sequence[Testimony], labels: Labels) -> Iterator[str]:
    """Yield who says so, one line a claim: claimant, stance, certainty, position and gloss."""
    for testimony in testimonies:
        where = ", ".join(f"{start}-{end}" for start, end in testimony.passages)
        relayed = (
            f", relayed by {labels.show(testimony.relayed_by)}" if testimony.relayed_by is not None else ""
        )
        kind = ", ".join(labels.show(term) for term in (testimony.certainty, testimony.modality))
        yield f"{labels.show(testimony.claimant)} {labels.show(testimony.stance)} ({kind}{relayed}) at {where}: {testimony.gloss}"


def withheld_lines(found: Sequence[Withheld], labels: Labels) -> Iterator[str]:
    """Yield why a shortcut is not drawn: each situation behind it, its status, and who says what."""
    for behind in found:
        statuses = ", ".join(labels.show(status) for status in behind.statuses) or "without status"
        yield f"{labels.show(behind.situation)} ({labels.short(behind.situation)}): {statuses}"
        for line in testimony_lines(behind.testimonies, labels):
            yield f"    {line}"


def _tree(found: Explanation, labels: Labels, depth: int = 0) -> Iterator[tuple[int, str]]:
    """Yield the lines of a tree for people: claims stand for the many triples that a status rests on."""
    where = f"  {found.place}" if found.place else ""
    rule = "" if found.rule == _ASSERTED else f"  [{found.rule}]"
    yield depth, f"{statement(found.triple, labels)}{rule}{where}"
    for line in testimony_lines(found.testimonies, labels):
        yield depth + 1, f"· {line}"
    if found.triple.predicate not in {ALG["status"], ALG["assesses"], ALG["inView"]}:
        for premise in found.premises:
            yield from _tree(premise, labels, depth + 1)


def _text(found: Explanation, labels: Labels) -> str:
    return "".join(f"{'  ' * depth}{line}\n" for depth, line in _tree(found, labels))


def _markdown(found: Explanation, labels: Labels) -> str:
    return "".join(f"{'  ' * depth}- {line}\n" for depth, line in _tree(found, labels))


def _json(found: Explanation, labels: Labels) -> str:
    return json.dumps(_document(found, labels), ensure_ascii=False, indent=2) + "\n"


def _document(found: Explanation, labels: Labels) -> dict[str, Any]:
    return {
        "triple": [_term(term, labels) for term in found.triple],
        "rule": found.rule,
        "place": None if found.place is None else str(found.place),
        "claims": [_claim(testimony, labels) for testimony in found.testimonies],
        "premises": [_document(premise, labels) for premise in found.premises],
    }


def _claim(testimony: Testimony, labels: Labels) -> dict[str, Any]:
    return {
        "claim": labels.short(testimony.claim),
        "claimant": _term(testimony.claimant, labels),
        "stance": labels.short(testimony.stance),
        "certainty": labels.short(testimony.certainty),
        "modality": labels.short(testimony.modality),
        "relayedBy": None if testimony.relayed_by is None else _term(testimony.relayed_by, labels),
        "gloss": testimony.gloss,
        "passages": [list(span) for span in testimony.passages],
    }


def _term(term: Term, labels: Labels) -> dict[str, str]:
    return {"term": labels.short(term), "label": labels.show(term)}


def _dot(found: Explanation, labels: Labels) -> str:
    """Return the whole tree for Graphviz; a triple that serves twice is one box."""
    lines = ["digraph proof {", "  rankdir=BT;", "  node [shape=box];"]
    names = {triple: f"n{n}" for n, triple in enumerate(dict.fromkeys(step.triple for step in found.steps()))}
    lines += [f"  {name} [label={_quoted(statement(triple, labels))}];" for triple, name in names.items()]
    edges = (
        f"  {names[premise.triple]} -> {names[step.triple]} [label={_quoted(step.rule)}];"
        for step in found.steps()
        for premise in step.premises
    )
    return "\n".join([*lines, *dict.fromkeys(edges), "}", ""])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


_FORMATS: Mapping[str, Callable[[Explanation, Labels], str]] = {
    "text": _text,
    "md": _markdown,
    "json": _json,
    "dot": _dot,
}
EXPLANATION_FORMATS = tuple(_FORMATS)
