"""Changes between two graphs as text: for terminals, change requests, pages, programs, and as RDF."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from allegiance import turtle
from allegiance.diff import Changes, Grade, Told, tell
from allegiance.labels import Labels
from allegiance.publish.pages import PAGES
from allegiance.terms import RDF, RDFS, Literal, NamedNode, Namespace, Triple

# The Changeset vocabulary: a subject, the statements that came and those that went.
_CHANGESET = Namespace("http://purl.org/vocab/changeset/schema#")
_GRADES = {Grade.MAJOR: "major", Grade.MINOR: "minor", Grade.PATCH: "patch"}


@dataclass(frozen=True)
class Comparison:
    """Changes between two named sides, with the names of things on both."""

    old: str
    new: str
    changes: Changes
    names: Labels
    prefixes: Mapping[str, str]

    @property
    def told(self) -> tuple[Told, ...]:
        """The changes in words."""
        return tell(self.changes, self.names)

    @property
    def summary(self) -> str:
        """The changes in one sentence."""
        if not self.changes:
            return f"nothing changed from {self.old} to {self.new}"
        number = len(self.changes.entities)
        entities = f"{number:,} {'entity' if number == 1 else 'entities'}"
        counts = f"statements: {self.changes.added:,} added, {self.changes.removed:,} removed"
        graded = self.changes.ontology
        ontology = f"; the ontology changed: {_GRADES[graded.grade]}" if graded else ""
        return f"from {self.old} to {self.new}: {entities} changed, {counts}{ontology}"

    @property
    def reasons(self) -> list[tuple[str, str, str]]:
        """Why the ontology's change has its grade: the grade of each reason, the reason, and the term."""
        graded = self.changes.ontology
        if graded is None:
            return []
        return [(_GRADES[weight], words, self.names.short(term)) for weight, words, term in graded.reasons]


def changes_text(comparison: Comparison, form: str) -> str:
    """Return changes in one of `CHANGES_FORMATS`."""
    return _FORMATS[form](comparison)


def _text(comparison: Comparison) -> str:
    lines = [
        f"{told.name.rstrip('.')}: {sentence}" if told.name not in sentence else sentence
        for told in comparison.told
        for sentence in told.sentences
    ]
    lines += [f"ontology, {grade}: {term} {words}" for grade, words, term in comparison.reasons]
    return "".join(f"{line}\n" for line in [*lines, comparison.summary])


def _markdown(comparison: Comparison) -> str:
    lines = ["# What changed", "", comparison.summary[0].upper() + comparison.summary[1:] + ".", ""]
    if comparison.told:
        lines += ["| entity | change |", "| --- | --- |"]
        for told in comparison.told:
            cells = (told.name, "; ".join(told.sentences))
            lines.append("| " + " | ".join(c.replace("|", "\\|").replace("\n", " ") for c in cells) + " |")
        lines.append("")
    if comparison.reasons:
        lines += ["## Ontology", "", "| grade | term | why |", "| --- | --- | --- |"]
        lines += [f"| {grade} | `{term}` | {words} |" for grade, words, term in comparison.reasons]
        lines.append("")
    return "\n".join(lines)


def _html(comparison: Comparison) -> str:
    rows = [
        {"name": told.name, "node": comparison.names.short(told.change.entity), "sentences": told.sentences}
        for told in comparison.told
    ]
    page = PAGES.get_template("changes.html")
    return page.render(summary=comparison.summary, rows=rows, reasons=comparison.reasons)


def _json(comparison: Comparison) -> str:
    graded = comparison.changes.ontology
    document = {
        "old": comparison.old,
        "new": comparison.new,
        "added": comparison.changes.added,
        "removed": comparison.changes.removed,
        "ontology": None
        if graded is None
        else {
            "grade": _GRADES[graded.grade],
            "reasons": [{"grade": g, "reason": r, "term": t} for g, r, t in comparison.reasons],
        },
        "entities": [
            {
                "entity": told.change.entity.value
                if isinstance(told.change.entity, NamedNode)
                else str(told.change.entity),
                "name": told.name,
                "kind": told.change.kind,
                "types": [comparison.names.short(kind) for kind in told.change.types],
                "told": list(told.sentences),
                "added": [str(triple) for triple in told.change.added],
                "removed": [str(triple) for triple in told.change.removed],
            }
            for told in comparison.told
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _turtle(comparison: Comparison) -> str:
    triples: list[Triple] = []
    for number, told in enumerate(comparison.told):
        node = NamedNode(f"urn:changes:{number}")
        triples += [
            Triple(node, RDF["type"], _CHANGESET["ChangeSet"]),
            Triple(node, _CHANGESET["subjectOfChange"], told.change.entity),
            *(Triple(node, RDFS["comment"], Literal(words, language="en")) for words in told.sentences),
        ]
        for name, statements in (("addition", told.change.added), ("removal", told.change.removed)):
            for count, (subject, predicate, object_) in enumerate(statements):
                statement = NamedNode(f"{node.value}:{name}:{count}")
                triples += [
                    Triple(node, _CHANGESET[name], statement),
                    Triple(statement, RDF["type"], RDF["Statement"]),
                    Triple(statement, RDF["subject"], subject),
                    Triple(statement, RDF["predicate"], predicate),
                    Triple(statement, RDF["object"], object_),
                ]
    return turtle.write(triples, {**comparison.prefixes, "cs": _CHANGESET.iri})


_FORMATS: Mapping[str, Callable[[Comparison], str]] = {
    "text": _text,
    "md": _markdown,
    "html": _html,
    "json": _json,
    "ttl": _turtle,
}
CHANGES_FORMATS = tuple(_FORMATS)
