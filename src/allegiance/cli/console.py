"""What every command shares: the session, and how people are talked to."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TextIO

import click
from rich.console import Console
from rich.status import Status

from allegiance import pipeline, project, publish, reason
from allegiance.errors import AllegianceError, RequestError

# The exit code of a command that the keyboard interrupted.
INTERRUPTED = 130


@dataclass
class Session:
    """One run of the command: the folder, how much to say, and how long each room took."""

    folder: Path | None
    quiet: bool
    color: bool
    debug: bool
    seconds: dict[str, float] = field(default_factory=dict)
    _status: Status | None = None

    @cached_property
    def kg(self) -> pipeline.KnowledgeGraph:
        """The folder, opened when a command first needs it."""
        return self.open()

    def open(
        self, reasoner: reason.Engine = "compiled", doing: str | None = "answering from the graph"
    ) -> pipeline.KnowledgeGraph:
        """Open the folder with a certain OWL engine; where none is at hand the bundled one, and say what, if anything, is done with it."""
        if doing is not None:
            self.tell_bundled(doing)
        with self.watch("read"):
            return pipeline.KnowledgeGraph(self.folder, reasoner=reasoner)

    def graph(self, where: pipeline.Elsewhere) -> pipeline.AnyGraph:
        """Return the folder's graph: computed here, unless another place is named for it."""
        return self.elsewhere(where) if where.is_given else self.kg

    def elsewhere(self, where: pipeline.Elsewhere) -> pipeline.GraphElsewhere:
        """Return a graph that is in a server or a store, with the folder's rules, shapes and questions for it."""
        return pipeline.GraphElsewhere(self.open(doing="working with the rules, shapes and questions"), where)

    def tell_missing(self, graph: pipeline.AnyGraph) -> None:
        """Say which layers are not there, where the graph is elsewhere: without them, less is found."""
        if not isinstance(graph, pipeline.GraphElsewhere):
            return
        if pipeline.LAYERS[0] in graph.missing:
            self.say("no assertions of ours are there; what is there by default is looked at")
            return
        for layer in graph.missing:
            self.say(f"nothing is in {layer.value} there; to fill it: allegiance reason {graph.where.option}")

    def tell_bundled(self, doing: str) -> None:
        """Say what is done with the bundled folder, where none is at hand."""
        if project.find(self.folder) is None:
            self.say(f"no folder here: {doing} that came with allegiance")

    def need_folder(self) -> None:
        """Refuse to go on where no folder is at hand, for commands that write there or judge what somebody wrote.

        Raises `RequestError` `no-folder`.
        """
        if project.find(self.folder) is None:
            raise RequestError(
                "no-folder",
                "neither this folder nor one above it has ontology/ and kg/",
                hint="name one with -C DIR before the command, or begin one: allegiance init DIR",
            )

    @cached_property
    def talk(self) -> Console:
        """Where the tool talks: stderr; silent with --quiet."""
        return self._console(sys.stderr, quiet=self.quiet)

    def say(self, text: str) -> None:
        """Say one line, as it is: nothing in it is markup, and no path or command is broken over lines."""
        self.talk.print(text, markup=False, soft_wrap=True)

    @cached_property
    def out(self) -> Console:
        """Where tables go: stdout."""
        return self._console(sys.stdout)

    @contextmanager
    def watch(self, room: str) -> Iterator[None]:
        """Show on a terminal that a room is at work, and keep the time it took."""
        start = time.perf_counter()
        with self.talk.status(f"{room} …") as self._status:
            yield
        self.seconds[room] = self.seconds.get(room, 0.0) + time.perf_counter() - start

    def step(self, what: str) -> None:
        """Show on a terminal what the room that is at work has come to."""
        if self._status is not None:
            self._status.update(f"{what} …")

    def write(self, text: str | Iterable[str], output: Path | None) -> None:
        """Put a result where it was asked for: into a file, whole or not at all, or on stdout as it is."""
        if output is None:
            for stretch in [text] if isinstance(text, str) else text:
                click.echo(stretch, nl=False)
        else:
            publish.write_file(output, text)
            self.say(f"wrote {output}")

    def _console(self, file: TextIO, *, quiet: bool = False) -> Console:
        plain = not self.color or bool(os.environ.get("NO_COLOR"))
        # rich asks the terminal, and COLUMNS before it; into a file or a pipe lines may be as long as here.
        width = None if file.isatty() or os.environ.get("COLUMNS") else 120
        return Console(file=file, no_color=plain, highlight=False, quiet=quiet, width=width, soft_wrap=False)


def report_error(error: AllegianceError) -> None:
    """Print an error as a person wants it: where, what, the line with a caret, and a cure."""
    where = f"{error.place}: " if error.place else ""
    click.echo(f"{where}error: {error.message} [{error.code}]", err=True)
    for line in (error.excerpt or "").splitlines():
        click.echo(f"    {line}", err=True)
    if error.hint:
        click.echo(f"hint: {error.hint}", err=True)
