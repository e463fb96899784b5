"""A stored question and its parameters -> an answer.

A stored query is a `.rq` file with front matter in `#+` comments (grlc's form) and parameters as BASIL variables
(`?_name_type`). Values are checked by type and bound as RDF terms, never as text. Not here: the engines (`store`, `bridge`),
how an answer is written (`publish`).
"""

from allegiance.query.ask import Answer, ask, ask_free
from allegiance.query.catalogue import Catalogue, StoredQuery, read_free, read_query, read_text
from allegiance.query.expected import Case, cases, difference, unmet
from allegiance.query.front_matter import header_schema
from allegiance.query.header import Expectation, Header
from allegiance.query.lint import Advice, advise, advise_all
from allegiance.query.lookup import Lookup
from allegiance.query.paging import Page
from allegiance.query.parameter import Parameter, Value, Values
from allegiance.query.safety import refuse_unsafe
from allegiance.query.typed import PythonValue, python_value

__all__ = [
    "Advice",
    "Answer",
    "Case",
    "Catalogue",
    "Expectation",
    "Header",
    "Lookup",
    "Page",
    "Parameter",
    "PythonValue",
    "StoredQuery",
    "Value",
    "Values",
    "advise",
    "advise_all",
    "ask",
    "ask_free",
    "cases",
    "difference",
    "header_schema",
    "python_value",
    "read_free",
    "read_query",
    "read_text",
    "refuse_unsafe",
    "unmet",
]
