"""The options that say where the graphs are, which several commands share, and which options go with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from allegiance.errors import RequestError
from allegiance.pipeline import Elsewhere


def place_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--endpoint`, `--store` and what belongs to them; it gets them as one value, `where`."""

    @click.option(
        "--endpoint",
        metavar="URL",
        help="A SPARQL 1.1 server. Credentials: ALLEGIANCE_USER and …_PASSWORD, or netrc.",
    )
    @click.option("--update-url", metavar="URL", help="Where its updates go, if not beside the endpoint.")
    @click.option(
        "--graph-store-url", metavar="URL", help="Its Graph Store Protocol address, to send graphs whole."
    )
    @click.option(
        "--store", "directory", type=click.Path(path_type=Path, file_okay=False), help="A store on disk."
    )
    @click.option(
        "--patience", default=600.0, show_default=True, help="Seconds for one whole answer of a server."
    )
    @wraps(command)
    def with_place(
        *arguments: Any,
        endpoint: str | None,
        update_url: str | None,
        graph_store_url: str | None,
        directory: Path | None,
        patience: float,
        **others: Any,
    ) -> Any:
        where = Elsewhere(endpoint, update_url, graph_store_url, directory, patience)
        return command(*arguments, where=where, **others)

    return with_place


def refuse_elsewhere(where: Elsewhere, **options: object) -> None:
    """Raise `RequestError` `only-here` for options that were given and need the graph here, where it is elsewhere."""
    for name, given in options.items():
        if where.is_given and given:
            raise RequestError(
                "only-here",
                f"{_spelled(name)} needs the graph here, and it is elsewhere",
                hint=f"leave it out, or fetch the graph: allegiance pull asserted {where.option}",
            )


def _spelled(name: str) -> str:
    """Return an option as it is typed, with its value where it has one; an argument is in capitals already."""
    return name if name.isupper() else f"--{name.replace('_', ' ')}"
