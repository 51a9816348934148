"""The large recogniser that teaches, over an encoder of a handful of numbers: it learns marked sentences and marks others."""

import numpy as np
import pytest
import spacy

torch = pytest.importorskip("torch", reason="the extra kg-events[train] is not installed")
pytest.importorskip("transformers", reason="the extra kg-events[train] is not installed")
pytest.importorskip("tokenizers", reason="the extra kg-events[train] is not installed")

from kg.training.augment import Generator, WordLists, patterns  # noqa: E402
from kg.training.learning import Schedule  # noqa: E402
from kg.training.name_silver import lessons, marked  # noqa: E402
from kg.training.name_teacher import TAGS, NameTeacher, Tagged  # noqa: E402
from kg.training.silver import LEFT_OUT  # noqa: E402

SCHEDULE = Schedule(epochs=8, batch=400, encoder_rate=1e-3, rate=3e-3)


@pytest.fixture(scope="module")
def sentences():
    return list(Generator(WordLists.load(), 1).sentences(patterns()[:20], 3))


@pytest.fixture(scope="module")
def nlp():
    return spacy.blank("en")


@pytest.fixture(scope="module")
def tagged(nlp, sentences):
    return lessons(nlp, sentences)


@pytest.fixture(scope="module")
def folder(small_encoder, tmp_path_factory, tagged):
    return small_encoder(tmp_path_factory.mktemp("encoder"), {word for each in tagged for word in each.words})


def vector(word):
    return np.array([len(word), word[:1].isupper()], dtype="float32")


def taught(folder, tagged, seed=0):
    teacher = NameTeacher(folder, vector, seed)
    return teacher, list(teacher.train(tagged, SCHEDULE))


def right(tagged, found):
    pairs = [
        pair
        for one, other in zip(tagged, found, strict=True)
        for pair in zip(one.tags, other.tags, strict=True)
    ]
    return sum(one == other for one, other in pairs) / len(pairs)


def test_lessons_hold_the_names_of_the_sentences(nlp, sentences, tagged):
    for sentence, lesson in zip(sentences, tagged, strict=True):
        doc = nlp.make_doc(sentence.text)
        names = {
            (doc[start].idx, label) for start, _, label in lesson.spans()
        }  # "Inc." may end before its point
        assert names == {(start, label) for start, _, label in sentence.names}


def test_it_learns_and_no_name_begins_in_its_middle(folder, tagged):
    teacher, progress = taught(folder, tagged)
    assert progress[-1].step == progress[-1].total
    words = [each.words for each in tagged]
    found = teacher.tag(words)
    assert [each.words for each in found] == words
    assert right(tagged, found) > right(tagged, NameTeacher(folder, vector).tag(words)) + 0.2
    for each in (*found, *NameTeacher(folder, vector, seed=5).tag(words)):
        for before, tag in zip([0, *each.tags], each.tags, strict=False):
            assert not TAGS[tag].startswith("I-") or TAGS[before][2:] == TAGS[tag][2:]
        assert each.confidence <= 0


def test_the_same_seed_gives_the_same_teacher_and_saved_weights_come_back(folder, tagged, tmp_path):
    one, _ = taught(folder, tagged[:30], seed=3)
    two, _ = taught(folder, tagged[:30], seed=3)
    one.save(tmp_path / "weights.pt")
    three = NameTeacher(folder, vector, seed=4)
    three.load(tmp_path / "weights.pt")
    words = [each.words for each in tagged[:30]]
    assert one.tag(words) == two.tag(words) == three.tag(words)


def test_what_it_is_least_sure_of_is_left_out(folder, nlp, tagged, sentences):
    teacher, _ = taught(folder, tagged)
    texts = [sentence.text for sentence in sentences]
    kept = marked(teacher, nlp, texts)
    assert len(kept) == len(texts) - int(len(texts) * LEFT_OUT)
    order = [texts.index(each.text) for each in kept]
    assert order == sorted(order)
    assert all(each.text[start:end].strip() for each in kept for start, end, _ in each.names)


def test_names_of_tags():
    found = Tagged(
        ("In", "New", "York", "Fiji"), (0, TAGS.index("B-GPE"), TAGS.index("I-GPE"), TAGS.index("B-GPE"))
    )
    assert list(found.spans()) == [(1, 3, "GPE"), (3, 4, "GPE")]
