"""The engine of our own: triples -> integers -> closure -> new triples and contradictions."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from allegiance.reason.axioms import axiomatic
from allegiance.reason.clashes import contradictions
from allegiance.reason.closure import Closure, close
from allegiance.reason.columns import HALF
from allegiance.reason.contradiction import Contradiction
from allegiance.reason.dictionary import TermDictionary
from allegiance.reason.entailed import Telling
from allegiance.reason.facts import Facts
from allegiance.reason.vocabulary import Vocabulary
from allegiance.terms import NamedNode, Subject, Triple


def entail(asserted: Iterable[Triple], *, full: bool) -> tuple[frozenset[Triple], tuple[Contradiction, ...]]:
    """Return what OWL 2 RL adds to the triples, and the contradictions.

    Informative triples only, unless the full closure is asked for: then with axiomatic triples, `x sameAs x`, and facts about
    blank nodes.
    """
    dictionary = TermDictionary()
    closure = closed(asserted, dictionary, full=full)
    return told(closure, dictionary, full=full), contradictions(closure)


def closed(asserted: Iterable[Triple], dictionary: TermDictionary, *, full: bool = False) -> Closure:
    """Return the closure of triples whose terms go into the dictionary."""
    vocabulary = Vocabulary(dictionary)
    facts = Facts(vocabulary.type)
    propose(asserted, dictionary, facts)
    if not full:
        return close(dictionary, vocabulary, facts)
    axioms = Facts(vocabulary.type)
    propose(axiomatic(), dictionary, axioms)
    return close(dictionary, vocabulary, facts, axioms)


def propose(triples: Iterable[Triple], dictionary: TermDictionary, facts: Facts) -> None:
    """Propose triples to facts, in integers."""
    pairs: defaultdict[int, array[int]] = defaultdict(lambda: array("q"))
    id_of = dictionary.id_of
    for subject, predicate, object_ in triples:
        pairs[id_of(predicate)].append((id_of(subject) << HALF) | id_of(object_))
    for predicate_id, packed in pairs.items():
        facts.propose(predicate_id, np.frombuffer(packed, np.int64))


def told(closure: Closure, dictionary: TermDictionary, *, full: bool) -> frozenset[Triple]:
    """Return the triples of a closure that are told."""
    triples: set[Triple] = set()
    term = dictionary.term
    for predicate_id, subjects, objects in Telling(closure, everything=full).relations():
        predicate = term(predicate_id)
        assert isinstance(predicate, NamedNode)
        for subject_id, object_id in zip(subjects.tolist(), objects.tolist(), strict=True):
            subject: Subject = term(subject_id)  # type: ignore[assignment]  # `Telling` tells no literal subjects
            triples.add(Triple(subject, predicate, term(object_id)))
    return frozenset(triples)
