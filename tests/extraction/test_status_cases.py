"""Modality, polarity and speaker of whole sentences, read by the whole coder: our own sentences, one a row."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kg.articles import make_article
from kg.extraction import Extractor
from kg.language import Pipeline
from kg.model import EventMention

ROWS = (Path(__file__).parent / "status_cases.csv").read_text(encoding="utf-8").splitlines()[1:]


@cache
def engine() -> tuple[Pipeline, Extractor]:
    return Pipeline(), Extractor()


def mentions(sentence: str) -> tuple[EventMention, ...]:
    pipeline, extractor = engine()
    return extractor.extract(pipeline.read(make_article(sentence, title=""))).mentions


def test_enough_cases():
    assert len(ROWS) >= 100


@pytest.mark.parametrize("row", ROWS)
def test_status_and_speaker(row):
    sentence, event, modality, polarity, speaker = row.rsplit(";", 4)
    found = [mention for mention in mentions(sentence) if mention.event_type == event]
    readings = {(mention.modality.value, mention.polarity.value) for mention in found}
    assert (modality, polarity) in readings
    if speaker:
        assert [speaker] in [[actor.key for actor in mention.attributed_to] for mention in found]
