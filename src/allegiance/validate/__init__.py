"""Data and shapes -> a report: a value that also admits which shapes looked at nothing.

Not here: how a report is written to a file (`publish`) or shown (`cli`).
"""

from allegiance.validate.report import Finding, Report, Severity
from allegiance.validate.run import Engine, validate

__all__ = ["Engine", "Finding", "Report", "Severity", "validate"]
