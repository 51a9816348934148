"""The table of names, and a recogniser trained on a few sentences of ours: twice the same."""

from __future__ import annotations

import json

import pytest
import spacy
from click.testing import CliRunner

from kg.cli.root import load
from kg.language import Pipeline
from kg.resources import resource
from kg.training import recogniser
from kg.training.assemble import assemble
from kg.training.name_scores import name_table, network_names
from kg.training.run import NameRun
from kg.training.sentences import Labelled

CONVERTED = ("crossner_pol_train.tsv", "re3d_open.tsv", "gum_other_ner.tsv", "uner_ewt_dev.tsv")


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline()


def test_names_are_found_by_the_network_paragraph_by_paragraph(pipeline):
    text = "Kenya left.\n\nGermany stayed in Berlin."
    [found] = network_names(pipeline.nlp, [Labelled(text, ())])
    assert [text[start:end] for start, end, _ in found] == ["Kenya", "Germany", "Berlin"]
    assert "parser" in pipeline.nlp.pipe_names


def test_the_table_names_what_is_missing(pipeline, tmp_path):
    (tmp_path / "crossner_pol_test.tsv").write_text("Kenya\tB-GPE\nmet\tO\nGermany\tB-GPE\n.\tO\n\n")
    (tmp_path / "gmb_test.tsv").write_text("nothing\tO\n\n")
    table = name_table(pipeline, tmp_path)
    assert list(table.lines) == ["names: CrossNER politics"]
    assert table.lines["names: CrossNER politics"].step.f1 == 100
    assert table.missing == ("names: GUM news", "names: wikigold", "names: GMB", "names: UNER-EWT")


def test_a_recogniser_trained_twice_is_the_same(tmp_path, monkeypatch, digest):
    monkeypatch.setattr("kg.training.names.TIMES", 1)
    for file in CONVERTED:
        (tmp_path / file).write_text("Zorba\tB-PERSON\nleft\tO\nPeru\tB-GPE\n.\tO\n\n" * 3)
    told: list[str] = []
    base = resource("data", "model")
    runs = [
        NameRun(tmp_path, tmp_path / name, base, seed=3, steps=2, newswire=False) for name in ("one", "two")
    ]
    made = [recogniser.train_names(run, told.append) for run in runs]
    assert told[0].startswith("names: ")
    assert digest(made[0] / "ner" / "model") == digest(made[1] / "ner" / "model")
    assert "ner" in spacy.load(made[0]).pipe_names
    assemble(base, made[0], tmp_path / "whole", (), "1.0")
    spacy.load(tmp_path / "whole").to_disk(tmp_path / "again")
    assert digest(tmp_path / "whole" / "ner" / "model") == digest(tmp_path / "again" / "ner" / "model")


def test_the_command_prints_names_as_json(tmp_path):
    for part in ("ewt-ud", "gum-ud", "pud-ud"):
        text = resource("data", "language", "ud", "headlines.conllu").read_text(encoding="utf-8")
        few = "\n\n".join(text.split("\n\n")[:3])
        head = "# newdoc id = GUM_news_c\n" if part == "gum-ud" else "# newdoc id = n01\n"
        (tmp_path / f"en_{part}-test.conllu").write_text(head + few + "\n\n", encoding="utf-8")
    (tmp_path / "uner_ewt_test.tsv").write_text("Kenya\tB-PLACE\nwon\tO\n\n")
    result = CliRunner().invoke(load("train"), ["--corpora", str(tmp_path), "--evaluate", "--json"])
    assert result.exit_code == 0, result.output
    names = json.loads(result.stdout)["names"]
    assert names["lines"]["names: UNER-EWT"]["step"]["names"] == 1
    assert "names: GMB" in names["missing"]
