"""What a set of triples is, in one number and one digest: equal wherever it is stored, in whatever order it comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Store

from allegiance.terms import RDF, XSD, BlankNode, Literal, Quad, Triple

_BATCH = 10_000
_MODULUS = 1 << 256


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The number of distinct triples, and the sum of their SHA-256 digests modulo 2^256, in hexadecimal."""

    count: int
    digest: str


def fingerprint(triples: Iterable[Triple]) -> Fingerprint:
    """Return the fingerprint of triples that come once each.

    Literals count by value in the forms of docs/deviations.md, D9, since servers rewrite them likewise; blank nodes count by
    their canonical labels (RDFC-1.0).
    """
    rewritable: set[bytes] = set()
    count = total = 0
    for triple in _by_value(triples):
        digest = sha256(str(triple).encode()).digest()
        if _may_be_rewritten(triple):
            if digest in rewritable:
                continue
            rewritable.add(digest)
        count += 1
        total += int.from_bytes(digest)
    return Fingerprint(count, f"{total % _MODULUS:064x}")


def _by_value(triples: Iterable[Triple]) -> Iterator[Triple]:
    about_blanks: list[Triple] = []
    waiting = iter(triples)
    while batch := list(islice(waiting, _BATCH)):
        store = Store()
        store.extend(Quad(*triple) for triple in batch)
        for quad in store:
            if any(isinstance(term, BlankNode) for term in (quad.subject, quad.object)):
                about_blanks.append(quad.triple)
            else:
                yield quad.triple
    if about_blanks:
        dataset = Dataset(Quad(*triple) for triple in about_blanks)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        yield from (quad.triple for quad in dataset)


def _may_be_rewritten(triple: Triple) -> bool:
    """Say whether another form of the same value may come in another batch."""
    term = triple.object
    return isinstance(term, Literal) and term.datatype not in {XSD["string"], RDF["langString"]}
