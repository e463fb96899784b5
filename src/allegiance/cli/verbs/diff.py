"""`allegiance diff`: what changed, told per entity."""

from __future__ import annotations

from pathlib import Path

import click

from allegiance import pipeline
from allegiance.cli.console import Session
from allegiance.publish import CHANGES_FORMATS, changes_text


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option("-f", "--format", "form", type=click.Choice(CHANGES_FORMATS), help="Text by default.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file.")
@click.pass_obj
def diff(session: Session, old: str, new: str | None, form: str | None, output: Path | None) -> int:
    """Tell in words what changed from OLD to NEW.

    They are files, folders, releases, or git revisions of the folder.
    Without NEW: the folder as it is now. Exit code 1 when something changed.
    """
    if new is None:
        session.need_folder()
    home = session.folder or Path.cwd()
    with session.watch("diff"):
        after = pipeline.side(new, home) if new is not None else pipeline.side_of(session.kg)
        comparison = pipeline.compare(pipeline.side(old, home), after)
    session.write(changes_text(comparison, form or "text"), output)
    return 1 if comparison.changes else 0
