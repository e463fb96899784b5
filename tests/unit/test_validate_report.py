"""A report is a value: sorted findings for people, results as SHACL counts them, the W3C report graph."""

from __future__ import annotations

import pytest

from allegiance.terms import RDF, SH, Literal
from allegiance.validate import Severity, validate
from unit.validating import EX, component, read, report

ONE_NAME = (
    ":Shape sh:targetClass :Thing ; sh:property :Shape-name . :Shape-name sh:path :name ; sh:minCount 1"
)


def test_data_that_conforms_has_no_findings_and_says_so_in_its_graph() -> None:
    found = report(":a a :Thing ; :name 'A' .", f"{ONE_NAME} .")

    assert found.conforms
    assert {triple.predicate for triple in found.graph} == {RDF["type"], SH["conforms"]}


def test_a_finding_names_node_path_component_and_shape() -> None:
    (finding,) = report(":a a :Thing ; rdfs:label 'a thing' .", f"{ONE_NAME} .").findings

    assert (finding.focus, finding.component, finding.shape) == (
        EX["a"],
        component("MinCount"),
        EX["Shape-name"],
    )
    assert (finding.label, finding.severity) == ("a thing", Severity.ERROR)
    assert finding.message == "has too few values for http://example.org/name: at least 1 needed"


def test_a_message_of_the_shape_is_told_in_the_language_wanted_with_its_placeholders_filled() -> None:
    shapes = f"{ONE_NAME} ; sh:severity sh:Warning ; sh:message '{{$this}}: {{?minCount}} Name'@de , '{{$this}}: {{?minCount}} name'@en ."

    found = report(":a a :Thing .", shapes)

    assert [finding.message for finding in found.findings] == ["http://example.org/a: 1 name"]
    assert [finding.severity for finding in found.findings] == [Severity.WARNING]
    assert {t.object for t in found.graph if t.predicate == SH["resultMessage"]} == {
        Literal("http://example.org/a: 1 Name", language="de"),
        Literal("http://example.org/a: 1 name", language="en"),
    }


def test_placeholders_of_a_query_are_filled_from_its_solution() -> None:
    shapes = """:Shape sh:targetClass :Thing ; sh:sparql [ sh:message "{?value} by {?who} {?nobody}" ;
        sh:select "SELECT $this ?value ?who WHERE { $this <http://example.org/p> ?value BIND('me' AS ?who) }" ] ."""

    (finding,) = report(":a a :Thing ; :p 1 .", shapes).findings

    assert finding.message == "1 by me {?nobody}"


def test_a_shape_without_iri_is_called_by_the_shape_around_it_and_is_the_same_in_the_next_run() -> None:
    shapes = (
        ":Shape sh:targetClass :Thing ; sh:property [ sh:path rdfs:label ; sh:or ( [ sh:minLength 2 ] ) ] ."
    )

    first, second = (report(":a a :Thing ; rdfs:label 'a' .", shapes).findings for _ in range(2))

    assert [finding.shape_name for finding in first] == ["http://example.org/Shape / rdfs:label"]
    assert [finding.fingerprint for finding in first] == [finding.fingerprint for finding in second]
    assert first[0].shape != second[0].shape


def test_a_deactivated_shape_finds_nothing_and_lets_everything_pass() -> None:
    assert report(":a a :Thing .", f"{ONE_NAME} ; sh:deactivated true .").conforms
    assert report(
        ":a a :Thing .",
        ":S sh:targetClass :Thing ; sh:not [ sh:not [ sh:class :Other ; sh:deactivated true ] ] .",
    ).conforms


def test_results_come_as_often_as_shacl_counts_them_findings_once() -> None:
    data = ":a a :Thing ; :p :x . :b a :Thing ; :p :x ."
    shapes = (
        ":S sh:targetClass :Thing ; sh:property [ sh:path :p ; sh:property [ sh:path :q ; sh:minCount 1 ] ] ."
    )

    found = report(data, shapes)

    assert len(found.results) == len(found.findings) + 1
    assert len({t.object for t in found.graph if t.predicate == SH["result"]}) == len(found.results)


def test_findings_are_sorted_whatever_the_order_of_the_data() -> None:
    data = read("".join(f":n{number} a :Thing ; :name {number} ." for number in range(8)))
    shapes = read(":S sh:targetClass :Thing ; sh:property [ sh:path :name ; sh:nodeKind sh:IRI ] .")

    there, back = validate(data, shapes), validate(reversed(data), shapes)

    assert there.findings == back.findings
    assert list(there.findings) == sorted(there.findings, key=lambda finding: finding.key)


def test_a_shape_that_met_no_node_is_idle() -> None:
    found = report(
        ":a a :Thing ; :name 'A' .", f"{ONE_NAME} . :Idle sh:targetClass :Nothing ; sh:class :Thing ."
    )

    assert found.idle_shapes == (EX["Idle"],)


def test_variables_of_a_query_do_not_meet_ours() -> None:
    data = ":a a :Sub , :Other . :Sub rdfs:subClassOf :Thing . :b a :Thing ."
    shapes = """:S sh:targetClass :Thing ; sh:sparql [ sh:select
        "SELECT $this ?value WHERE { $this a ?class . BIND(?class AS ?value) }" ] ."""

    found = report(data, shapes)

    assert {(f.focus, f.value) for f in found.findings} == {
        (EX["a"], EX["Sub"]),
        (EX["a"], EX["Other"]),
        (EX["b"], EX["Thing"]),
    }


@pytest.mark.parametrize(
    ("demand", "told"),
    [
        ("sh:class :Other", "is not a http://example.org/Other"),
        ("sh:minLength 30", "is shorter than 30 characters"),
        ("sh:maxLength 3", "is longer than 3 characters"),
        ("sh:hasValue :b", "is not http://example.org/b"),
        ("sh:disjoint :same", "is its own http://example.org/same"),
        ("sh:equals :p", "is not its own and only http://example.org/p"),
        ("sh:not [ sh:nodeKind sh:IRI ]", "is what the shape forbids"),
        ("sh:languageIn ( 'en' )", "is in a language that is not allowed"),
        ("sh:node [ sh:nodeKind sh:Literal ]", "does not have the shape expected"),
    ],
)
def test_of_a_node_itself_a_sentence_is_about_the_node(demand: str, told: str) -> None:
    (finding,) = report(":a a :Thing ; :same :a .", f":Shape sh:targetClass :Thing ; {demand} .").findings

    assert finding.message == told
