"""One article through two hand-made parses, of different label schemes: the same events."""

import datetime as dt
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from kg.articles import make_article
from kg.extraction import Extractor
from kg.language import ParagraphKind
from kg.language.clearnlp import LABELS
from kg.language.document import Document, Paragraph
from kg.model import Span
from kg.reference import Reference

UNIVERSAL, CLEARNLP = 5, 7
LABEL_SETS = {UNIVERSAL: frozenset({"nsubj", "obj", "obl", "nsubj:pass", "case"}), CLEARNLP: LABELS}
EVENTS = [
    ("ASSAULT", "XKA", "XVE"),
    ("ACCUSE", "XVE", "XKA"),
    ("CONSULT", "XLU", "XKA XVE"),
    ("REQUEST", "XLU", "XKA"),
    ("AID", "XLU", "XVE"),
    ("COERCE", "XKA", "XVE"),
]
"""Class, source and targets of events that the article tells; who mediates talks is their source."""


def _sentences():
    blocks = Path(__file__).with_name("two_parses.conll").read_text(encoding="utf-8").split("\n\n")
    for block in blocks:
        if rows := [line.split() for line in block.splitlines() if line[0] != "#"]:
            yield rows


def _document(column):
    rows = [row for rows in _sentences() for row in rows]
    first = [
        sum(len(rows) for rows in list(_sentences())[:number]) for number in range(len(list(_sentences())))
    ]
    heads = [
        start + (int(row[column]) - 1 if row[column] != "0" else at)
        for start, rows_ in zip(first, _sentences(), strict=True)
        for at, row in enumerate(rows_)
    ]
    words = [row[0] for row in rows]
    following = [*words[1:], ""]
    doc = Doc(
        spacy.blank("en").vocab,
        words=words,
        spaces=[after not in (".", ",", "") for after in following],
        lemmas=[row[1] for row in rows],
        tags=[row[2] for row in rows],
        pos=[row[3] for row in rows],
        ents=["O" if row[4] == "-" else f"B-{row[4]}" for row in rows],
        heads=heads,
        deps=[row[column + 1] for row in rows],
    )
    article = make_article(doc.text, title="", published=dt.date(2026, 2, 18))
    whole = Paragraph(Span(0, len(doc.text)), ParagraphKind.BODY, 0, len(doc))
    return Document(article, doc, (whole,), LABEL_SETS[column])


STATES = """key,iso2,name,aliases,adjectives,persons,peoples,capital,status,valid_from,valid_to,successors,wikidata,source,licence
XKA,XK,Karvonia,,Karvonian,Karvonian,Karvonians,Kessar,un_member,,,,,kg,CC-BY-4.0
XVE,XV,Velmora,,Velmoran,Velmoran,Velmorans,Port Velm,un_member,,,,,kg,CC-BY-4.0
XLU,XL,Lumeria,,Lumerian,Lumerian,Lumerians,Lum,un_member,,,,,kg,CC-BY-4.0
"""
"""Three countries that do not exist, as a user adds some of their own."""


@pytest.fixture(scope="module")
def mentions(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reference")
    (folder / "states.csv").write_text(STATES, encoding="utf-8")
    extractor = Extractor(reference=Reference.load([folder]))
    return {column: extractor.extract(_document(column)).mentions for column in LABEL_SETS}


def test_both_parses_give_the_same_mentions(mentions):
    assert mentions[UNIVERSAL] == mentions[CLEARNLP]


@pytest.mark.parametrize("column", LABEL_SETS, ids=["universal", "clearnlp"])
@pytest.mark.parametrize(("event", "source", "target"), EVENTS, ids=[event for event, _, _ in EVENTS])
def test_the_events_of_the_article_are_found(column, event, source, target, mentions):
    found = [mention for mention in mentions[column] if mention.event_type == event]
    sides = [
        ({actor.country for actor in mention.sources}, {actor.country for actor in mention.targets})
        for mention in found
    ]
    assert ({source}, set(target.split())) in sides


def test_the_article_is_long_enough_to_tell():
    assert 8 <= len(list(_sentences())) <= 12
    assert all(len(row) == 9 for rows in _sentences() for row in rows)
