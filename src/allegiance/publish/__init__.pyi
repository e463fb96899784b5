from .answers.drawings import answer_drawing
from .answers.tables import (
    AnswerTable,
    answer_html,
    answer_html_table,
    answer_markdown,
    answer_sheet,
    answer_table,
)
from .answers.texts import ANSWER_FORMATS, answer_text
from .changes import CHANGES_FORMATS, Comparison, changes_text
from .explanations.texts import EXPLANATION_FORMATS, explanation_text, explanations_text, refusal_text
from .explanations.words import passage_words, testimony_lines
from .files import replace_folder, write_file
from .markdown import cell, heading, questions_page
from .ontology_reference import ontology_page
from .queries.catalogue import query_exports
from .release.edition import Edition
from .release.integrity import Damage, Integrity, check_release
from .release.writing import Release, write_release
from .reports import REPORT_FORMATS, report_text

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
    "answer_sheet",
    "answer_table",
    "answer_text",
    "cell",
    "changes_text",
    "check_release",
    "explanation_text",
    "explanations_text",
    "heading",
    "ontology_page",
    "passage_words",
    "query_exports",
    "questions_page",
    "refusal_text",
    "replace_folder",
    "report_text",
    "testimony_lines",
    "write_file",
    "write_release",
]
