"""Data and shapes -> a report: a value that also admits which shapes looked at nothing.

Not here: how a report is written to a file (`publish`) or shown (`cli`).
"""

from allegiance.validate.change import Change
from allegiance.validate.compiled_engine import Progress
from allegiance.validate.demands import Demand, demand
from allegiance.validate.lines import NTriples
from allegiance.validate.report import Assignment, Finding, Interrupted, Report, Severity
from allegiance.validate.results import ValidationResult
from allegiance.validate.run import Engine, validate, validate_inside
from allegiance.validate.shape_faults import ShapeFault

__all__ = [
    "Assignment",
    "Change",
    "Demand",
    "Engine",
    "Finding",
    "Interrupted",
    "NTriples",
    "Progress",
    "Report",
    "Severity",
    "ShapeFault",
    "ValidationResult",
    "demand",
    "validate",
    "validate_inside",
]
