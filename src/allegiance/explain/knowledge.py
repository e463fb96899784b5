"""What explanations draw on: three layers, and the rules that made two of them. At hand (`Held`), or in a store (`Stored`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol

from allegiance.explain.index import Index, StoreIndex, TripleIndex
from allegiance.explain.parts import Part, parts_of
from allegiance.reason import Derivation, Layers, Materialisation, Proof, Proofs, StoreProver, derive
from allegiance.store import Engine, Graph, OxigraphStore, Store
from allegiance.store.tokens import substitute, tokens
from allegiance.terms import GRAPH, Object, Triple

LAYERS: Final = Layers(GRAPH["asserted"], GRAPH["derived"], GRAPH["entailed"])
_PARAMETERS: Final = MappingProxyType({"_subject_iri": 0, "_object_iri": 2})


class Knowledge(Protocol):
    """A graph in its layers."""

    @property
    def asserted(self) -> Index:
        """What is written."""
        ...

    @property
    def derived(self) -> Index:
        """What derivation rules gave."""
        ...

    @property
    def entailed(self) -> Index:
        """What OWL 2 RL adds."""
        ...

    def rule_of(self, triple: Triple) -> str | None:
        """Return the name of the derivation rule that gave a triple, or None where none did."""
        ...

    def reasons(self, rule: str, triple: Triple) -> frozenset[Triple]:
        """Return the premises from which a derivation rule gave a triple."""
        ...

    def proof(self, triple: Triple) -> Proof | None:
        """Return a short proof by OWL 2 RL from what is asserted or derived, or None."""
        ...

    def proofs(self, triple: Triple, most: int) -> Proofs:
        """Return up to so many proofs by OWL 2 RL, the shortest first."""
        ...

    def parts(self, document: Object) -> Sequence[Part]:
        """Return the paragraphs and sections of a document, the shortest first."""
        ...


class Held:
    """A graph at hand, with what its rules derived."""

    def __init__(self, asserted: Sequence[Triple], derivation: Derivation, because: Sequence[Path]) -> None:
        self._triples = frozenset(asserted)
        self._derivation = derivation
        self._because = _by_name(because)

    @cached_property
    def asserted(self) -> Index:
        """See `Knowledge`."""
        return TripleIndex(self._triples)

    @cached_property
    def derived(self) -> Index:
        """See `Knowledge`."""
        return TripleIndex(self._derivation.triples)

    @cached_property
    def entailed(self) -> Index:
        """See `Knowledge`."""
        return TripleIndex(self._materialisation.entailed)

    def rule_of(self, triple: Triple) -> str | None:
        """See `Knowledge`."""
        return self._derivation.rule_of(triple)

    def reasons(self, rule: str, triple: Triple) -> frozenset[Triple]:
        """See `Knowledge`."""
        return _reasons(self._store, self._because.get(rule), triple)

    def proof(self, triple: Triple) -> Proof | None:
        """See `Knowledge`; here it is a shortest one, as `Proofs` promises."""
        return next(iter(self.proofs(triple, 1).found), None)

    def proofs(self, triple: Triple, most: int) -> Proofs:
        """See `Knowledge`."""
        return self._materialisation.proofs(triple, most)

    def parts(self, document: Object) -> Sequence[Part]:
        """See `Knowledge`."""
        return parts_of(self._store, document)

    @cached_property
    def _materialisation(self) -> Materialisation:
        return Materialisation(self._triples | self._derivation.triples)

    @cached_property
    def _store(self) -> OxigraphStore:
        return OxigraphStore({LAYERS.asserted: self._triples, LAYERS.derived: self._derivation.triples})


class Stored:
    """A graph whose layers are in a store or behind an endpoint, as `allegiance push` puts them there; all is asked for there."""

    def __init__(
        self,
        store: Store,
        ontology: Iterable[Triple],
        rules: Sequence[Path],
        because: Sequence[Path],
        layers: Layers = LAYERS,
    ) -> None:
        """Take the store, and the ontology and the rules that its layers were made with."""
        self.asserted: Index = StoreIndex(store, layers.asserted)
        self.derived: Index = StoreIndex(store, layers.derived)
        self.entailed: Index = StoreIndex(store, layers.entailed)
        self._prover = StoreProver(store, ontology, layers)
        self._store = store.over((layers.asserted, layers.derived))
        self._rules = _by_name(rules)
        self._because = _by_name(because)

    def rule_of(self, triple: Triple) -> str | None:
        """Return the first rule that gives a derived triple when it sees nothing but its reasons for it."""
        if not self.derived.has(triple):
            return None
        for name, rule in self._rules.items():
            premises = self.reasons(name, triple)
            if premises and triple in derive(premises, [rule]).triples:
                return name
        return "derived"

    def reasons(self, rule: str, triple: Triple) -> frozenset[Triple]:
        """See `Knowledge`."""
        return _reasons(self._store, self._because.get(rule), triple)

    def proof(self, triple: Triple) -> Proof | None:
        """See `Knowledge`; here it need not be the shortest."""
        return self._prover.prove([triple])[0]

    def proofs(self, triple: Triple, most: int) -> Proofs:
        """See `Knowledge`."""
        return self._prover.proofs(triple, most)

    def parts(self, document: Object) -> Sequence[Part]:
        """See `Knowledge`."""
        return parts_of(self._store, document)


def _by_name(paths: Sequence[Path]) -> Mapping[str, Path]:
    return {path.stem: path for path in paths}


def _reasons(engine: Engine, because: Path | None, triple: Triple) -> frozenset[Triple]:
    """Ask the query in `queries/rules/because/` for the premises of a triple."""
    if because is None:
        return frozenset()
    text = because.read_text(encoding="utf-8")
    asked = {token.text[1:] for token in tokens(text) if token.kind == "variable"}
    bindings = {name: triple[index] for name, index in _PARAMETERS.items() if name in asked}
    # D5: not every variable that is bound here is in the template, so the terms are put in beforehand.
    result = engine.query(substitute(text, bindings), {})
    return result.triples if isinstance(result, Graph) else frozenset()
