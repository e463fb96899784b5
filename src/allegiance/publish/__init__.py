"""Results -> files, byte for byte reproducible: dumps, reports, answers. Files appear whole or not at all.

Not here: making the results, and talking to people (`cli`).
"""

from allegiance.publish.answers import ANSWER_FORMATS, answer_text
from allegiance.publish.changes import CHANGES_FORMATS, Comparison, changes_text
from allegiance.publish.edition import Edition
from allegiance.publish.files import replace_folder, write_file
from allegiance.publish.integrity import Damage, Integrity, check_release
from allegiance.publish.markdown import cell, heading, questions_page
from allegiance.publish.ontology_page import ontology_page
from allegiance.publish.release import Release, write_release
from allegiance.publish.reports import REPORT_FORMATS, report_text

__all__ = [
    "ANSWER_FORMATS",
    "CHANGES_FORMATS",
    "REPORT_FORMATS",
    "Comparison",
    "Damage",
    "Edition",
    "Integrity",
    "Release",
    "answer_text",
    "cell",
    "changes_text",
    "check_release",
    "heading",
    "ontology_page",
    "questions_page",
    "replace_folder",
    "report_text",
    "write_file",
    "write_release",
]
