"""An engine that gives up in time: the query runs in a child process that is killed when its time is over (D11)."""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import cast

from allegiance.errors import AllegianceError, EngineError, Place, RequestError
from allegiance.store.port import Engine, Result
from allegiance.terms import Term


class TimeLimitedEngine:
    """Answers as another engine does, or not at all after so many seconds."""

    def __init__(self, engine: Engine, seconds: float) -> None:
        """Raise `RequestError` `no-time-limit` for a limit that is none, or where processes cannot be forked."""
        if seconds <= 0:
            raise RequestError(
                "no-time-limit", "a time limit is more than 0 seconds", hint="leave it out for none"
            )
        if "fork" not in multiprocessing.get_all_start_methods():
            raise RequestError(
                "no-time-limit",
                "this system cannot stop a query",
                hint="ask an endpoint that has a limit of its own",
            )
        self.name = engine.name
        self._engine = engine
        self._seconds = seconds

    def query(self, text: str, bindings: Mapping[str, Term]) -> Result:
        """Answer a query; see `Engine.query`. Raises `EngineError` `query-timeout`."""
        context = multiprocessing.get_context("fork")
        receiving, sending = context.Pipe(duplex=False)
        child = context.Process(target=_answer, args=(self._engine, text, bindings, sending), daemon=True)
        child.start()
        sending.close()
        try:
            if not receiving.poll(self._seconds):
                raise EngineError(
                    "query-timeout",
                    f"{self.name} had no answer after {self._seconds:g} s and was stopped",
                    hint="give it more time, or ask for less; --explain shows what is costly",
                )
            outcome = receiving.recv()
        except EOFError as error:
            raise EngineError(
                "engine-failed", f"{self.name} died over the query", hint="it may have run out of memory"
            ) from error
        finally:
            child.kill()
            child.join()
            receiving.close()
        if isinstance(outcome, _Failure):
            raise outcome.error
        return cast("Result", outcome)


@dataclass(frozen=True, slots=True)
class _Failure:
    """An error of ours, in a form that goes through a pipe."""

    kind: type[AllegianceError]
    code: str
    message: str
    place: Place | None
    hint: str | None
    excerpt: str | None

    @property
    def error(self) -> AllegianceError:
        return self.kind(self.code, self.message, place=self.place, hint=self.hint, excerpt=self.excerpt)


def _answer(engine: Engine, text: str, bindings: Mapping[str, Term], sending: Connection) -> None:
    try:
        sending.send(engine.query(text, bindings))
    except AllegianceError as error:
        sending.send(_Failure(type(error), error.code, error.message, error.place, error.hint, error.excerpt))
