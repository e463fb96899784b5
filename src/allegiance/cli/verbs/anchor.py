"""`allegiance anchor`: the passages that claims stand on, for those who add claims."""

from __future__ import annotations

from pathlib import Path

import click

from allegiance import pipeline
from allegiance.cli.console import Session
from allegiance.errors import RequestError


@click.command()
@click.argument("start", type=int, required=False)
@click.argument("end", type=int, required=False)
@click.option(
    "--text",
    required=True,
    type=click.Path(path_type=Path),
    help="The copy of the text that the graph is drawn from.",
)
@click.option(
    "--find",
    "words",
    metavar="WORDS",
    help='Find START and END by the words: all of them, or "first words … last words".',
)
@click.option("--document", metavar="CURIE", help="Which source document it is, where the graph has several.")
@click.option(
    "--fill",
    is_flag=True,
    help="Write kg/passages.ttl: all passages that claims name.",
)
@click.pass_obj
def anchor(
    session: Session,
    start: int | None,
    end: int | None,
    text: Path,
    words: str | None,
    document: str | None,
    *,
    fill: bool,
) -> int:
    """Print the Turtle that anchors a passage of a text.

    The passage is code points START to END, or the words of --find; --fill writes all that is missing.
    """
    session.need_folder()
    if fill:
        path, count = pipeline.fill_passages(session.kg, text, document)
        session.say(f"{count} passages in {path}")
        return 0
    if words is not None:
        start, end = pipeline.find_passage(text, words)
        session.say(f"{start} {end}: the name of the passage is …passage-{start}-{end}")
    if start is None or end is None:
        raise RequestError(
            "bad-anchor", "say where the passage is", hint="give START and END, or --find WORDS, or --fill"
        )
    click.echo(pipeline.describe_passage(session.kg, text, start, end, document), nl=False)
    return 0
