"""Pre-binding (SHACL Appendix A): what a query may not do, and how its variables are bound.

A variable is pre-bound everywhere in a query, also where SPARQL's own scoping would leave it unbound: inside UNION, sub-select
and bare groups. For constants that is replacement; for sets of nodes the pattern that yields them is repeated in each group
that tests the variable.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from allegiance.errors import RequestError
from allegiance.store.tokens import Token, serialise, tokens
from allegiance.terms import OWL, SH, BlankNode, Literal, Term
from allegiance.validate.shapes.model import SparqlQuery
from allegiance.validate.shapes.shapes_graph import ShapesGraph, ill_formed

_FORBIDDEN: Final = frozenset({"MINUS", "VALUES", "SERVICE"})
_TESTS: Final = frozenset({"FILTER", "BIND", "HAVING"})


def read_query(
    graph: ShapesGraph, node: Term, kind: str, bound: Iterable[str], messages: tuple[Literal, ...]
) -> SparqlQuery:
    """Return the query of a constraint or a validator, its prefixes declared.

    Raises `RequestError` `unsupported-sparql` for what Appendix A forbids, `ill-formed-shapes` where there is no query.
    """
    text = graph.one(node, SH[kind])
    if not isinstance(text, Literal):
        raise ill_formed(node, f"has no sh:{kind} query")
    _refuse(text.value, frozenset(bound))
    return SparqlQuery(node, _prefixes(graph, node) + text.value, messages)


def _prefixes(graph: ShapesGraph, node: Term) -> str:
    """Return the prefix declarations of `sh:prefixes` (SHACL-SPARQL §5.2.1), those of imported ontologies included."""
    declared: dict[str, str] = {}
    seen: set[Term] = set()
    waiting: list[Term] = list(graph.objects(node, SH["prefixes"]))
    while waiting:
        source = waiting.pop()
        if source in seen:
            continue
        seen.add(source)
        waiting += graph.objects(source, OWL["imports"])
        for declaration in graph.objects(source, SH["declare"]):
            prefix, namespace = (graph.one(declaration, SH[name]) for name in ("prefix", "namespace"))
            if not isinstance(prefix, Literal) or not isinstance(namespace, Literal):
                raise ill_formed(declaration, "declares no prefix and namespace")
            if declared.setdefault(prefix.value, namespace.value) != namespace.value:
                raise ill_formed(node, f"declares the prefix {prefix.value!r} twice, differently")
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in declared.items())


def _refuse(query: str, bound: frozenset[str]) -> None:
    previous = ""
    for token in tokens(query):
        if token.keyword in _FORBIDDEN:
            raise _unsupported(f"uses {token.keyword}")
        if previous == "AS" and variable(token) in bound:
            raise _unsupported(f"assigns the pre-bound variable {token.text}")
        previous = token.keyword
    for select in _selects(list(tokens(query)))[1:]:
        # Parameters are constants by the time a query runs, so only nodes can get lost here.
        missing = (bound & {"this", "value"}) - select.returned
        if missing:
            raise _unsupported(f"has a sub-select that does not return ${min(missing)}")


def _unsupported(fault: str) -> RequestError:
    return RequestError(
        "unsupported-sparql",
        f"a SPARQL query in the shapes {fault}, which pre-binding forbids",
        hint="see the SHACL recommendation, Appendix A",
    )


@dataclass(frozen=True, slots=True)
class _Select:
    returned: frozenset[str]
    grouped: bool
    aggregates: bool


def _selects(found: list[Token]) -> list[_Select]:
    """Return the SELECT clauses of a query, outermost first: what they return, and whether they aggregate."""
    selects = []
    for start, token in enumerate(found):
        if token.keyword != "SELECT":
            continue
        end = next((i for i in range(start, len(found)) if found[i].text == "{"), len(found))
        clause = found[start:end]
        close = _closing(found, end)
        names = frozenset(name for one in clause if (name := variable(one)))
        if any(one.text == "*" for one in clause) and not names:
            names = _in_patterns(found[end:close])
        after = [one.keyword for one in found[close : close + 2]]
        aggregates = any(
            one.keyword in {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"} for one in clause
        )
        selects.append(_Select(names, "GROUP" in after, aggregates))
    return selects


def _closing(found: list[Token], opening: int) -> int:
    depth = 0
    for position in range(opening, len(found)):
        depth += {"{": 1, "}": -1}.get(found[position].text, 0)
        if depth == 0:
            return position + 1
    return len(found)


def _in_patterns(body: list[Token]) -> frozenset[str]:
    """Return the variables that occur outside of parentheses, which is to say in patterns."""
    names, depth = set(), 0
    for token in body:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth == 0 and (name := variable(token)):
            names.add(name)
    return frozenset(names)


def variable(token: Token) -> str:
    """Return the name of a variable token, or an empty string."""
    return token.text[1:] if token.kind == "variable" else ""


def is_set_at_a_time(query: str) -> bool:
    """Say whether one run over many nodes gives what a run for each would.

    It does not where rows are limited, aggregated over all nodes, or do not tell which node they are about.
    """
    found = list(tokens(query))
    if any(token.keyword in {"LIMIT", "OFFSET"} for token in found):
        return False
    selects = _selects(found)
    told = not selects or not selects[0].returned or "this" in selects[0].returned
    return told and all(select.grouped or not select.aggregates for select in selects)


def bind_constants(query: str, constants: Mapping[str, Term]) -> str:
    """Return the query with variables replaced by terms; `bound()` of one becomes true, a selected one stays a column."""
    if any(isinstance(term, BlankNode) for term in constants.values()):
        raise RequestError("unsupported-sparql", "a blank node cannot be written into a query")
    found = list(tokens(query))
    written: list[str] = []
    end = position = 0
    selecting = False
    depth = 0
    while position < len(found):
        token = found[position]
        selecting = token.keyword == "SELECT" or (
            selecting and token.text != "{" and token.keyword != "WHERE"
        )
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        inner = found[position + 2] if position + 3 < len(found) else token
        if token.keyword == "BOUND" and variable(inner) in constants:
            written += [query[end : token.start], "(true)"]
            position += 3
            end = found[position].start + 1
        elif (name := variable(token)) in constants:
            term = serialise(constants[name])
            written += [query[end : token.start], f"({term} AS ?{name})" if selecting and not depth else term]
            end = token.start + len(token.text)
        position += 1
    return "".join([*written, query[end:]])


def bind_nodes(query: str, names: frozenset[str], pattern: str) -> str:
    """Return the query with a pattern that yields nodes in front of its body, and of every group that tests one of them."""
    found = list(tokens(query))
    places = [at for at, names_tested in _groups(found) if names_tested & names]
    first = next((token.start + 1 for token in found if token.text == "{"), len(query))
    written, end = [], 0
    for place in sorted({first, *places}):
        written += [query[end:place], f" {pattern} "]
        end = place
    return "".join([*written, query[end:]])


def _groups(found: list[Token]) -> list[tuple[int, set[str]]]:
    """Return where the groups of a query begin, with the variables that each tests itself.

    Groups inside EXISTS are left out: SPARQL replaces the variables there by itself (SPARQL 1.1 §18.6).
    """
    groups: list[tuple[int, set[str]]] = []
    stack: list[tuple[int, set[str], bool]] = []
    testing = ""
    parentheses = test_level = 0
    for position, token in enumerate(found):
        if token.text == "{":
            exists = found[position - 1].keyword == "EXISTS" or (bool(stack) and stack[-1][2])
            stack.append((token.start + 1, set(), exists))
        elif token.text == "}" and stack:
            start, tested, exists = stack.pop()
            if not exists and not _is_select_group(found, start):
                groups.append((start, tested))
        elif token.keyword in _TESTS:
            testing, test_level = token.keyword, parentheses
        elif token.text in {"(", ")"}:
            parentheses += 1 if token.text == "(" else -1
            testing = "" if parentheses == test_level else testing
        elif testing and stack and (name := variable(token)):
            stack[-1][1].add(name)
    return groups


def _is_select_group(found: list[Token], start: int) -> bool:
    after = next((token for token in found if token.start >= start), None)
    return after is not None and after.keyword == "SELECT"


def may_touch(query: str, predicates: Collection[str]) -> bool:
    """Say whether a query may look at statements with some predicates: by name, by a variable, or by what it excludes.

    In doubt it says yes.
    """
    if not predicates:
        return False
    namespaces: dict[str, str] = {}
    found = list(tokens(query))
    for prefix, iri in pairwise(found):
        if prefix.kind == "name" and iri.kind == "iri" and prefix.text.endswith(":"):
            namespaces[prefix.text] = iri.text[1:-1]
    named = set()
    for token in found:
        prefix_text, colon, local = token.text.partition(":")
        if token.kind == "iri":
            named.add(token.text[1:-1])
        elif token.kind == "name":
            named.add(namespaces.get(prefix_text + colon, "") + local.replace("\\", ""))
    if named & set(predicates) or any(
        token.text == "!" for token in found if not _in_expression(token, found)
    ):
        return True
    return any(map(_is_property, found, found[1:], found[2:]))


def _in_expression(token: Token, found: list[Token]) -> bool:
    depth = 0
    for other in found:
        if other is token:
            break
        depth += {"(": 1, ")": -1}.get(other.text, 0)
    return depth > 0


_STARTS_OBJECT: Final = frozenset({"iri", "name", "string", "variable", "number"})


def _is_property(before: Token, token: Token, after: Token) -> bool:
    """Say whether a variable may stand between a subject and an object."""
    if token.kind != "variable" or before.keyword in _TESTS:
        return False
    ends_subject = before.kind in {"iri", "name", "variable"} or before.text in {"]", ")", ";", "["}
    return ends_subject and (after.kind in _STARTS_OBJECT or after.text in {"[", "("})
