"""`allegiance validate`: SHACL, for the folder or for any files."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from allegiance import pipeline
from allegiance.cli.console import Session
from allegiance.publish import REPORT_FORMATS, report_text
from allegiance.validate import Engine, Severity

_FLOORS = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO, "never": None}


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--shapes",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Shapes files; those of the folder by default.",
)
@click.option(
    "--engine",
    type=click.Choice(get_args(Engine)),
    default="auto",
    show_default=True,
    help="auto is ours, with pyshacl for shapes that ours cannot carry.",
)
@click.option(
    "--fail-on",
    type=click.Choice(list(_FLOORS)),
    default="error",
    show_default=True,
    help="The least severity that makes exit code 1.",
)
@click.option("-f", "--format", "form", type=click.Choice(REPORT_FORMATS), default="text", show_default=True)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to a file."
)
@click.pass_obj
def validate(
    session: Session,
    files: tuple[Path, ...],
    shapes: tuple[Path, ...],
    engine: Engine,
    fail_on: str,
    form: str,
    output: Path | None,
) -> int:
    """Validate FILES, or the whole folder where none is given."""
    with session.watch("validate"):
        if files or shapes:
            named = files or tuple(document.path for document in session.kg.project.data)
            report = pipeline.validate_files(named, shapes, session.folder, engine)
        else:
            report = session.kg.validate(engine)
    for given in report.assignments:
        if given.reason is not None:
            session.talk.print(f"{given.shape} was given to {given.engine}: {given.reason}")
    session.write(report_text(report, form), output)
    return 1 if report.reaches(_FLOORS[fail_on]) else 0
