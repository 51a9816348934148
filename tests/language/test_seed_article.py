"""The seed article of the acceptance test: its paragraphs and the readings that its events hang on."""

import pytest


@pytest.fixture(scope="module")
def document(shared, pipeline):
    from kg.model import Article

    path = shared / "seed" / "geneva-talks-2026-02-18.txt"
    if not path.is_file():
        pytest.skip("the seed article is not here")
    text = path.read_text(encoding="utf-8").strip()
    return pipeline.read(Article("k", "seed", text, text.splitlines()[0]))


def test_paragraph_kinds(document):
    kinds = [paragraph.kind.value for paragraph in document.paragraphs]
    assert kinds == [
        *("headline", "headline", "caption", "credit"),
        *["body"] * 5,
        *("subheading", "body", "body", "body", "body", "subheading"),
        *["body"] * 5,
        "boilerplate",
    ]
    assert [paragraph.duplicate for paragraph in document.paragraphs[:3]] == [False, True, False]


@pytest.mark.parametrize(
    ("verb", "method", "wanted"),
    [
        ("end", "subjects", "Ukraine,Russia"),
        ("continue", "subjects", "Ukraine,Russia"),
        ("accused", "subjects", "Zelenskyy"),
        ("accused", "objects", "Russia"),
        ("attempting", "subjects", "Russia"),
        ("thank", "objects", "side"),
        ("told", "recipients", "reporters"),
        ("held", "objects", "negotiations"),
        ("lasted", "subjects", "session"),
        ("declined", "subjects", "he"),
        ("covered", "objects", "tracks"),
        ("brokered", "subjects", "U.S."),
        ("brokered", "objects", "talks"),
        ("concluded", "subjects", "meeting"),
        ("seized", "objects", "region"),
        ("began", "subjects", "day"),
    ],
)
def test_roles(document, verb, method, wanted):
    token = next(token for token in document.doc if token.text == verb)
    assert ",".join(found.text for found in getattr(document.syntax, method)(token)) == wanted


def test_the_first_sentence_is_what_the_president_said(document):
    said = next(token for token in document.doc if token.text == "said")
    syntax = document.syntax
    assert [token.text for token in syntax.subjects(said)] == ["Zelenskyy"]
    assert [token.text for token in syntax.complements(said)] == ["difficult", "yielded"]


def test_the_long_quote_is_one_piece(document):
    long = max(document.quotations, key=lambda span: span.end - span.start)
    assert long.of(document.article.text).startswith("We can state")
    assert long.of(document.article.text).endswith("representatives of Russia")
