"""Validation reports as text: for terminals, for programs, for pages, for code scanning."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from allegiance import turtle
from allegiance.labels import Labels
from allegiance.publish.pages import PAGES
from allegiance.terms import BlankNode, Term
from allegiance.validate import Finding, Report, Severity

_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}
_MOST_IDLE = 10
_SARIF_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def report_text(report: Report, form: str, most: int | None = None) -> str:
    """Return a report in one of `REPORT_FORMATS`; as text, at most so many findings in full, the others counted by shape."""
    return _text(report, most) if form == "text" else _FORMATS[form](report)


def _text(report: Report, most: int | None = None) -> str:
    lines = [_finding_lines(finding, report) for finding in report.findings[:most]]
    if hidden := report.findings[most:] if most is not None else ():
        lines.append(f"and {len(hidden):,} more, by shape:")
        counts = Counter(finding.shape_name for finding in hidden)
        lines += [f"    {count:>7,}  {shape}" for shape, count in counts.most_common()]
    lines += _remarks(report)
    return "".join(f"{line}\n" for line in [*lines, summary(report)])


def _remarks(report: Report) -> list[str]:
    """Return what is to be said beside the findings: about the shapes, and about what the report leaves open."""
    return [
        *_idle(report),
        *(f"doubtful shape: {fault}" for fault in _faults(report)),
        *(f"note: {note}" for note in report.notes),
    ]


def _idle(report: Report) -> list[str]:
    """Return a line for each shape that met no node, or one for all where they are many: most are then about something else."""
    idle = report.idle_shapes
    if len(idle) > _MOST_IDLE:
        return [f"idle shapes: {len(idle):,} of {report.shapes_run:,} met no node (-f md lists them)"]
    return [f"idle shape: {_short(shape, report)} met no node" for shape in idle]


def _faults(report: Report) -> list[str]:
    return [
        f"{_short(fault.around or fault.node, report)}: {fault.message}{f' ({fault.hint})' if fault.hint else ''}"
        for fault in report.shape_faults
    ]


def _finding_lines(finding: Finding, report: Report) -> str:
    where = f"{finding.place}: " if finding.place else ""
    named = f"{finding.label} ({_short(finding.focus, report)})" if finding.label else _name(finding, report)
    return f"{where}{_WORDS[finding.severity]}: {named} {finding.message}\n    shape {finding.shape_name}"


def summary(report: Report) -> str:
    """Return the outcome in one sentence."""
    shapes = _number(report.shapes_run, "shape")
    if report.unfinished:
        shapes = f"partial, interrupted with {len(report.unfinished):,} of {shapes} not done"
    if not report.findings and report.unfinished:
        return shapes
    if not report.findings and len(report.idle_shapes) == report.shapes_run:
        return f"{shapes}, nothing was looked at: no target is in the data"
    if not report.findings:
        return f"{shapes}, nothing to complain about"
    counts = report.counts
    return f"{shapes}: " + ", ".join(
        _number(counts[s], _WORDS[s]) for s in reversed(Severity) if counts.get(s)
    )


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 or noun == "info" else f"{count:,} {noun}s"


def _json(report: Report) -> str:
    document = {
        "conforms": report.conforms,
        "partial": bool(report.unfinished),
        "engine": report.engine,
        "shapes": report.shapes_run,
        "idle": [_short(shape, report) for shape in report.idle_shapes],
        "doubtful": _faults(report),
        "notes": list(report.notes),
        "findings": [
            {
                "severity": _WORDS[finding.severity],
                "focus": _short(finding.focus, report),
                "label": finding.label,
                "message": finding.message,
                "path": finding.path,
                "value": None if finding.value is None else _short(finding.value, report),
                "component": _short(finding.component, report),
                "shape": finding.shape_name,
                **_place(finding),
            }
            for finding in report.findings
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _place(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "file": None if place is None else str(place.path),
        "line": None if place is None else place.line,
        "column": None if place is None else place.column,
    }


def _markdown(report: Report) -> str:
    lines = ["# Validation", "", summary(report).capitalize() + ".", ""]
    if report.findings:
        lines += ["| severity | node | what | where | shape |", "| --- | --- | --- | --- | --- |"]
        for finding in report.findings:
            cells = (
                _WORDS[finding.severity],
                _name(finding, report),
                finding.message,
                str(finding.place or ""),
                f"`{finding.shape_name}`",
            )
            lines.append(
                "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
            )
        lines.append("")
    if report.idle_shapes:
        lines += (
            ["Shapes that met no node:", ""]
            + [f"- `{_short(shape, report)}`" for shape in report.idle_shapes]
            + [""]
        )
    if report.shape_faults:
        lines += ["Doubtful shapes:", "", *(f"- {fault}" for fault in _faults(report)), ""]
    lines += [f"Note: {note}\n" for note in report.notes]
    return "\n".join(lines)


def _html(report: Report) -> str:
    rows = [
        {
            "severity": _WORDS[finding.severity],
            "name": _name(finding, report),
            "focus": _short(finding.focus, report) if finding.label else "",
            "message": finding.message,
            "place": str(finding.place or ""),
            "shape": finding.shape_name,
        }
        for finding in report.findings
    ]
    page = PAGES.get_template("validation.html")
    return page.render(
        summary=summary(report),
        rows=rows,
        idle=[_short(shape, report) for shape in report.idle_shapes],
        doubtful=_faults(report),
        notes=report.notes,
    )


def _sarif(report: Report) -> str:
    """SARIF 2.1.0: one rule per shape, one result per finding."""
    rules = sorted({finding.shape_name for finding in report.findings})
    results = []
    for finding in report.findings:
        named = _name(finding, report)
        result: dict[str, Any] = {
            "ruleId": finding.shape_name,
            "level": _SARIF_LEVELS[finding.severity],
            "message": {"text": f"{named} {finding.message}"},
        }
        if place := finding.place:
            region = {"startLine": place.line or 1, "startColumn": place.column or 1}
            location = {"artifactLocation": {"uri": _relative(place.path)}, "region": region}
            result["locations"] = [{"physicalLocation": location}]
        results.append(result)
    driver = {"name": "allegiance", "rules": [{"id": rule} for rule in rules]}
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "invocations": [
                    {
                        "executionSuccessful": not report.unfinished,
                        "toolExecutionNotifications": [
                            {"level": "note", "message": {"text": remark}} for remark in _remarks(report)
                        ],
                    }
                ],
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _relative(path: Path) -> str:
    if not path.is_absolute():
        return path.as_posix()
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else path.as_uri()


def _junit(report: Report) -> str:
    """JUnit XML: one test case per shape that was run into, so that CI servers list findings as failures."""
    suite = ET.Element("testsuite", name="allegiance", tests=str(report.shapes_run))
    by_shape: dict[str, list[Finding]] = {}
    for finding in report.findings:
        by_shape.setdefault(finding.shape_name, []).append(finding)
    for shape, findings in sorted(by_shape.items()):
        case = ET.SubElement(suite, "testcase", name=shape, classname="shapes")
        worst = max(findings, key=lambda finding: finding.severity)
        failure = ET.SubElement(case, "failure", message=worst.message, type=_WORDS[worst.severity])
        failure.text = "\n".join(_finding_lines(finding, report) for finding in findings)
    for shape in sorted(_short(shape, report) for shape in report.unfinished):
        case = ET.SubElement(suite, "testcase", name=shape, classname="shapes")
        ET.SubElement(case, "error", message="interrupted")
    if remarks := _remarks(report):
        ET.SubElement(suite, "system-out").text = "\n".join(remarks)
    suite.set("errors", str(len(report.unfinished)))
    suite.set("failures", str(len(by_shape)))
    ET.indent(suite)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(suite, encoding="unicode")}\n'


def _github(report: Report) -> str:
    """Workflow commands of GitHub: one annotation per finding, at its file and line."""
    lines = [f"::error::{summary(report)}\n"] if report.unfinished else []
    for finding in report.findings:
        named = _name(finding, report)
        kind = {"info": "notice"}.get(_WORDS[finding.severity], _WORDS[finding.severity])
        where = ""
        if place := finding.place:
            where = f" file={_relative(place.path)},line={place.line or 1},col={place.column or 1}"
        message = f"{named} {finding.message}".replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        lines.append(f"::{kind}{where}::{message}\n")
    lines += [f"::notice::{remark}\n" for remark in _remarks(report)]
    return "".join(lines)


def _turtle(report: Report) -> str:
    said = [*([summary(report)] if report.unfinished else []), *_remarks(report)]
    return "".join(f"# {line}\n" for line in said) + turtle.write(report.graph)


def _name(finding: Finding, report: Report) -> str:
    """Return what people call a focus node; a blank node has another label in each run, which tells nobody anything."""
    return finding.label or ("[]" if isinstance(finding.focus, BlankNode) else _short(finding.focus, report))


def _short(term: Term, report: Report) -> str:
    return Labels((), prefixes=report.prefixes).short(term)


_FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": _text,
    "json": _json,
    "md": _markdown,
    "html": _html,
    "sarif": _sarif,
    "junit": _junit,
    "github": _github,
    "ttl": _turtle,
}
REPORT_FORMATS = tuple(_FORMATS)
