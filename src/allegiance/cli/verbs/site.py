"""`allegiance site`: the folder as pages that answer without a server."""

from __future__ import annotations

from pathlib import Path

import click

from allegiance import pipeline
from allegiance.cli.console import Session


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Where the site goes: a folder, or a file with --single-file. site/ or site.html in the present folder by default.",
)
@click.option("--single-file", is_flag=True, help="One HTML file that holds everything.")
@click.option(
    "--base", default="", metavar="URL", help="Where the site will stand, for sitemap.xml and the 404 page."
)
@click.pass_obj
def site(session: Session, files: tuple[Path, ...], output: Path | None, single_file: bool, base: str) -> int:
    """Write a website that needs no server.

    It works from any address, sub-path or USB stick.

    FILES are RDF files or folders of anybody's; without them the folder is one laid out like ours.
    """
    target = output or Path("site.html" if single_file else "site")
    if files:
        written = pipeline.write_site_of_files(
            files, target, single_file=single_file, base=base, watch=session.watch, step=session.step
        )
    else:
        session.need_folder()
        written = pipeline.write_site(
            session.kg, target, single_file=single_file, base=base, watch=session.watch, step=session.step
        )
    for lack in written.missing:
        session.say(f"without {lack}")
    session.say(f"wrote {written.target} ({written.files:,} files, {written.size / 1_000_000:.1f} MB)")
    return 0
