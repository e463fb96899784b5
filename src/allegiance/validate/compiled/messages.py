"""Messages that shapes bring along, their placeholders filled in (SHACL-SPARQL §5.2.4, §6.2.5)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from allegiance.terms import Literal, NamedNode, Term

_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")


def fill(messages: tuple[Literal, ...], terms: Mapping[str, Term]) -> tuple[Literal, ...]:
    """Return messages with `{?name}` and `{$name}` replaced; what has no term stays as it is written."""
    return tuple(_filled(message, terms) for message in messages)


def _filled(message: Literal, terms: Mapping[str, Term]) -> Literal:
    text = _PLACEHOLDER.sub(
        lambda found: _shown(terms[found[1]]) if found[1] in terms else found[0], message.value
    )
    if message.language:
        return Literal(text, language=message.language)
    return Literal(text, datatype=message.datatype)


def _shown(term: Term) -> str:
    return term.value if isinstance(term, Literal | NamedNode) else str(term)
