"""The command: one file per verb, in `verbs/`, named as the room it opens. Only this room prints.

Results go to stdout, talk to stderr. Exit codes: 0 clean · 1 findings · 2 wrong request or input · 3 the tool failed · 130
interrupted.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import click

from allegiance import __version__
from allegiance.cli import verbs
from allegiance.cli.console import INTERRUPTED, Session, report_error
from allegiance.errors import AllegianceError

__all__ = ["main"]

_FAILED = 3


class Verbs(click.Group):
    """The commands in `verbs/`, one a module. A module is loaded when its verb is named: nobody waits for another verb's suppliers."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the verbs, sorted."""
        return sorted(module.name for module in iter_modules(verbs.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a verb, or nothing."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = getattr(import_module(f"{verbs.__name__}.{cmd_name}"), cmd_name)
        return command


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="allegiance")
@click.option(
    "-C",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Work on this folder instead of the present one.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but results and errors.")
@click.option("--no-color", is_flag=True, help="No colours (NO_COLOR works too).")
@click.option("--debug", is_flag=True, help="Show tracebacks.")
@click.pass_context
def cli(context: click.Context, folder: Path | None, quiet: bool, no_color: bool, debug: bool) -> None:
    """Who pledged to whom, when, and who says so."""
    context.obj = Session(folder=folder, quiet=quiet, color=not no_color, debug=debug)


def main() -> None:
    """Run the command line and exit with its code."""
    debug = "--debug" in sys.argv
    try:
        code = cli.main(standalone_mode=False)
    except AllegianceError as error:
        if debug:
            raise
        report_error(error)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        if debug:
            raise
        click.echo(f"error: the tool failed: {type(error).__name__}: {error}", err=True)
        click.echo("hint: run again with --debug and report what it prints", err=True)
        sys.exit(_FAILED)
    sys.exit(code if isinstance(code, int) else 0)
