"""`allegiance fmt`: authored Turtle in one style, comments kept."""

from __future__ import annotations

from pathlib import Path

import click

from allegiance import pipeline
from allegiance.cli.console import Session


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a file would change.")
@click.pass_obj
def fmt(session: Session, paths: tuple[Path, ...], check: bool) -> int:
    """Lay out Turtle files in one style, comments and all.

    One statement per line, `a` first, predicates in order.
    Without PATH: all Turtle files of the folder. Every file is read before any is written.
    """
    if not paths:
        session.need_folder()
    with session.watch("format"):
        layouts = pipeline.lay_out(paths or pipeline.authored_files(session.kg.project))
    changed = [layout for layout in layouts if layout.place is not None]
    if not check:
        pipeline.write_layouts(changed)
    for layout in changed:
        click.echo(f"{layout.place}: {'would change' if check else 'laid out'}")
    session.say(f"{len(changed)} of {len(layouts)} files {'would change' if check else 'changed'}")
    return 1 if check and changed else 0
