"""What `allegiance verify DIR` says of a release."""

from __future__ import annotations

import json
from pathlib import Path

import click

from allegiance.cli.console import Session
from allegiance.publish import check_release


def verify_release(session: Session, folder: Path, *, as_json: bool) -> int:
    """Print every damage of a release, one a line, and return the exit code."""
    with session.watch("verify"):
        found = check_release(folder)
    if as_json:
        damages = [{"path": damage.path, "reason": damage.reason} for damage in found.damages]
        told = {"files": found.files, "graphs": found.graphs, "damages": damages}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for damage in found.damages:
            click.echo(f"{folder / damage.path}: {damage.reason}")
        outcome = f"{len(found.damages):,} damages" if found.damages else "all as written"
        session.say(f"{found.files:,} files and {found.graphs:,} graphs compared: {outcome}")
    return 1 if found.damages else 0
