"""A stored question and its parameters -> an answer.

A stored query is a `.rq` file with front matter in `#+` comments (grlc's form) and parameters as BASIL variables
(`?_name_type`). Values are checked by type and bound as RDF terms, never as text. Not here: the engines (`store`, `bridge`),
how an answer is written (`publish`).
"""

from allegiance.query.ask import Answer, ask, ask_free, refuse_unsafe
from allegiance.query.catalogue import Catalogue, StoredQuery, read_query
from allegiance.query.expected import Case, cases, difference
from allegiance.query.header import Header, Parameter

__all__ = [
    "Answer",
    "Case",
    "Catalogue",
    "Header",
    "Parameter",
    "StoredQuery",
    "ask",
    "ask_free",
    "cases",
    "difference",
    "read_query",
    "refuse_unsafe",
]
