from .change import Change
from .compiled.engine import Progress
from .data.lines import NTriples
from .report import Assignment, Finding, Interrupted, Report, Severity
from .results import ValidationResult
from .run import Engine, validate, validate_inside
from .shapes.demands import Demand, demand
from .shapes.faults import ShapeFault

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
