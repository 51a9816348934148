"""Names after the recogniser: each rule on a few words, the known list in step with the reference tables, one reading an article."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.language import Pipeline
from kg.language.names import consistency, holders, neighbours, rules, settle, wholes
from kg.language.names.known import Known, KnownNames, fold, known_names, name_words
from kg.language.names.naming import Name, Naming

ROOT = Path(__file__).parents[2]
VOCAB = Vocab()
NOTHING = KnownNames([])


def document(text, *entities):
    """Words apart, capitalised ones proper nouns, a full stop ends a sentence; entities as (text, label)."""
    words = text.split()
    starts = [at == 0 or words[at - 1] == "." for at in range(len(words))]
    tags = ["PROPN" if word[0].isupper() else "NOUN" for word in words]
    doc = Doc(VOCAB, words=words, pos=tags, sent_starts=starts)
    spans = []
    for name, label in entities:
        parts = name.split()
        start = next(at for at in range(len(words)) if words[at : at + len(parts)] == parts)
        spans.append(Span(doc, start, start + len(parts), label=label))
    doc.ents = spans
    return doc


def names(naming):
    return [(naming.text(name), name.label) for name in naming]


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("President Olovar spoke", ("President Olovar", "PERSON"), ("Olovar", "PERSON")),
        ("the United Front won", ("the United Front", "ORG"), ("United Front", "ORG")),
        ("Freedonia 's fleet", ("Freedonia 's", "GPE"), ("Freedonia", "GPE")),
        ('" Karst " fell', ('" Karst "', "GPE"), ("Karst", "GPE")),
        ("the 3 May", ("the 3 May", "DATE"), ("the 3 May", "DATE")),
        ("the Republic of Karst", ("Republic of", "GPE"), ("Republic", "GPE")),
    ],
)
def test_edges_that_are_no_part_of_a_name_go(text, before, after):
    naming = Naming(document(text, before))
    rules.trim(naming)
    assert names(naming) == [after]


@pytest.mark.parametrize(
    ("span", "kept"),
    [("Every year", False), ("day", False), ("day to day", False), ("last year", True), ("3 days", True)],
)
def test_what_recurs_or_lasts_is_no_date(span, kept):
    naming = Naming(document(f"{span} they met", (span, "DATE")))
    rules.drop_durations(naming)
    assert names(naming) == ([(span, "DATE")] if kept else [])


def test_a_name_of_edges_alone_is_none():
    naming = Naming(document("Mr . spoke", ("Mr .", "PERSON")))
    rules.trim(naming)
    assert names(naming) == []


KNOWN = KnownNames(
    [
        ("Freedonia", Known("GPE", sure=True)),
        ("Karst", Known("GPE", sure=False)),
        ("Freedonian", Known("NORP", sure=True)),
        ("Council of the Isles", Known("ORG", sure=True)),
        ("FR", Known("GPE", sure=False)),
        ("Freedonia 's Karst Council", Known("ORG", sure=True)),
    ]
)


@pytest.mark.parametrize(
    ("text", "entities", "after"),
    [
        ("in Freedonia", [], [("Freedonia", "GPE")]),
        ("in Freedonia", [("Freedonia", "ORG")], [("Freedonia", "GPE")]),
        ("in Freedonia", [("Freedonia", "LOC")], [("Freedonia", "LOC")]),  # a place either way
        ("Ana Freedonia spoke", [("Ana Freedonia", "PERSON")], [("Ana Freedonia", "PERSON")]),
        ("Freedonia spoke", [("Freedonia", "PERSON")], [("Freedonia", "PERSON")]),
        ("in Karst", [], []),  # not sure: waits for the recogniser
        ("a Freedonian ship", [], []),  # adjectives are the recogniser's to see
        ("a Freedonian ship", [("Freedonian", "GPE")], [("Freedonian", "NORP")]),
        ("the Council of the Isles met", [("Isles", "LOC")], [("Council of the Isles", "ORG")]),
        ("the Council of the Isles met", [], [("Council of the Isles", "ORG")]),
        ("FR troops left", [], [("FR", "GPE")]),
        ("FR TROOPS LEFT", [], []),  # all is written in capitals
        (
            "Freedonia 's Karst Council met",
            [("Freedonia", "GPE"), ("Karst Council", "ORG")],
            [("Freedonia", "GPE"), ("Karst Council", "ORG")],
        ),
    ],
)
def test_known_names_are_added_made_whole_and_called_what_they_are(text, entities, after):
    naming = Naming(document(text, *entities))
    rules.add_known(naming, KNOWN)
    assert names(naming) == after


@pytest.mark.parametrize(
    ("text", "entities", "after"),
    [
        ("then Mr Key left", [], [("Key", "PERSON")]),
        ("then Mr Key left", [("Key", "GPE")], [("Key", "PERSON")]),
        ("Ambassador Anna Zorba left", [], [("Anna Zorba", "PERSON")]),
        ("President Freedonia", [("Freedonia", "GPE")], [("Freedonia", "GPE")]),  # a title only adds
        ("the minister left", [], []),
        ("then Mr President left", [], []),
        ("Secretary General Ana Key", [("General Ana Key", "ORG")], [("Ana Key", "PERSON")]),
        ("at General Ana Key", [("General Ana Key", "ORG")], [("General Ana Key", "ORG")]),
        ("the general . Karst fell", [], []),
    ],
)
def test_behind_a_title_stands_a_person(text, entities, after):
    naming = Naming(document(text, *entities))
    rules.add_titled(naming)
    assert names(naming) == after


def test_letters_before_a_person_are_the_persons():
    naming = Naming(document("then A. B. Zorba left", ("Zorba", "PERSON")))
    rules.add_initials(naming)
    assert names(naming) == [("A. B. Zorba", "PERSON")]


@pytest.mark.parametrize(
    ("text", "entities", "after"),
    [
        (
            'then Ana " Rook " Key left',
            [("Ana", "PERSON"), ("Key", "PERSON")],
            [('Ana " Rook " Key', "PERSON")],
        ),
        ('then Ana " The Rook " Key left', [("Ana", "PERSON")], [('Ana " The Rook " Key', "PERSON")]),
        ('then Ana " Rook " left', [("Ana", "PERSON")], [("Ana", "PERSON")]),
        ('then Ana " no " Key left', [("Ana", "PERSON")], [("Ana", "PERSON")]),
        ('then Karst " Rook " Key left', [("Karst", "GPE")], [("Karst", "GPE")]),
        ('said Ana " Rook', [("Ana", "PERSON")], [("Ana", "PERSON")]),
    ],
)
def test_a_nickname_between_a_persons_names_is_part_of_them(text, entities, after):
    naming = Naming(document(text, *entities))
    rules.add_nicknames(naming)
    assert names(naming) == after


@pytest.mark.parametrize(
    ("behind", "pos", "spaced", "after"),
    [
        ("ting", "PROPN", False, "Lam Cheuk-ting"),
        ("era", "NOUN", False, "Lam Cheuk"),
        ("Era", "PROPN", False, "Lam Cheuk"),
        ("ting", "PROPN", True, "Lam Cheuk"),
    ],
)
def test_a_syllable_behind_a_hyphen_ends_the_name(behind, pos, spaced, after):
    doc = Doc(
        VOCAB,
        words=["Lam", "Cheuk", "-", behind, "left"],
        spaces=[True, False, spaced, True, False],
        pos=["PROPN", "PROPN", "PUNCT", pos, "VERB"],
    )
    doc.ents = [Span(doc, 0, 2, label="PERSON")]
    naming = Naming(doc)
    rules.add_syllables(naming)
    assert names(naming) == [(after, "PERSON")]


def test_a_letter_before_a_place_is_its_own():
    naming = Naming(document("then A. Karst left", ("Karst", "GPE")))
    rules.add_initials(naming)
    assert names(naming) == [("Karst", "GPE")]


@pytest.mark.parametrize(
    ("name", "label", "after"),
    [
        ("Karst Cup", "ORG", "EVENT"),
        ("Karst Province", "ORG", "GPE"),
        ("Republic Day", "GPE", "DATE"),
        ("Ana Day", "PERSON", "PERSON"),
        ("Fisheries Ministry", "GPE", "ORG"),
        ("Karst Airport", "GPE", "FAC"),
        ("Karst River", "ORG", "LOC"),
        ("Long Island", "GPE", "GPE"),
        ("Ministry", "GPE", "GPE"),
        ("Monday Party", "DATE", "DATE"),
    ],
)
def test_the_last_word_tells_what_a_name_is(name, label, after):
    naming = Naming(document(f"the {name} stands", (name, label)))
    wholes.by_last_word(naming, NOTHING)
    assert names(naming) == [(name, after)]


@pytest.mark.parametrize(
    ("text", "entity", "after"),
    [
        ("the Karst Treaty holds", ("Karst Treaty", "ORG"), []),
        ("the Karst Treaty holds", ("Karst", "GPE"), []),
        ("the Karst War began", ("Karst", "GPE"), [("Karst War", "EVENT")]),
        ("the Karst treaty holds", ("Karst", "GPE"), [("Karst", "GPE")]),
        ("the Karst Ministry met", ("Karst", "GPE"), [("Karst", "GPE")]),  # the network's to see
    ],
)
def test_events_and_treaties_are_no_places(text, entity, after):
    naming = Naming(document(text, entity))
    wholes.by_last_word(naming, NOTHING)
    assert names(naming) == after


@pytest.mark.parametrize(
    ("text", "entities", "after"),
    [
        ("the Bank of Karst lends", [("Bank", "ORG"), ("Karst", "GPE")], [("Bank of Karst", "ORG")]),
        ("the Court of the Red Isles sat", [("Red Isles", "GPE")], [("Court of the Red Isles", "ORG")]),
        ("the Institute for Fish Research", [("Institute", "ORG")], [("Institute for Fish Research", "ORG")]),
        ("the Gulf of Karst froze", [("Karst", "GPE")], [("Gulf of Karst", "LOC")]),
        ("the Republic of Karst won", [("Karst", "GPE")], [("Republic of Karst", "GPE")]),
        ("the Republic of Letters won", [("Letters", "ORG")], [("Letters", "ORG")]),
        ("the Gulf for Karst", [("Karst", "GPE")], [("Karst", "GPE")]),
        ("the President of Karst", [("Karst", "GPE")], [("Karst", "GPE")]),
        ("Zorba Inc. of Karst", [("Karst", "GPE")], [("Karst", "GPE")]),
        ("the Party of Ana Zorba", [("Ana Zorba", "PERSON")], [("Ana Zorba", "PERSON")]),
        ("the bank of Karst", [("Karst", "GPE")], [("Karst", "GPE")]),
    ],
)
def test_what_stands_before_and_behind_of(text, entities, after):
    naming = Naming(document(text, *entities))
    wholes.of_names(naming)
    assert names(naming) == after


def test_a_known_place_that_is_no_word_needs_no_recogniser():
    nlp = Pipeline().nlp
    known = KnownNames([(name, Known("GPE", sure=False)) for name in ("Odesa", "Reading")])
    for text, after in (("They left Odesa early", [("Odesa", "GPE")]), ("They left Reading early", [])):
        doc = nlp.make_doc(text)
        doc[0].is_sent_start = True
        naming = Naming(doc)
        rules.add_known(naming, known)
        assert names(naming) == after


@pytest.mark.parametrize(
    ("text", "entity", "after"),
    [
        ("of Freedonia Ana Key", "Freedonia Ana Key", [("Freedonia", "GPE"), ("Ana Key", "PERSON")]),
        ("by Freedonia Ana Key", "Freedonia Ana Key", [("Freedonia Ana Key", "ORG")]),
        ("of Karst Ana Key", "Karst Ana Key", [("Karst Ana Key", "ORG")]),  # not surely a state
        ("of Freedonia Fisheries Union", "Freedonia Fisheries Union", [("Freedonia Fisheries Union", "ORG")]),
        ("of Freedonia Key", "Freedonia Key", [("Freedonia Key", "ORG")]),
    ],
)
def test_a_state_and_who_holds_the_office_there_are_two_names(text, entity, after):
    naming = Naming(document(text, (entity, "ORG")))
    holders.split_states(naming, KNOWN)
    assert names(naming) == after


def test_a_known_place_that_is_no_word_is_no_organisation():
    nlp = Pipeline().nlp
    known = KnownNames([(name, Known("GPE", sure=False)) for name in ("Odesa", "Reading")])
    for name, label in (("Odesa", "GPE"), ("Reading", "ORG"), ("ODESA", "ORG")):
        naming = Naming(nlp.make_doc(f"{name} fell"))
        naming.put(Name(0, 1, "ORG"))
        rules.add_known(naming, known)
        assert names(naming) == [(name, label)]


def test_a_known_name_is_not_judged_by_its_last_word():
    naming = Naming(document("the West Bank", ("West Bank", "LOC")))
    wholes.by_last_word(naming, known_names())
    assert names(naming) == [("West Bank", "LOC")]


@pytest.mark.parametrize(
    ("text", "entities", "after"),
    [
        ("Rathbun said so", [("Rathbun", "GPE")], [("Rathbun", "PERSON")]),
        ("Karst said so", [("Karst", "GPE")], [("Karst", "GPE")]),  # a known place may speak
        ("in Karst , he died", [("Karst", "PERSON")], [("Karst", "GPE")]),
        ("in Karst , he died", [("Karst", "ORG")], [("Karst", "GPE")]),
        ("in the Karst , he died", [("Karst", "ORG")], [("Karst", "GPE")]),
        ("so the Karst left", [("Karst", "ORG")], [("Karst", "ORG")]),
        ("spokesman Ivo Rathbun left", [("Ivo Rathbun", "ORG")], [("Ivo Rathbun", "PERSON")]),
        ("spokesman Karst left", [("Karst", "GPE")], [("Karst", "GPE")]),
        ("journalist Fisheries Union", [("Fisheries Union", "ORG")], [("Fisheries Union", "ORG")]),
        ("the Rathbun said so", [("Rathbun", "GPE")], [("Rathbun", "GPE")]),
        ("then Rathbun , who fled", [("Rathbun", "GPE")], [("Rathbun", "PERSON")]),
        ("three Rathbun militants fell", [("Rathbun", "PERSON")], [("Rathbun", "ORG")]),
        ("the town of Old Senlis", [("Old Senlis", "PERSON")], [("Old Senlis", "GPE")]),
        ("in Rathbun he died", [("Rathbun", "PERSON")], [("Rathbun", "PERSON")]),
        (
            "Senlis , Ivo , Zorba",
            [("Senlis", "PERSON"), ("Ivo", "GPE")],
            [("Senlis", "PERSON"), ("Ivo", "GPE")],
        ),
        (
            "Freedonia , Karst and others",
            [("Freedonia", "GPE"), ("Karst", "PERSON")],
            [("Freedonia", "GPE"), ("Karst", "GPE")],
        ),
        (
            "Karst left Freedonia",
            [("Karst", "PERSON"), ("Freedonia", "GPE")],
            [("Karst", "PERSON"), ("Freedonia", "GPE")],
        ),
        (
            "Senlis , Freedonia , is old",
            [("Senlis", "PERSON"), ("Freedonia", "GPE")],
            [("Senlis", "GPE"), ("Freedonia", "GPE")],
        ),
    ],
)
def test_the_words_beside_tell_what_one_word_names(text, entities, after):
    naming = Naming(document(text, *entities))
    neighbours.by_neighbours(naming, KNOWN, frozenset())
    assert names(naming) == after


def test_letters_behind_a_body_are_its_acronym():
    naming = Naming(document("the Fisheries Union ( FU ) met", ("Fisheries Union", "ORG"), ("FU", "GPE")))
    consistency.acronyms(naming)
    assert names(naming) == [("Fisheries Union", "ORG"), ("FU", "ORG")]


def test_a_full_name_labels_its_short_forms():
    text = "Ana Montalvo left . then Montalvo spoke . in Montalvo Street nothing moved . Montalvo slept"
    naming = Naming(document(text, ("Ana Montalvo", "PERSON")))
    consistency.short_forms(naming, NOTHING)
    assert names(naming) == [("Ana Montalvo", "PERSON"), ("Montalvo", "PERSON"), ("Montalvo", "PERSON")]


def test_the_family_stands_first_where_the_last_is_a_syllable():
    text = "Sorn Vey - lin left . they met Sorn . Lin left"
    naming = Naming(document(text, ("Sorn Vey - lin", "PERSON")))
    consistency.short_forms(naming, NOTHING)
    assert names(naming) == [("Sorn Vey - lin", "PERSON"), ("Sorn", "PERSON")]


def test_a_state_stays_a_state_beside_a_person_of_its_name():
    naming = Naming(document("Ana Freedonia left Freedonia", ("Ana Freedonia", "PERSON")))
    naming.put(Name(3, 4, "GPE"))
    consistency.short_forms(naming, KNOWN)
    assert names(naming)[1] == ("Freedonia", "GPE")


def test_a_name_of_several_words_is_a_name_throughout():
    naming = Naming(document("the Red Dawn met . then Red Dawn split", ("Red Dawn", "ORG")))
    consistency.repeated(naming, KNOWN)
    assert names(naming) == [("Red Dawn", "ORG")] * 2


def test_a_known_place_is_a_place_throughout():
    naming = Naming(document("in Karst they met . then Karst slept", ("Karst", "GPE")))
    consistency.repeated(naming, KNOWN)
    assert names(naming) == [("Karst", "GPE")] * 2


def test_a_name_that_is_no_word_is_a_name_throughout():
    nlp = Pipeline().nlp
    for name, count in (("Langejans", 2), ("May", 1)):
        doc = nlp.make_doc(f"{name} left because {name} guitars sell")
        naming = Naming(doc)
        naming.put(Name(0, 1, "PERSON"))
        consistency.repeated(naming, KNOWN)
        assert names(naming) == [(name, "PERSON")] * count


def test_what_is_written_alike_is_one_thing():
    text = "Zorba rose . then Zorba fell . in Zorba all slept . Karst and Karst"
    naming = Naming(document(text))
    for at, label in ((0, "GPE"), (4, "ORG"), (8, "ORG"), (12, "GPE"), (14, "PERSON")):
        naming.put(Name(at, at + 1, label))
    consistency.one_sense(naming, KNOWN)
    assert names(naming) == [("Zorba", "ORG")] * 3 + [("Karst", "GPE"), ("Karst", "GPE")]


def test_a_place_that_the_article_calls_so_once_is_one_throughout():
    naming = Naming(document("Karst fell . in Karst all slept . Freedonia and Freedonia"))
    for at, label in ((0, "PERSON"), (4, "GPE"), (8, "GPE"), (10, "PERSON")):
        naming.put(Name(at, at + 1, label))
    consistency.one_sense(naming, KNOWN)
    assert names(naming) == [("Karst", "GPE")] * 2 + [("Freedonia", "GPE"), ("Freedonia", "PERSON")]
    naming.put(Name(0, 1, "PERSON"))
    naming.put(Name(1, 3, "PERSON"))  # somebody whose last word is another
    consistency.one_sense(naming, KNOWN)
    assert names(naming)[0] == ("Karst", "GPE")


@pytest.mark.parametrize(
    ("word", "pos", "kept"), [("Missiles", "NOUN", False), ("Key", "PROPN", True), ("Ghazvan", "NOUN", True)]
)
def test_a_common_word_at_the_beginning_is_nobodys_name(word, pos, kept):
    doc = Pipeline().nlp.make_doc(f"{word} left")
    doc[0].pos_, doc[0].is_sent_start = pos, True
    doc.ents = [Span(doc, 0, 1, label="PERSON")]
    naming = Naming(doc)
    rules.drop_common_words(naming)
    assert bool(names(naming)) == kept


def test_a_common_word_of_a_longer_name_is_a_short_form():
    doc = Pipeline().nlp.make_doc("President Moon Jae In left . Moon returned")
    doc[6].pos_, doc[6].is_sent_start = "NOUN", True
    doc.ents = [Span(doc, 1, 4, label="PERSON"), Span(doc, 6, 7, label="PERSON")]
    naming = Naming(doc)
    rules.drop_common_words(naming)
    assert names(naming) == [("Moon Jae In", "PERSON"), ("Moon", "PERSON")]


@pytest.mark.parametrize(
    ("text", "entity", "after"),
    [
        (
            "UN Secretary General Ana Key left",
            "UN Secretary General Ana Key",
            [("UN", "ORG"), ("Ana Key", "PERSON")],
        ),
        ("Karst laureate Ana Key left", "Karst laureate Ana Key", [("Ana Key", "PERSON")]),
        (
            "Karst Motors Chairman Key Rook",
            "Karst Motors Chairman Key Rook",
            [("Karst Motors", "ORG"), ("Key Rook", "PERSON")],
        ),
        ("the UN Envoy left", "UN Envoy", [("UN Envoy", "ORG")]),
        ("Upper Leader Ana Key left", "Upper Leader Ana Key", [("Upper Leader Ana Key", "ORG")]),
        ("Karst Envoy left", "Karst Envoy", [("Karst Envoy", "ORG")]),
        ("Karst Justice Mission left", "Karst Justice Mission", [("Karst Justice Mission", "ORG")]),
        ("School of General Key left", "School of General Key", [("School of General Key", "ORG")]),
        ("Karst Governor Ministry left", "Karst Governor Ministry", [("Karst Governor Ministry", "ORG")]),
    ],
)
def test_a_body_and_who_speaks_for_it_are_two_names(text, entity, after):
    naming = Naming(document(text, (entity, "ORG")))
    holders.split_bodies(naming, KnownNames([("UN", Known("ORG", sure=True))]))
    assert names(naming) == after


def test_a_city_in_capitals_that_opens_a_line_is_the_city():
    naming = Naming(
        document("FREEDONIA , Feb. 12 . ROOK , Feb. 12 . a FREEDONIA", ("FREEDONIA", "ORG"), ("ROOK", "ORG"))
    )
    rules.name_datelines(naming, KNOWN)
    assert names(naming) == [("FREEDONIA", "GPE"), ("ROOK", "ORG")]


def test_of_two_readings_as_frequent_the_last_counts():
    naming = Naming(document("Sorva station . trains end in Sorva"))
    naming.put(Name(0, 1, "ORG"))
    naming.put(Name(6, 7, "LOC"))
    consistency.one_sense(naming, KNOWN)
    assert names(naming) == [("Sorva", "LOC")] * 2


def test_the_longest_known_name_wins_and_spelling_marks_do_not_matter():
    known = KnownNames([("Côte", Known("GPE", sure=True)), ("Côte d'Or", Known("LOC", sure=True))])
    found = list(known.find(["Cote", "d'Or", "Côte"], [0, 5, 10]))
    assert [(start, end, meaning.label) for start, end, meaning in found] == [(0, 2, "LOC"), (2, 3, "GPE")]
    assert fold("Côte") == "Cote"


def test_settled_twice_is_settled_once():
    doc = document("Mr Key met Ana Montalvo in Kenya . Montalvo said no", ("Ana Montalvo", "PERSON"))
    settle(doc)
    once = [(entity.text, entity.label_) for entity in doc.ents]
    settle(doc)
    assert [(entity.text, entity.label_) for entity in doc.ents] == once
    assert once == [("Key", "PERSON"), ("Ana Montalvo", "PERSON"), ("Kenya", "GPE"), ("Montalvo", "PERSON")]


def test_a_document_without_words_has_no_names():
    doc = Doc(VOCAB)
    settle(doc)
    assert doc.ents == ()


def test_the_known_names_are_those_of_the_reference_tables():
    made = runpy.run_path(str(ROOT / "tools" / "known_names.py"))["table"]()
    shipped = (ROOT / "data" / "language" / "known_names.csv").read_text(encoding="utf-8")
    assert made == shipped, "run tools/known_names.py"


USES = (
    *("courtesy", "title", "role", "body", "chamber", "site", "land", "water", "realm", "area"),
    *("event", "thing", "day", "where", "settlement", "speaks", "belongs"),
)


@pytest.mark.parametrize("use", USES)
def test_every_kind_of_deciding_word_is_listed(use):
    assert name_words(use)
