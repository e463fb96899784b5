"""`allegiance verify`: the anchors against a reader's own copy of the text, or a release against its own lists."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from allegiance.cli.console import Session
from allegiance.cli.release import verify_release
from allegiance.publish import passage_words
from allegiance.verify import Sentence, Verification


@click.command()
@click.argument("release", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.option("--text", type=click.Path(path_type=Path), help="The reader's copy of the text.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def verify(session: Session, release: Path | None, text: Path | None, as_json: bool) -> int:
    """Check a release, or check anchors against a copy of the text.

    With DIR: that nothing in the release is missing, cut, edited or added. With --text: that every passage stands where the graph
    says, and which sentences no claim is anchored in.
    """
    if (release is None) == (text is None):
        raise click.UsageError("say what to verify: the folder of a release, or --text FILE")
    if release is not None:
        return verify_release(session, release, as_json=as_json)
    return _verify_text(session, text, as_json=as_json) if text is not None else 0


def _verify_text(session: Session, text: Path, *, as_json: bool) -> int:
    kg = session.kg
    found = kg.verify(text)
    if as_json:
        click.echo(json.dumps(_document(session, found), ensure_ascii=False, indent=2))
        return 1 if found.broken else 0
    for broken in found.broken:
        place = kg.project.place_of_node(broken.anchor.passage)
        where = f"{place}: " if place else ""
        stands = passage_words(kg.explainer.witnesses.passage(broken.anchor.passage), kg.labels)
        click.echo(f"{where}{kg.labels.short(broken.anchor.passage)} at {stands}: {broken.reason}")
    for sentence in found.uncovered:
        kind = "line" if sentence.paragraph is None else f"paragraph {sentence.paragraph}"
        click.echo(f"no claim is anchored in {sentence.start}-{sentence.end} ({kind})")
    if not found.same_copy:
        session.say("this is not byte for byte the copy that the graph was drawn from")
    session.say(
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
