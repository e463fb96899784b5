"""`allegiance build`: the main job, from files to a release folder."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from allegiance import __version__, pipeline
from allegiance.cli.check import show_faults, show_summary
from allegiance.cli.console import Session


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where releases go; dist/ in the folder by default.",
)
@click.option("--version", help="Refuse to build anything but this version.")
@click.pass_obj
def build(session: Session, output: Path | None, version: str | None) -> int:
    """Load, reason, derive, validate, test the queries, and write the release.

    Nothing is written while anything is wrong: a release is always of a clean folder. The release is dated by SOURCE_DATE_EPOCH
    where that is set, and by nothing else.
    """
    issued = _issued(os.environ.get("SOURCE_DATE_EPOCH"))
    kg = session.kg
    if version is not None:
        pipeline.agree_on_version(kg, version)
    outcome = pipeline.check(kg, session.watch)
    show_faults(session, outcome)
    if outcome.faults:
        session.talk.print("[bold]nothing was written[/bold]: mend the above first")
        return 1
    release = pipeline.build(
        kg,
        output or kg.project.root / "dist",
        outcome.report,
        tool=f"allegiance {__version__}",
        issued=issued,
        watch=session.watch,
        step=session.step,
    )
    show_summary(session, kg, outcome, release)
    return 0


def _issued(epoch: str | None) -> str | None:
    """Return the moment that reproducible builds give in SOURCE_DATE_EPOCH, as `xsd:dateTime` in UTC."""
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}; it must be a number of seconds") from None
