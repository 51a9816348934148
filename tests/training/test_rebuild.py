"""A small pipeline built from a treebank of our own sentences: twice the same, and scored."""

import json
import shutil
import sys
from dataclasses import replace

import pytest
import spacy
from click.testing import CliRunner

from kg.cli.root import load
from kg.errors import DataError, ParameterError
from kg.resources import resource
from kg.training.rebuild import Plan, evaluate, raw_texts, rebuild

FILES = {
    "en_ewt-ud-train.conllu": ("news", ""),
    "en_gum-ud-train.conllu": ("names", "GUM_news_a"),
    "en_ewt-ud-dev.conllu": ("headlines", ""),
    "en_gum-ud-dev.conllu": ("headlines", "GUM_news_b"),
    "en_ewt-ud-test.conllu": ("headlines", ""),
    "en_gum-ud-test.conllu": ("headlines", "GUM_news_c"),
    "en_pud-ud-test.conllu": ("headlines", "n01"),
}


@pytest.fixture(scope="module")
def treebanks(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpora")
    for name, (own, document) in FILES.items():
        text = resource("data", "language", "ud", f"{own}.conllu").read_text(encoding="utf-8")
        sentences = [part for part in text.split("\n\n") if part.strip()][:20]
        head = f"# newdoc id = {document}\n" if document else ""
        (folder / name).write_text(head + "\n\n".join(sentences) + "\n\n", encoding="utf-8")
    return folder


def test_training_twice_gives_the_same_pipeline(treebanks, tmp_path, digest):
    base = resource("data", "model")
    plan = Plan(treebanks, tmp_path / "one", base, base, steps=3, version="1.2.3")
    told = []
    models = [rebuild(each, told.append) for each in (plan, replace(plan, out=tmp_path / "two"))]
    for part in ("parser/model", "tagger/model", "tok2vec/model"):
        assert digest(models[0] / part) == digest(models[1] / part)
    assert told[0].startswith("40 sentences of treebanks, 0 of silver, ")
    meta = json.loads((models[0] / "meta.json").read_text(encoding="utf-8"))
    assert meta["version"] == "1.2.3"
    assert {source["license"] for source in meta["sources"]} >= {"CC BY-SA 4.0"}
    named = {source["name"] for source in meta["sources"]}
    assert any("Wikipedia" in name for name in named), "the recogniser that was taken over learned from it"
    assert not any(name.endswith("the text") for name in named), "no teacher read it"
    nlp = spacy.load(models[0])
    assert not any(nlp.config["paths"].values())
    assert nlp.pipe_names[-1] == "ner"
    assert [token.text for token in nlp("U.S.-mediated talks")] == ["U.S.", "-", "mediated", "talks"]


def test_a_run_goes_on_from_the_lessons_of_an_earlier_one(treebanks, tmp_path, digest):
    base = resource("data", "model")
    plan = Plan(treebanks, tmp_path, base, base, steps=3)
    first = digest(rebuild(plan, print) / "parser" / "model")
    told = []
    again = rebuild(replace(plan, corpora=tmp_path / "nowhere", resume=True), told.append)
    assert digest(again / "parser" / "model") == first
    assert not told


def test_a_recogniser_that_an_earlier_run_left_is_taken_up_and_corpora_left_out_are_not_named(
    treebanks, tmp_path, digest
):
    base = resource("data", "model")
    plan = Plan(treebanks, tmp_path, base, base, steps=2)
    rebuild(plan, print)
    shutil.copytree(base, tmp_path / "names" / "model-last")
    again = rebuild(replace(plan, names=None, newswire=False, resume=True), print)
    assert digest(again / "ner" / "model") == digest(base / "ner" / "model")
    sources = json.loads((again / "meta.json").read_text(encoding="utf-8"))["sources"]
    assert not any("named-entity table" in source["name"] for source in sources)


def test_there_must_be_lessons_to_go_on_from(treebanks, tmp_path):
    base = resource("data", "model")
    plan = Plan(treebanks, tmp_path, base, base, steps=3, resume=True)
    with pytest.raises(DataError, match="--resume"):
        rebuild(plan, print)


def test_the_shipped_pipeline_names_no_folder_of_its_training():
    config = spacy.util.load_config(resource("data", "model", "config.cfg"))
    assert not any(config["paths"].values())


def test_the_table_of_the_shipped_pipeline(treebanks):
    report = evaluate(resource("data", "model"), treebanks)
    assert set(report.trees) == {"PUD news", "GUM news", "GUM news, paragraphs", "EWT", "EWT, paragraphs"}
    assert report.trees["PUD news"].las > 60
    assert report.size <= 30
    assert report.speed > 0


def test_the_command_prints_the_table_as_json(treebanks):
    result = CliRunner().invoke(load("train"), ["--corpora", str(treebanks), "--evaluate", "--json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["trees"]["EWT"]["words"] > 100


def test_the_command_asks_for_a_folder_to_build_in(treebanks):
    result = CliRunner().invoke(load("train"), ["--corpora", str(treebanks)])
    assert result.exit_code == 2
    assert "--out" in result.output


def test_a_teacher_without_the_extra_names_the_extra(treebanks, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "kg.training.teacher", None)
    base = resource("data", "model")
    with pytest.raises(ParameterError, match=r"kg-events\[train\]"):
        rebuild(Plan(treebanks, tmp_path / "out", base, base, encoder=tmp_path), print)


def test_raw_text_leaves_out_the_runs_that_names_are_tested_on(tmp_path):
    rows = ["Sentence #,Word,POS,Tag"]
    for number in range(1300):
        rows += [f"Sentence: {number},Talks{number},NNS,O", ",ended,VBD,O", ",.,.,O"]
    (tmp_path / "gmb_ner_dataset.csv").write_text("\n".join(rows), encoding="cp1252")
    texts = list(raw_texts(tmp_path))
    assert texts[0] == "Talks0 ended."
    assert len(texts) == 1300 - 120
    assert "Talks540 ended." not in texts
