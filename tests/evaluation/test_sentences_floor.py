"""Sentence borders on the news of the public treebank GUM, whole documents from raw text with their paragraphs."""

import io
import tarfile

import pytest

from kg.articles import make_article
from kg.language import Pipeline


def _documents(lines):
    """Per news document, its paragraphs, each a list of sentences."""
    documents: list[list[list[str]]] = []
    news = opens = False
    for line in lines:
        if line.startswith("# newdoc"):
            news = "GUM_news" in line
            documents += [[]] if news else []
        elif line.startswith("# newpar"):
            opens = True
        elif news and line.startswith("# text = "):
            if opens or not documents[-1]:
                documents[-1].append([])
            documents[-1][-1].append(line[9:].strip())
            opens = False
    return documents


@pytest.fixture(scope="module")
def corpus(request):
    shared = request.getfixturevalue("shared")
    path = shared / "language" / "corpora" / "raw_src.tgz"
    if not path.is_file():
        pytest.skip("the treebanks are not here")

    def part(name):
        with tarfile.open(path) as archive:
            member = archive.extractfile(f"src/gum_open-{name}.conllu")
            return _documents(io.TextIOWrapper(member, encoding="utf-8"))

    return part


@pytest.mark.parametrize(("part", "floor"), [("test", 0.94), ("dev", 0.98)])
def test_sentences_of_news_are_found(part, floor, corpus):
    pipeline = Pipeline()
    right = known = found = 0
    for paragraphs in corpus(part):
        text = "\n\n".join(" ".join(sentences) for sentences in paragraphs)
        document = pipeline.read(make_article(text))
        spans = [document.span_of(sentence.start, sentence.end) for sentence in document.sentences()]
        got = {span.of(text).strip() for span in spans} - {""}
        gold = {sentence for sentences in paragraphs for sentence in sentences}
        right += len(gold & got)
        known += len(gold)
        found += len(got)
    assert known > 50
    assert 2 * right / (known + found) >= floor
