"""`allegiance verify`: the anchors against a reader's own copy of the text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from allegiance.cli.console import Session
from allegiance.verify import Sentence, Verification


@click.command()
@click.option("--text", required=True, type=click.Path(path_type=Path), help="The reader's copy of the text.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def verify(session: Session, text: Path, as_json: bool) -> int:
    """Check that every passage stands where the graph says, and which sentences no claim is anchored in."""
    kg = session.kg
    found = kg.verify(text)
    if as_json:
        click.echo(json.dumps(_document(session, found), ensure_ascii=False, indent=2))
        return 1 if found.broken else 0
    for broken in found.broken:
        place = kg.project.place_of_node(broken.anchor.passage)
        where = f"{place}: " if place else ""
        click.echo(
            f"{where}{kg.labels.short(broken.anchor.passage)} ({broken.anchor.start}-{broken.anchor.end}): {broken.reason}"
        )
    for sentence in found.uncovered:
        kind = "line" if sentence.paragraph is None else f"paragraph {sentence.paragraph}"
        click.echo(f"no claim is anchored in {sentence.start}-{sentence.end} ({kind})")
    if not found.same_copy:
        session.talk.print("this is not byte for byte the copy that the graph was drawn from")
    session.talk.print(
        f"{found.anchors - len(found.broken)} of {found.anchors} anchors hold; "
        f"claims stand in {_covered(found.sentences)} of {len(found.sentences)} sentences "
        f"and {_covered(found.lines)} of {len(found.lines)} titles and headings"
    )
    return 1 if found.broken else 0


def _covered(sentences: tuple[Sentence, ...]) -> int:
    return sum(sentence.covered for sentence in sentences)


def _document(session: Session, found: Verification) -> dict[str, Any]:
    labels = session.kg.labels
    return {
        "same_copy": found.same_copy,
        "sentences": {"total": len(found.sentences), "covered": _covered(found.sentences)},
        "lines": {"total": len(found.lines), "covered": _covered(found.lines)},
        "anchors": {"total": found.anchors, "broken": len(found.broken)},
        "broken": [
            {
                "passage": labels.short(b.anchor.passage),
                "start": b.anchor.start,
                "end": b.anchor.end,
                "reason": b.reason,
            }
            for b in found.broken
        ],
        "uncovered": [{"start": s.start, "end": s.end, "paragraph": s.paragraph} for s in found.uncovered],
    }
