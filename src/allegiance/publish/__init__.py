"""Results -> files, byte for byte reproducible: dumps, reports, answers. Files appear whole or not at all.

Not here: making the results, and talking to people (`cli`).
"""

from allegiance.publish.answer_table import (
    AnswerTable,
    answer_html,
    answer_html_table,
    answer_markdown,
    answer_table,
)
from allegiance.publish.answers import ANSWER_FORMATS, answer_text
from allegiance.publish.changes import CHANGES_FORMATS, Comparison, changes_text
from allegiance.publish.drawings import answer_drawing
from allegiance.publish.edition import Edition
from allegiance.publish.explanations import (
    EXPLANATION_FORMATS,
    explanation_text,
    explanations_text,
)
from allegiance.publish.files import replace_folder, write_file
from allegiance.publish.integrity import Damage, Integrity, check_release
from allegiance.publish.markdown import cell, heading, questions_page
from allegiance.publish.ontology_page import ontology_page
from allegiance.publish.proof_words import statement, testimony_lines, withheld_lines
from allegiance.publish.query_catalogue import query_exports
from allegiance.publish.release import Release, write_release
from allegiance.publish.reports import REPORT_FORMATS, report_text

__all__ = [
    "ANSWER_FORMATS",
    "CHANGES_FORMATS",
    "EXPLANATION_FORMATS",
    "REPORT_FORMATS",
    "AnswerTable",
    "Comparison",
    "Damage",
    "Edition",
    "Integrity",
    "Release",
    "answer_drawing",
    "answer_html",
    "answer_html_table",
    "answer_markdown",
    "answer_table",
    "answer_text",
    "cell",
    "changes_text",
    "check_release",
    "explanation_text",
    "explanations_text",
    "heading",
    "ontology_page",
    "query_exports",
    "questions_page",
    "replace_folder",
    "report_text",
    "statement",
    "testimony_lines",
    "withheld_lines",
    "write_file",
    "write_release",
]
