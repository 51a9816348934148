"""Text to document: offsets, paragraphs and their kinds, quotations, limits."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ParameterError
from kg.language import ParagraphKind, Pipeline
from kg.language.normalise import same_length
from kg.language.paragraphs import blocks
from kg.language.pipeline import LONGEST_PIECE
from kg.language.quotations import quotations
from kg.model import Article, Span

TEXTS = st.text(alphabet=st.sampled_from("Ab c.,\n\n“”’\u00a0\u2009\u00ad\u200b—-é中\t\"'😀"), max_size=80)


@given(st.text())
def test_the_normal_copy_is_as_long_and_has_the_same_lines(text):
    copy = same_length(text)
    assert len(copy) == len(text)
    assert [at for at, char in enumerate(copy) if char == "\n"] == [
        at for at, char in enumerate(text) if char == "\n"
    ]
    assert same_length(copy) == copy


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        ("“a”", '"a"'),
        ("Russia’s", "Russia's"),
        ("20\u00a0km", "20 km"),
        ("a\u00adb", "a b"),
        ("a\tb", "a b"),
        ("x‑y – z", "x-y – z"),
    ],
)
def test_what_the_normal_copy_replaces(text, copy):
    assert same_length(text) == copy


@given(TEXTS)
@settings(max_examples=40, deadline=None)
def test_tokens_stand_where_the_article_has_them(pipeline, text):
    document = pipeline.read(Article("k", "k", text.strip(), ""))
    plain = same_length(document.article.text).replace("\n", " ")
    assert document.doc.text.replace("\n", " ") == plain
    for token in document.doc:
        assert plain[token.idx : token.idx + len(token)] == token.text.replace("\n", " ")


@given(TEXTS)
def test_paragraphs_cover_all_that_is_not_blank(text):
    found = blocks(text, "")
    inside = {at for block in found for at in range(block.span.start, block.span.end)}
    assert all(at in inside or char.isspace() for at, char in enumerate(text))
    assert all(before.span.end <= after.span.start for before, after in pairwise(found))


def _kinds(text, title=""):
    return [(block.kind.value, block.span.of(text)) for block in blocks(text, title)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Tags", "boilerplate"),
        ("Read more: Ten dead in flood", "boilerplate"),
        ("Reuters", "credit"),
        ("AFP/Getty Images", "credit"),
        ("By Ana Lorn", "credit"),
        ("(Reporting by Ana Lorn; Editing by Karl Voss)", "credit"),
        ("Photo: Karl Voss", "credit"),
        ("No end in sight", "subheading"),
        ("Police hold back protesters in Zenda, Ruritania, 3 March, 2021", "caption"),
        ("FILE PHOTO: The minister of Sylvania speaks to reporters.", "caption"),
        ("Troops march near the border, March 3, 2021. REUTERS/Karl Voss", "caption"),
        ("Talks ended on Friday.", "body"),
        ("“We will not leave.”", "body"),
        ("The envoy arrived in Zenda, Ruritania, on 3 March, 2021.", "body"),
    ],
)
def test_kinds_of_a_line(line, kind):
    text = f"Title\n\nA first sentence stands here.\n\nA second one.\n\nA third.\n\nA fourth.\n\nA fifth.\n\n{line}\n\nThe end came soon."
    assert _kinds(text, "Title")[6] == (kind, line)


def test_a_repeated_headline_is_marked():
    text = "Talks end in Zenda\n\nTALKS END IN ZENDA\n\nThey ended."
    found = blocks(text, "Talks end in Zenda")
    assert [(block.kind.value, block.duplicate) for block in found] == [
        ("headline", False),
        ("headline", True),
        ("body", False),
    ]


def test_the_first_short_line_is_the_headline_where_no_title_is_given():
    assert [kind for kind, _ in _kinds("Talks end in Zenda\n\nThey ended.")] == ["headline", "body"]


@pytest.mark.parametrize(
    ("line", "place", "date", "agency"),
    [
        ("ZENDA, Feb 18 (Reuters) - ", "ZENDA", "Feb 18", "Reuters"),
        ("ZENDA (AP) — ", "ZENDA", None, "AP"),
        ("ZENDA, Ruritania (AFP) – ", "ZENDA, Ruritania", None, "AFP"),
        ("Zenda, 3 March 2021 (Agency) -- ", "Zenda", "3 March 2021", "Agency"),
        ("ZENDA/STRELSAU, March 3 - ", "ZENDA/STRELSAU", "March 3", None),
    ],
)
def test_datelines(line, place, date, agency):
    text = f"Title\n\n{line}The king met the envoy."
    _, head, body = blocks(text, "Title")
    parts = [
        part.of(text) if part else None
        for part in (head.dateline.place, head.dateline.date, head.dateline.agency)
    ]
    assert (head.kind, parts) == (ParagraphKind.DATELINE, [place, date, agency])
    assert (body.kind, body.span.of(text)) == (ParagraphKind.BODY, "The king met the envoy.")


@pytest.mark.parametrize(
    "line", ["The king - who is old - met the envoy.", "Lorn – the minister – spoke.", "UN (short) spoke."]
)
def test_no_dateline(line):
    assert _kinds(f"Title\n\n{line}", "Title")[1] == ("body", line)


def test_hard_wrapped_lines_are_one_paragraph(read):
    text = (
        "The king of Ruritania met the president of Borduria in the castle of\nZenda on Monday, "
        "and the two agreed to open their common border in the\nspring.\n\nThey dined."
    )
    document = read(text, "x")
    assert [paragraph.span.of(text) for paragraph in document.paragraphs] == text.split("\n\n")
    assert [sentence.text for sentence in document.sentences()][1] == "They dined."


def test_no_sentence_crosses_a_paragraph(read):
    document = read("Talks end\n\nThe king of Ruritania\n\nleft the town on Monday.\n\nTags", "Talks end")
    borders = {paragraph.start for paragraph in document.paragraphs}
    assert borders <= {document.sentence_of(document.doc[start]).start for start in borders}
    assert [document.paragraph_of(sentence[0]).kind.value for sentence in document.sentences()] == [
        paragraph.kind.value for paragraph in document.paragraphs
    ]


def test_sentences_of_some_kinds(read):
    document = read("Talks end\n\nThe king left. He slept.\n\nTags", "Talks end")
    assert [sentence.text for sentence in document.sentences(ParagraphKind.BODY)] == [
        "The king left.",
        "He slept.",
    ]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"We won," she said.', ["We won,"]),
        ("“One. Two.” She left. “Three.”", ["One. Two.", "Three."]),
        ("“One.\n“Two,” he said.", ["One.", "Two,"]),
        ('The 5" gun fired.', []),
        ("“Never closed.\nNext.", []),
    ],
)
def test_quotations(text, quoted):
    paragraphs, start = [], 0
    for line in text.split("\n"):
        paragraphs.append(Span(start, start + len(line)))
        start += len(line) + 1
    assert [span.of(text) for span in quotations(text, tuple(paragraphs))] == quoted


def test_quotation_of_a_token(read):
    document = read("“Russia is trying to stall. We wait,” the president wrote.")
    words = {token.text: token for token in document.doc}
    assert document.quotation_of(words["trying"]) == document.quotations[0]
    assert document.quotation_of(words["wrote"]) is None


def test_a_very_long_line_is_read_in_pieces(pipeline):
    text = "The king met the envoy in Zenda. " * 900 + "x" * (2 * LONGEST_PIECE)
    document = pipeline.read(Article("k", "k", text, ""))
    assert len(document.doc.text) == len(text)
    assert len(document.paragraphs) == 1
    assert sum(token.text == "met" for token in document.doc) == 900


@pytest.mark.parametrize("text", ["", "\n", "x"])
def test_an_almost_empty_text_is_read(read, text):
    assert len(read(text).doc.text) == len(text) or not text.strip()


def test_batches_give_what_single_reading_gives(pipeline):
    articles = [
        Article(str(n), str(n), f"Title {n}\n\nFreedonia met envoy {n}.\n\nTags", f"Title {n}")
        for n in range(5)
    ]
    batched = list(pipeline.pipe(iter(articles)))
    assert [document.article.id for document in batched] == [article.id for article in articles]
    for article, document in zip(articles, batched, strict=True):
        single = pipeline.read(article)
        assert [token.dep_ for token in document.doc] == [token.dep_ for token in single.doc]


def test_software_names_pipeline_and_version(pipeline):
    assert pipeline.software.startswith("en_kg_news_sm ")
    assert "spaCy 3.8" in pipeline.software


def test_an_unknown_model_is_named_with_the_way_out(tmp_path):
    with pytest.raises(ParameterError, match=r"en_nowhere.*shipped"):
        Pipeline("en_nowhere").read(Article("k", "k", "Hello.", ""))
    with pytest.raises(ParameterError, match="cannot be loaded"):
        Pipeline(tmp_path).nlp  # noqa: B018


def test_a_model_without_parser_is_refused(tmp_path):
    import spacy

    spacy.blank("en").to_disk(tmp_path)
    with pytest.raises(ParameterError, match="no parser"):
        Pipeline(tmp_path).nlp  # noqa: B018


def test_importing_the_room_does_not_load_spacy():
    import subprocess
    import sys

    code = "import sys, kg.language; kg.language.Pipeline(); print('spacy' in sys.modules)"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == "False"
    )


def test_a_hard_wrapped_book_is_planned_in_linear_time():
    from time import process_time

    from kg.language.pipeline import _Plan

    line = "The king of Ruritania met the president of Borduria in the castle of\nZenda on Monday, it was said.\n\n"
    start = process_time()
    plan = _Plan(Article("k", "k", line * 10_000, "x"))
    assert len(plan.blocks) == 10_000
    assert len(plan.text) == len(line) * 10_000
    assert process_time() - start < 10


def test_tables_of_the_room_name_source_and_licence():
    import csv

    from kg.resources import resource

    for path in sorted(resource("data", "language").glob("*.csv")):
        rows = list(
            csv.DictReader(
                line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
            )
        )
        assert rows, path.name
        assert all(row["source"] and row["licence"] and None not in row.values() for row in rows), path.name
        assert len({tuple(row.values()) for row in rows}) == len(rows), path.name


def test_the_model_card_names_every_corpus_and_its_licence():
    import json

    from kg.resources import resource

    meta = json.loads(resource("data", "model", "meta.json").read_text(encoding="utf-8"))
    card = resource("data", "model", "README.md").read_text(encoding="utf-8")
    assert meta["sources"]
    for source in meta["sources"]:
        assert source["license"]
        assert source["name"].split(",")[0].split("(")[0].strip().split()[-1] in card


def test_the_shipped_model_loads_by_path_without_code_of_ours():
    import subprocess
    import sys

    from kg.resources import resource

    code = "import spacy, sys; nlp = spacy.load(sys.argv[1]); print([t.text for t in nlp('U.S.-mediated talks')])"
    command = [sys.executable, "-c", code, str(resource("data", "model"))]
    assert (
        "'U.S.', '-', 'mediated'"
        in subprocess.run(command, capture_output=True, text=True, check=True).stdout
    )
