"""Made-up organisations, places, leaders, events and claims, one entity in a hundred with a fault, each in turn of another kind."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

EX = "https://example.org/"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
SUBCLASS = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
XSD = "http://www.w3.org/2001/XMLSchema#"


def dataset(size: int) -> Iterator[str]:
    """Yield about as many lines of N-Triples as asked for."""
    lines = 0
    for kind in ("Militia", "Party"):
        yield f"<{EX}{kind}> {SUBCLASS} <{EX}Organisation> .\n"
    for kind in ("Organisation", "Leader"):
        yield f"<{EX}{kind}> {SUBCLASS} <{EX}Actor> .\n"
    for number in count():
        for line in _family(number, (number // 20) % 20 if number % 20 == 7 else None):  # noqa: PLR2004 - an entity in a hundred
            yield line
            lines += 1
        if lines >= size:
            return


def _family(n: int, fault: int | None) -> Iterator[str]:
    """Yield an organisation with its place, its leader, an event and two claims."""

    def says(subject: str, predicate: str, object_: str) -> str:
        return f"<{EX}{subject}> {predicate} {object_} .\n"

    def p(name: str) -> str:
        return f"<{EX}{name}>"

    org, place, leader, event = f"org{n}", f"place{n}", f"leader{n}", f"event{n}"
    day = f'"20{n % 20:02}-0{1 + n % 9}-1{n % 10}"^^<{XSD}date>'
    kind = ("Militia", "Party", "Organisation")[n % 3]
    yield says(org, TYPE, p(kind))
    if fault != 0:
        yield says(org, LABEL, f'"Organisation {n}"@en')
    yield says(org, LABEL, f'"گروه {n}"@{"en" if fault == 1 else "fa"}')
    yield says(org, p("founded"), f'"19{n % 90 + 10}-01-01"' + ("" if fault == 2 else f"^^<{XSD}date>"))  # noqa: PLR2004 - a fault
    yield says(org, p("dissolved"), f'"{"1800" if fault == 3 else "2030"}-01-01"^^<{XSD}date>')  # noqa: PLR2004 - a fault
    yield says(org, p("status"), f'"{"lost" if fault == 4 else "active"}"')  # noqa: PLR2004 - a fault
    yield says(org, p("website"), f'"{"ftp" if fault == 5 else "https"}://example.org/{n}"')  # noqa: PLR2004 - a fault
    yield says(org, p("basedIn"), p(leader if fault == 6 else place))  # noqa: PLR2004 - a fault
    yield says(
        org,
        p("members"),
        f'"{n % 5000 + 1}"^^<{XSD}nonNegativeInteger>' if fault != 7 else f'"-{n}"^^<{XSD}integer>',  # noqa: PLR2004 - a fault
    )
    yield says(place, TYPE, p("Place"))
    yield says(place, p("name"), f'"Place {n}"' + ("@de" if fault == 8 else ""))  # noqa: PLR2004 - a fault
    yield says(place, p("partOf"), p(place if fault == 9 else f"country{n % 50}"))  # noqa: PLR2004 - a fault
    if n < 50:  # noqa: PLR2004 - countries are few
        yield says(f"country{n}", TYPE, p("Country"))
        yield says(f"country{n}", p("name"), f'"Country {n}"')
    yield says(leader, TYPE, p("Place" if fault == 10 else "Leader"))  # noqa: PLR2004 - a fault
    yield says(leader, p("name"), f'"Leader {n}"')
    yield says(leader, p("alias"), f'"{"Leader" if fault == 11 else "Alias"} {n}"')  # noqa: PLR2004 - a fault
    if fault != 12:  # noqa: PLR2004 - a fault
        yield says(leader, p("leads"), p(org))
    yield says(leader, p("contact"), f"_:c{n}")
    yield f'_:c{n} {p("email")} "leader{n}{"" if fault == 13 else "@"}example.org" .\n'  # noqa: PLR2004 - a fault
    yield says(event, TYPE, p("Event"))
    yield says(event, p("date"), f'"1900-01-01"^^<{XSD}date>' if fault == 14 else day)  # noqa: PLR2004 - a fault
    yield says(event, p("pledger"), p(org))
    yield says(event, p("pledgee"), p(place if fault == 15 else f"org{n // 2}"))  # noqa: PLR2004 - a fault
    yield says(event, p("announcedBy"), p(leader))
    if fault == 16:  # noqa: PLR2004 - a fault
        yield says(event, p("reportedBy"), p(leader))
    for half in "ab":
        claim = f"claim{n}{half}"
        yield says(claim, TYPE, p("Claim"))
        yield says(claim, p("concerns"), p(place if fault == 17 else event))  # noqa: PLR2004 - a fault
        yield says(claim, p("source"), p("source1"))
        yield says(claim, p("certainty"), p("stated" if fault != 18 else "doubted"))  # noqa: PLR2004 - a fault
        yield says(claim, p("start"), f'"{n}"^^<{XSD}integer>')
        yield says(claim, p("begin"), f'"{n}"^^<{XSD}integer>')
        if fault == 19:  # noqa: PLR2004 - a fault
            yield says(claim, p("colour"), '"red"')
