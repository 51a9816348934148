"""What a document names: the recogniser's names, mended by known names, by deciding words and by one reading throughout an article."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.language.names import consistency, holders, neighbours, rules, wholes
from kg.language.names.known import known_names
from kg.language.names.naming import Naming

__all__ = ["settle"]


def settle(doc: Doc) -> None:
    """Set the entities of a whole article anew.

    The labels are those of OntoNotes: PERSON, ORG, GPE, LOC, FAC, NORP; others (DATE, EVENT ...) stay as they are.
    """
    known = known_names()
    naming = Naming(doc)
    rules.trim(naming)
    rules.drop_common_words(naming)
    rules.name_datelines(naming, known)
    rules.drop_durations(naming)
    rules.add_known(naming, known)
    holders.split_states(naming, known)
    holders.split_bodies(naming, known)
    rules.add_titled(naming)
    rules.add_initials(naming)
    rules.add_nicknames(naming)
    rules.add_syllables(naming)
    wholes.of_names(naming)
    wholes.by_last_word(naming, known)
    consistency.acronyms(naming)
    consistency.short_forms(naming, known)
    neighbours.by_neighbours(naming, known, consistency.families(naming, known))
    consistency.one_sense(naming, known)
    consistency.repeated(naming, known)
    naming.write()
