"""Explanations in the formats of `explain`: an indented tree for terminals, Markdown, JSON for programs, DOT, HTML and SVG."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from allegiance.explain import SHORTCUTS, Explanation, Testimony, Withheld
from allegiance.labels import Labels
from allegiance.publish.explanations.drawing import proofs_drawing
from allegiance.publish.explanations.statements import statement
from allegiance.publish.explanations.words import proof_titles, told, withheld_lines
from allegiance.publish.pages import PAGES
from allegiance.reason import rule_clause
from allegiance.terms import Term, Triple


def explanation_text(found: Explanation, form: str, labels: Labels) -> str:
    """Return a proof tree in one of `EXPLANATION_FORMATS`."""
    return _FORMATS[form](found, labels)


def explanations_text(found: Sequence[Explanation], form: str, labels: Labels) -> str:
    """Return several proofs of one triple in one of `EXPLANATION_FORMATS`; in JSON as an array, else one after another."""
    match form:
        case "json":
            return _dumped([_document(each, labels) for each in found])
        case "html":
            return _page(found, labels)
        case "svg":
            return proofs_drawing(found, labels)
    mark = _TITLE_MARKS[form]
    parts = (
        f"{mark}{title}\n{_FORMATS[form](each, labels)}"
        for title, each in zip(proof_titles(found), found, strict=True)
    )
    return "\n".join(parts)


def refusal_text(triple: Triple, behind: Sequence[Withheld], form: str, labels: Labels) -> str:
    """Return that a triple does not hold, and what stands behind it: in JSON or Markdown, else as text, for there is no tree to draw."""
    if form == "json":
        return _dumped(
            {
                "triple": [_term(term, labels) for term in triple],
                "holds": False,
                "behind": [
                    {
                        "situation": _term(each.situation, labels),
                        "statuses": [labels.short(status) for status in each.statuses],
                        "claims": [_claim(testimony, labels) for testimony in each.testimonies],
                    }
                    for each in behind
                ],
            }
        )
    lines = [f"not so, as far as this graph goes: {statement(triple, labels)}"]
    if not behind:
        lines.append("  no claim and no event of the kind is described")
    elif triple.predicate not in SHORTCUTS:
        lines.append(
            f"  “{labels.show(triple.predicate)}” is said of events and states; these have both in them:"
        )
    lines += [f"  {line}" for line in withheld_lines(behind, labels)]
    return "".join(_bulleted(line) if form == "md" else f"{line}\n" for line in lines)


def _bulleted(line: str) -> str:
    words = line.lstrip()
    return f"{line[: len(line) - len(words)]}- {words}\n"


def _text(found: Explanation, labels: Labels) -> str:
    return "".join(f"{'  ' * depth}{line}\n" for depth, line in told(found, labels).lines())


def _markdown(found: Explanation, labels: Labels) -> str:
    return "".join(f"{'  ' * depth}- {line}\n" for depth, line in told(found, labels).lines())


def _json(found: Explanation, labels: Labels) -> str:
    return _dumped(_document(found, labels))


def _dumped(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _html(found: Explanation, labels: Labels) -> str:
    return _page([found], labels)


def _svg(found: Explanation, labels: Labels) -> str:
    return proofs_drawing([found], labels)


def _page(found: Sequence[Explanation], labels: Labels) -> str:
    titles = proof_titles(found) if len(found) > 1 else [""]
    return PAGES.get_template("explanation.html").render(
        title=statement(found[0].triple, labels),
        proofs=[(title, told(each, labels)) for title, each in zip(titles, found, strict=True)],
    )


def _document(found: Explanation, labels: Labels) -> dict[str, Any]:
    return {
        "triple": [_term(term, labels) for term in found.triple],
        "rule": found.rule,
        "clause": rule_clause(found.rule),
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
        "passages": [[passage.start, passage.end] for passage in testimony.passages],
        "parts": [
            None if passage.part is None else _term(passage.part, labels) for passage in testimony.passages
        ],
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
    "html": _html,
    "svg": _svg,
}
_TITLE_MARKS: Mapping[str, str] = {"text": "", "md": "## ", "dot": "// "}
EXPLANATION_FORMATS = tuple(_FORMATS)
