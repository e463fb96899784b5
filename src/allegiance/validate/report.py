"""The report of a validation, as frozen values."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from pathlib import Path

from allegiance.errors import Place
from allegiance.terms import PREFIXES, SH, BlankNode, NamedNode, Term, Triple
from allegiance.validate.results import ValidationResult, report_graph
from allegiance.validate.shapes.faults import ShapeFault


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
    """One thing that is wrong, told to people: with which node, by which shape, and where that is written.

    `shape_name` is what people call the shape, also one without an IRI: by the shape that it belongs to, and its path.
    """

    focus: Term
    path: str | None
    value: Term | None
    component: NamedNode
    shape: Term
    severity: Severity
    message: str
    shape_name: str
    label: str | None = None
    place: Place | None = None

    @property
    def fingerprint(self) -> str:
        """What the finding is, whichever file and line it stands at: for baselines."""
        terms = (self.focus, self.component, self.value)
        told = (*map(_lasting, terms), self.path or "", self.shape_name)
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]

    @property
    def key(self) -> tuple[str | int, ...]:
        """The order of findings, which is part of the promise: by node, where it has a name, and last by place."""
        parts = (self.focus, self.path, self.component, self.value, self.shape_name, self.message)
        place = self.place or Place(Path())
        return (*map(_lasting, parts), str(place.path), place.line or 0, place.column or 0)


def _lasting(part: Term | str | None) -> str:
    """Return a part of a finding as text; blank nodes have other names in the next run."""
    return "[]" if isinstance(part, BlankNode) else str(part or "")


@dataclass(frozen=True, slots=True)
class Assignment:
    """Which engine a targeted shape was given to, and why, where that was not the first choice."""

    shape: Term
    engine: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a validation found: what is wrong with the data, and what is doubtful about the shapes.

    `findings` are sorted, each once; `results` are those of SHACL, where the same one may be due several times. A report with
    `unfinished` shapes is partial: the run was interrupted before they had looked at the data. `notes` say what it leaves open,
    `prefixes` shorten the IRIs that it tells people.
    """

    findings: tuple[Finding, ...]
    idle_shapes: tuple[Term, ...]
    shapes_run: int
    engine: str
    results: tuple[ValidationResult, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    shape_faults: tuple[ShapeFault, ...] = ()
    unfinished: tuple[Term, ...] = ()
    notes: tuple[str, ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=lambda: PREFIXES)

    @property
    def conforms(self) -> bool:
        """Whether there is no finding at all (SHACL §3.6.1.1); a partial report does not say so."""
        return not self.findings and not self.unfinished

    @property
    def graph(self) -> frozenset[Triple]:
        """The validation report as RDF (SHACL §3.6); one that is partial and found nothing leaves open whether the data conform."""
        triples = report_graph(self.results)
        if self.results or not self.unfinished:
            return triples
        return frozenset(triple for triple in triples if triple.predicate != SH["conforms"])

    @property
    def counts(self) -> Mapping[Severity, int]:
        """How many findings there are of each severity."""
        return Counter(finding.severity for finding in self.findings)

    def at(self, place: Callable[[Finding], Place | None]) -> Report:
        """Return the report with a place for each finding, where there is one."""
        found = [replace(finding, place=place(finding)) for finding in self.findings]
        return replace(self, findings=tuple(sorted(found, key=lambda finding: finding.key)))

    def only(self, *, focus: Term | None = None, shape: Term | None = None) -> Report:
        """Return the report with the findings about one node, by one shape, or both."""
        kept = tuple(
            finding
            for finding in self.findings
            if (focus is None or finding.focus == focus) and (shape is None or finding.shape == shape)
        )
        results = tuple(
            result
            for result in self.results
            if (focus is None or result.focus == focus) and (shape is None or result.shape == shape)
        )
        return replace(self, findings=kept, results=results)

    def within(self, files: Collection[Path]) -> Report:
        """Return the report with the findings that stand in some files; which shapes met no node, these alone do not tell."""
        kept = tuple(f for f in self.findings if f.place is not None and f.place.path in files)
        nodes = {finding.focus for finding in kept}
        results = tuple(result for result in self.results if result.focus in nodes)
        return replace(self, findings=kept, results=results, idle_shapes=())

    def without(self, known: Collection[str]) -> Report:
        """Return the report without the findings whose fingerprints are known already; the report graph keeps them."""
        return replace(self, findings=tuple(f for f in self.findings if f.fingerprint not in known))

    def reaches(self, floor: Severity | None) -> bool:
        """Say whether any finding is at or above a severity; never, where there is no floor."""
        return floor is not None and any(finding.severity >= floor for finding in self.findings)


class Interrupted(KeyboardInterrupt):
    """The keyboard interrupted a validation; what it had found is in the partial report."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report
