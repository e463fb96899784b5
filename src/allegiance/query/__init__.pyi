from .asking import Answer, ask
from .catalogue import Catalogue, StoredQuery, read_free, read_query, read_text
from .expected import Case, Difference, cases, difference, is_ordered, rows_of, unmet
from .front_matter import header_schema
from .header import Expectation, Header
from .lexical import PATTERNS
from .lint import Advice, advise, advise_all
from .lookup import Lookup
from .paging import Page
from .parameter import Parameter, Value, Values
from .safety import refuse_unsafe
from .typed import PythonValue, python_value

__all__ = [
    "PATTERNS",
    "Advice",
    "Answer",
    "Case",
    "Catalogue",
    "Difference",
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
    "cases",
    "difference",
    "header_schema",
    "is_ordered",
    "python_value",
    "read_free",
    "read_query",
    "read_text",
    "refuse_unsafe",
    "rows_of",
    "unmet",
]
