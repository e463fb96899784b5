"""The report of a validation, as frozen values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from allegiance.errors import Place
from allegiance.terms import SH, NamedNode, Term, Triple
from allegiance.validate.results import ValidationResult, report_graph
from allegiance.validate.shape_faults import ShapeFault


class Severity(IntEnum):
    """How bad a finding is; the names of SHACL §2.1.4 and of the command line side by side."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @classmethod
    def of(cls, term: Term | None) -> Severity:
        """Return the severity for `sh:Info`, `sh:Warning`; anything else is an error."""
        if term == SH["Info"]:
            return cls.INFO
        return cls.WARNING if term == SH["Warning"] else cls.ERROR


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, told to people: with which node, by which shape, and where that is written."""

    focus: Term
    path: str | None
    value: Term | None
    component: NamedNode
    shape: Term
    severity: Severity
    message: str
    label: str | None = None
    place: Place | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """The order of findings, which is part of the promise."""
        parts = (self.focus, self.path or "", self.component, self.value or "", self.shape, self.message)
        return tuple(str(part) for part in parts)


@dataclass(frozen=True, slots=True)
class Assignment:
    """Which engine a targeted shape was given to, and why, where that was not the first choice."""

    shape: Term
    engine: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a validation found: what is wrong with the data, and what is doubtful about the shapes.

    `findings` are sorted, each once; `results` are those of SHACL, where the same one may be due several times.
    """

    findings: tuple[Finding, ...]
    idle_shapes: tuple[Term, ...]
    shapes_run: int
    engine: str
    results: tuple[ValidationResult, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    shape_faults: tuple[ShapeFault, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether there is no finding at all (SHACL §3.6.1.1)."""
        return not self.findings

    @property
    def graph(self) -> frozenset[Triple]:
        """The validation report as RDF (SHACL §3.6)."""
        return report_graph(self.results)

    @property
    def counts(self) -> Mapping[Severity, int]:
        """How many findings there are of each severity."""
        return Counter(finding.severity for finding in self.findings)

    def reaches(self, floor: Severity | None) -> bool:
        """Say whether any finding is at or above a severity; never, where there is no floor."""
        return floor is not None and any(finding.severity >= floor for finding in self.findings)
