"""The large parser that teaches, over an encoder of a handful of numbers: it learns our own sentences and gives whole trees."""

import json
import random

import pytest

from kg.errors import ParameterError
from kg.training.corpora import own_sentences

torch = pytest.importorskip("torch", reason="the extra kg-events[train] is not installed")
pytest.importorskip("transformers", reason="the extra kg-events[train] is not installed")
pytest.importorskip("tokenizers", reason="the extra kg-events[train] is not installed")

from kg.training.encoder import Encoder, WordPieces  # noqa: E402
from kg.training.learning import Schedule  # noqa: E402
from kg.training.teacher import Labels, Teacher  # noqa: E402


@pytest.fixture(scope="module")
def sentences():
    return own_sentences()[:60]


@pytest.fixture(scope="module")
def folder(small_encoder, tmp_path_factory, sentences):
    return small_encoder(
        tmp_path_factory.mktemp("encoder"), {word.form for each in sentences for word in each.words}
    )


def taught(folder, sentences, seed=0):
    teacher = Teacher(folder, Labels.of(sentences), seed)
    schedule = Schedule(epochs=8, batch=400, encoder_rate=1e-3, rate=3e-3)
    return teacher, list(teacher.train(sentences, schedule))


def right(sentences, guesses):
    pairs = [
        (word, guess)
        for sentence, found in zip(sentences, guesses, strict=True)
        for word, guess in zip(sentence.words, found.words, strict=True)
    ]
    return sum(word.head == guess.head for word, guess in pairs) / len(pairs)


def roots(guess):
    return [word for word in guess.words if word.head == 0]


def reaches_root(guess):
    for start in range(1, len(guess.words) + 1):
        node, steps = start, 0
        while node and steps <= len(guess.words):
            node, steps = guess.words[node - 1].head, steps + 1
        if node:
            return False
    return True


def test_it_learns_and_gives_trees_with_one_root(folder, sentences):
    untaught = Teacher(folder, Labels.of(sentences)).parse(sentences)
    teacher, progress = taught(folder, sentences)
    assert progress[-1].step == progress[-1].total
    guesses = teacher.parse(sentences)
    assert right(sentences, guesses) > right(sentences, untaught) + 0.2
    for sentence, guess in zip(sentences, guesses, strict=True):
        assert [word.form for word in guess.words] == [word.form for word in sentence.words]
        assert [word.relation for word in roots(guess)] == ["root"]
        assert reaches_root(guess)
        assert guess.confidence <= 0


def test_the_order_of_sentences_changes_nothing(folder, sentences):
    teacher, _ = taught(folder, sentences[:20])
    places = list(range(20))
    random.Random(1).shuffle(places)
    straight = teacher.parse(sentences[:20], pieces=200)
    mixed = teacher.parse([sentences[place] for place in places], pieces=200)
    assert [straight[place].words for place in places] == [guess.words for guess in mixed]


def test_the_same_seed_gives_the_same_teacher_and_saved_weights_come_back(folder, sentences, tmp_path):
    one, _ = taught(folder, sentences[:20], seed=3)
    two, _ = taught(folder, sentences[:20], seed=3)
    one.save(tmp_path / "weights.pt")
    three = Teacher(folder, Labels.of(sentences[:20]), seed=4)
    three.load(tmp_path / "weights.pt")
    expected = one.parse(sentences[:20])
    assert expected == two.parse(sentences[:20]) == three.parse(sentences[:20])


def test_a_word_is_the_mean_of_its_pieces(folder):
    encoder = Encoder(folder).eval()
    with torch.no_grad():
        hidden = encoder([["talks", "xyz"], ["talks"]])
    assert hidden.shape == (2, 3, 32)
    pieces, places = WordPieces(folder).of(["talks", "xyz"])
    assert len(pieces) == 2 + places[-1][1] - 1
    assert places[0][0] == 1


def test_a_folder_that_is_no_encoder_is_named(tmp_path):
    with pytest.raises(ParameterError, match=r"tokenizer\.json"):
        WordPieces(tmp_path)


def test_an_encoder_without_the_special_pieces_is_refused(folder, tmp_path):
    content = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    del content["model"]["vocab"]["[CLS]"]
    (tmp_path / "tokenizer.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ParameterError, match=r"\[CLS\]"):
        WordPieces(tmp_path)
