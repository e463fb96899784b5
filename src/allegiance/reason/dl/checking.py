"""Is an ontology consistent under the direct semantics of OWL 2 DL? Asked of a DL reasoner, where one is installed.

Each runs in a process of its own, which is stopped when its time is over. Not here: the contradictions that the rules of OWL 2 RL find
(`clashes`), which need no such reasoner.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final
from typing import Literal as OneOf

from allegiance import turtle
from allegiance.terms import Triple
from allegiance.turtle.canonical import canonical_lines

Reasoner = OneOf["hermit", "rustdl"]
Outcome = OneOf["consistent", "none found", "inconsistent", "undecided", "skipped"]
_PACKAGES: Final[dict[Reasoner, str]] = {"hermit": "hermit-reasoner", "rustdl": "rustdl"}


@dataclass(frozen=True, slots=True)
class DlCheck:
    """What one reasoner found.

    `none found` is a search without a contradiction that was not complete; `undecided` and `skipped` give their reason in
    `words`. `because` are axioms that contradict each other, `left_out` what the reasoner did not read; both as it writes them.
    """

    reasoner: Reasoner
    outcome: Outcome
    words: str = ""
    because: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def dl_check(triples: Iterable[Triple], reasoner: Reasoner, seconds: float) -> DlCheck:
    """Return what a reasoner says of triples taken as one ontology, within so many seconds.

    HermiT is trusted both ways, and is for ontologies without much data. rustdl is fast with data; its "inconsistent" is trusted, its
    "consistent" means that it found nothing. Never raises: what goes wrong inside a reasoner makes the check undecided.
    """
    if find_spec(reasoner) is None:
        package = _PACKAGES[reasoner]
        return DlCheck(
            reasoner, "skipped", f"{package} is not installed; pip install 'allegiance[dl]' brings it"
        )
    lines = canonical_lines(triples)
    if (obstacle := turtle.rdfxml_obstacle(lines)) is not None:
        return DlCheck(reasoner, "undecided", f"the ontology cannot be handed over as RDF/XML: {obstacle}")
    return _asked(reasoner, "".join(turtle.stream_rdfxml(lines)).encode(), seconds)


def _asked(reasoner: Reasoner, document: bytes, seconds: float) -> DlCheck:
    command = [sys.executable, "-m", "allegiance.reason.dl.reasoners", reasoner]
    try:
        done = subprocess.run(command, input=document, capture_output=True, timeout=seconds, check=False)  # noqa: S603 -- ourselves
    except subprocess.TimeoutExpired:
        return DlCheck(reasoner, "undecided", f"no verdict after {seconds:g} s; give it more time")
    if done.returncode != 0:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        return DlCheck(reasoner, "undecided", f"the reasoner failed: {''.join(last) or done.returncode}")
    verdict = json.loads(done.stdout)
    found: Outcome = "consistent" if reasoner == "hermit" else "none found"
    return DlCheck(
        reasoner,
        found if verdict["consistent"] else "inconsistent",
        because=tuple(verdict["because"]),
        left_out=tuple(verdict["left_out"]),
    )
