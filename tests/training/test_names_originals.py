"""Name corpora as their makers publish them: each format read from a small file of ours, labels made ours."""

from __future__ import annotations

import json
from zipfile import ZipFile

import pytest

from kg.errors import DataError
from kg.training import groningen
from kg.training.corpora import corpora, with_part
from kg.training.gum import read_gum
from kg.training.labels import labelled, outermost, place_label, spans_of
from kg.training.name_corpora import READERS, TESTED, TRAINED, read_names

BY_KEY = {corpus.key: corpus for corpus in corpora()}


def marked(sentence):
    return [(piece, label) for piece, (*_, label) in zip(sentence.pieces, sentence.names, strict=True)]


def test_every_corpus_of_names_has_a_reader_a_licence_and_an_address():
    listed = [*with_part(TRAINED), *with_part(TESTED)]
    assert {corpus.key for corpus in listed} == set(READERS)
    assert all(corpus.licence and corpus.address.startswith("https://") for corpus in listed)


def groningen_table(*sentences):
    rows = ["Sentence #,Word,POS,Tag"]
    for number, sentence in enumerate(sentences, start=1):
        for place, (word, tag, label) in enumerate(sentence):
            head = f"Sentence: {number}" if place == 0 else ""
            rows.append(f'{head},"{word}",{tag},{label}')
    return "\n".join(rows) + "\n"


ZORBA = [
    ("Prime", "NNP", "B-per"),
    ("Minister", "NNP", "I-per"),
    ("Ana", "NNP", "I-per"),
    ("Zorba", "NNP", "I-per"),
    ("left", "VBD", "O"),
    ("Kenyan", "JJ", "B-gpe"),
    ("bases", "NNS", "O"),
    ("in", "IN", "O"),
    ("Karst", "NNP", "B-geo"),
    ("Airport", "NNP", "I-geo"),
    ("two", "CD", "B-tim"),
    ("days", "NNS", "I-tim"),
    ("ago", "RB", "O"),
    (".", ".", "O"),
]
BODIES = [
    ("The", "DT", "O"),
    ("Fish", "NNP", "B-org"),
    ("Party", "NNP", "I-org"),
    ("of", "IN", "O"),
    ("Kenya", "NNP", "B-org"),
    ("fled", "VBD", "O"),
    ("Hurricane", "NNP", "B-nat"),
    ("Una", "NNP", "I-nat"),
    ("and", "CC", "O"),
    ("avian", "JJ", "B-nat"),
    ("flu", "NN", "I-nat"),
    ("at", "IN", "O"),
    ("Karst", "NNP", "B-per"),
    ("Cup", "NNP", "I-per"),
]


@pytest.mark.parametrize("packed", [False, True])
def test_the_groningen_table_is_cleaned(tmp_path, packed):
    path = tmp_path / "ner_dataset.csv"
    path.write_text(groningen_table(ZORBA, BODIES, ZORBA), encoding="cp1252")
    if packed:
        with ZipFile(tmp_path / "ner_dataset.csv.zip", "w") as archive:
            archive.write(path, "ner_dataset.csv")
        path = tmp_path / "ner_dataset.csv.zip"
    first, second = groningen.read_groningen(path, "train")  # the third is the first again
    assert first.text == "Prime Minister Ana Zorba left Kenyan bases in Karst Airport two days ago."
    assert marked(first) == [
        ("Ana Zorba", "PERSON"),
        ("Kenyan", "NORP"),
        ("Karst Airport", "FAC"),
        ("two days", "DATE"),
    ]
    assert marked(second) == [("Fish Party", "ORG"), ("Kenya", "GPE"), ("Hurricane Una", "EVENT")]


def test_runs_of_the_groningen_table_are_held_out(tmp_path):
    path = tmp_path / "ner_dataset.csv"
    path.write_text(
        groningen_table(*([(f"Talks{number}", "NNS", "O")] for number in range(1300))), encoding="cp1252"
    )
    parts = {
        part: [each.text for each in groningen.read_groningen(path, part)]
        for part in ("train", "dev", "test")
    }
    assert [len(parts[part]) for part in ("train", "dev", "test")] == [1180, 60, 60]
    assert (parts["dev"][0], parts["test"][0]) == ("Talks540", "Talks1140")


def test_the_most_frequent_label_of_a_name_is_taken_for_all(tmp_path):
    often = [[(f"n{number}", "NN", "O"), ("Zorbax", "NNP", "B-org")] for number in range(5)]
    path = tmp_path / "ner_dataset.csv"
    path.write_text(groningen_table(*often, [("Zorbax", "NNP", "B-geo")]), encoding="cp1252")
    assert marked(list(groningen.read_groningen(path, "train"))[-1]) == [("Zorbax", "ORG")]


def test_a_table_with_other_columns_is_refused(tmp_path):
    path = tmp_path / "ner_dataset.csv"
    path.write_text("a,b,c\nTalks,NNS,O\n", encoding="cp1252")
    with pytest.raises(DataError, match="line 2"):
        list(groningen.read_groningen(path, "train"))


def test_crossner_as_published(tmp_path):
    (tmp_path / "politics").mkdir()
    (tmp_path / "politics" / "train.txt").write_text(
        "Ana\tB-politician\nZorba\tI-politician\nof\tO\nthe\tO\nKenyan\tB-misc\nFish\tB-politicalparty\nParty\tI-politicalparty\n"
        "won\tO\nthe\tO\nWhale\tB-misc\nMedal\tI-misc\n\nKenya\tB-country\nvoted\tO\n",
        encoding="utf-8",
    )
    first, second = read_names(BY_KEY["crossner"], tmp_path)
    assert marked(first) == [("Ana Zorba", "PERSON"), ("Kenyan", "NORP"), ("Fish Party", "ORG")]
    assert marked(second) == [("Kenya", "GPE")]


def test_universal_ner_as_published(tmp_path):
    lines = ["# sent_id = 1", "1\tAna\tB-PER\t-\tx", "2\tin\tO\t-\tx", "3\tKenya\tB-LOC\t-\tx", "", ""]
    (tmp_path / "en_ewt-ud-dev.iob2").write_text("\n".join(lines), encoding="utf-8")
    [sentence] = read_names(BY_KEY["uner-ewt"], tmp_path)
    assert marked(sentence) == [("Ana", "PERSON"), ("Kenya", "GPE")]


def test_wikigold_as_published_has_documents(tmp_path):
    text = "-DOCSTART- O\n\nAna I-PER\nleft O\n\nKenya I-LOC\n\n-DOCSTART- O\n\nFish I-ORG\n"
    (tmp_path / "wikigold.conll.txt").write_text(text, encoding="utf-8")
    documents = read_names(BY_KEY["names: wikigold"], tmp_path)
    assert [document.text for document in documents] == ["Ana left\n\nKenya", "Fish"]
    assert marked(documents[0]) == [("Ana", "PERSON"), ("Kenya", "GPE")]


def test_re3d_as_published(tmp_path):
    text = "President Ana Zorba of the Fish Council met a man in Kenya."

    def entity(name, kind, confidence=1):
        start = text.index(name)
        return {
            "documentId": "1",
            "type": kind,
            "begin": start,
            "end": start + len(name),
            "confidence": confidence,
        }

    found = [
        entity("President Ana Zorba", "Person"),
        entity("the Fish Council", "Organisation"),
        entity("a man", "Person"),
        entity("Kenya", "Location"),
        entity("met", "Organisation", 0.2),
    ]
    for folder in ("Wikipedia", "BBC Online"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "documents.json").write_text(json.dumps({"_id": "1", "text": text}) + "\n")
        (tmp_path / folder / "entities.json").write_text("\n".join(map(json.dumps, found)) + "\n")
    [document] = read_names(BY_KEY["re3d"], tmp_path)  # the other folder may not be shared
    assert marked(document) == [("Ana Zorba", "PERSON"), ("Fish Council", "ORG"), ("Kenya", "GPE")]


GUM = """# newdoc id = GUM_{genre}_zorba
# global.Entity = GRP-etype-infstat-salience-centering-minspan-link-identity
# sent_id = GUM_{genre}_zorba-1
1	President	president	NOUN	NNP	_	5	nsubj	_	Entity=(1-person-new-nnnnn-cf1-2,3-coref
2	Ana	Ana	PROPN	NNP	_	1	flat	_	_
3	Zorba	Zorba	PROPN	NNP	_	1	flat	_	Entity=1)
4-5	didn't	_	_	_	_	_	_	_	_
4	did	do	AUX	VBD	_	5	aux	_	_
5	n't	not	PART	RB	_	5	advmod	_	_
6	visit	visit	VERB	VB	_	0	root	_	_
7	the	the	DET	DT	_	8	det	_	Entity=(2-organization-new-nnnnn-cf2-2-sgl
8	Bank	Bank	PROPN	NNP	_	6	obj	_	_
9	of	of	ADP	IN	_	10	case	_	_
10	Kenya	Kenya	PROPN	NNP	_	8	nmod	_	Entity=(3-place-new-nnnnn-cf3-1-sgl-Kenya)2)
11	in	in	ADP	IN	_	12	case	_	_
12	May	May	PROPN	NNP	_	6	obl	_	Entity=(4-time-new-nnnnn-cf4-1-sgl)|SpaceAfter=No
13	.	.	PUNCT	.	_	6	punct	_	_

"""


def gum_files(folder):
    for part, genre in (("train", "news"), ("dev", "bio"), ("test", "fiction")):
        (folder / f"en_gum-ud-{part}.conllu").write_text(GUM.format(genre=genre), encoding="utf-8")


@pytest.mark.parametrize(("key", "dates"), [("gum-names", [("May", "DATE")]), ("names: GUM news", [])])
def test_mentions_of_gum_are_cut_to_names(tmp_path, key, dates):
    gum_files(tmp_path)
    [found] = read_names(BY_KEY[key], tmp_path)
    assert found.text == "President Ana Zorba didn't visit the Bank of Kenya in May."
    assert marked(found) == [("Ana Zorba", "PERSON"), ("Bank of Kenya", "ORG"), *dates]


def test_mentions_without_their_fields_are_refused(tmp_path):
    path = tmp_path / "gum.conllu"
    path.write_text(GUM.format(genre="news").replace("etype-", ""), encoding="utf-8")
    with pytest.raises(DataError, match="GUM_news_zorba"):
        list(read_gum([path], ["news"]))


def test_a_file_in_columns_is_read_first(tmp_path):
    (tmp_path / "uner_ewt_dev.tsv").write_text("Kenya\tB-GPE\n\n")
    (tmp_path / "en_ewt-ud-dev.iob2").write_text("1\tAna\tB-PER\n\n")
    assert [each.text for each in read_names(BY_KEY["uner-ewt"], tmp_path)] == ["Kenya"]


def test_a_corpus_in_no_form_names_all_forms(tmp_path):
    with pytest.raises(DataError, match=r"uner_ewt_dev\.tsv and no en_ewt-ud-dev\.iob2 .*UNER"):
        read_names(BY_KEY["uner-ewt"], tmp_path)


def test_a_line_with_too_few_columns_is_named(tmp_path):
    (tmp_path / "en_ewt-ud-dev.iob2").write_text("1\tAna\n\n")
    with pytest.raises(DataError, match="line 1"):
        read_names(BY_KEY["uner-ewt"], tmp_path)


def test_labels_become_spans_and_a_sentence():
    assert list(spans_of(["I-ORG", "I-ORG", "B-ORG", "O"])) == [(0, 2, "ORG"), (2, 3, "ORG")]
    assert outermost([(0, 2, "ORG"), (1, 2, "GPE"), (3, 4, "GPE")]) == [(0, 2, "ORG"), (3, 4, "GPE")]
    sentence = labelled(["Ana", "left"], [(0, 1, "PERSON")], [False, True])
    assert (sentence.text, sentence.pieces) == ("Analeft", ("Ana",))
    assert place_label("Strait of Karst") == "LOC"
