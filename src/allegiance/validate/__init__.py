"""Data and shapes -> a report: a value that also admits which shapes looked at nothing.

Not here: how a report is written to a file (`publish`) or shown (`cli`).
"""

from allegiance.validate.change import Change
from allegiance.validate.lines import NTriples
from allegiance.validate.report import Assignment, Finding, Report, Severity
from allegiance.validate.results import ValidationResult
from allegiance.validate.run import Engine, validate, validate_inside
from allegiance.validate.shape_faults import ShapeFault

__all__ = [
    "Assignment",
    "Change",
    "Engine",
    "Finding",
    "NTriples",
    "Report",
    "Severity",
    "ShapeFault",
    "ValidationResult",
    "validate",
    "validate_inside",
]
