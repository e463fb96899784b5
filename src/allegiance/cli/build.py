"""`allegiance build`: the main job, from files to a release folder."""

from __future__ import annotations

from pathlib import Path

import click

from allegiance import pipeline
from allegiance.cli.check import show_faults, show_summary
from allegiance.cli.console import Session


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where releases go; dist/ in the folder by default.",
)
@click.pass_obj
def build(session: Session, output: Path | None) -> int:
    """Load, reason, derive, validate, test the queries, and write the release.

    Nothing is written while anything is wrong: a release is always of a clean folder.
    """
    kg = session.kg
    outcome = pipeline.check(kg, session.watch)
    show_faults(session, outcome)
    if outcome.faults:
        session.talk.print("[bold]nothing was written[/bold]: mend the above first")
        return 1
    release = pipeline.build(kg, output or kg.project.root / "dist", session.watch)
    show_summary(session, kg, outcome, release)
    return 0
