"""The one interface to OWL 2 RL engines, and what of their output is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal as OneOf
from typing import Protocol

from allegiance.errors import EngineError
from allegiance.reason import compiled_engine
from allegiance.reason.contradiction import Contradiction
from allegiance.terms import Triple

Engine = OneOf["compiled", "owlrl"]


@dataclass(frozen=True, slots=True)
class Entailment:
    """What OWL 2 RL adds: only new triples, only informative ones, and the contradictions found on the way."""

    triples: frozenset[Triple]
    contradictions: tuple[Contradiction, ...]
    engine: Engine


class _Entail(Protocol):
    def __call__(
        self, asserted: Iterable[Triple], *, full: bool
    ) -> tuple[frozenset[Triple], tuple[Contradiction, ...]]: ...


def entail(asserted: Iterable[Triple], engine: Engine = "compiled", *, full: bool = False) -> Entailment:
    """Return what follows from the triples by the rules of OWL 2 RL (OWL 2 Profiles §4.3).

    Order-blind, and idempotent: entailing from asserted and entailed triples together adds nothing. With `full`, every legal
    triple of the closure comes out, trivial and axiomatic ones included. A contradiction is a finding in the value, not an
    error. Raises `EngineError` `reasoner-failed`.
    """
    try:
        new, contradictions = _engine(engine)(asserted, full=full)
    except EngineError:
        raise
    except Exception as error:
        raise EngineError(
            "reasoner-failed",
            f"{engine} could not finish: {error}",
            hint="run again with --debug and report it",
        ) from error
    return Entailment(new, contradictions, engine)


def _engine(name: Engine) -> _Entail:
    if name == "compiled":
        return compiled_engine.entail
    # Imported when asked for: it brings rdflib, which takes longer to load than most graphs take to reason over.
    from allegiance.reason import owlrl_engine  # noqa: PLC0415

    return owlrl_engine.entail
