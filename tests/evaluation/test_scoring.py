"""The figures, worked out by hand on small cases, and the same as the public scorer's where that is at hand."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError, ParameterError
from kg.evaluation import Counts, Options, Sentence, below, codes_of, evaluate, read_floors, read_gold, score
from kg.evaluation.gold import CodedEvent, codes
from kg.model import Actor, ActorKind


def sentence(*events, key="s"):
    return Sentence(key, "text", tuple(events))


def figures(gold, predicted, **options):
    return score([sentence(*gold)], [predicted], Options(**options)).metrics


ATTACK = CodedEvent("ASSAULT", ("RUS",), ("UKR",))
TALKS = CodedEvent("CONSULT", ("RUS", "UKR"), (), symmetric=True)


def test_a_right_event_counts_in_every_figure():
    assert set(figures([ATTACK], [ATTACK]).values()) == {Counts(1, 0, 0)}


def test_nothing_predicted_is_missed_and_not_wrong():
    assert figures([ATTACK], [])["triple"] == Counts(0, 0, 1)
    assert figures([], [ATTACK])["triple"] == Counts(0, 1, 0)


def test_the_other_way_round_is_wrong_for_an_attack_and_right_for_talks():
    assert figures([ATTACK], [CodedEvent("ASSAULT", ("UKR",), ("RUS",))])["triple"] == Counts(0, 1, 1)
    for predicted in (CodedEvent("CONSULT", ("UKR",), ("RUS",)), CodedEvent("CONSULT", ("UKR", "RUS"))):
        found = figures([TALKS], [predicted])
        assert found["triple"] == found["dyad"] == Counts(1, 0, 0)
        assert found["source"] == found["target"] == Counts(2, 0, 0)


def test_a_reciprocal_prediction_is_read_both_ways_against_directed_gold():
    found = figures([CodedEvent("CONSULT", ("RUS",), ("UKR",))], [CodedEvent("CONSULT", ("RUS", "UKR"))])
    assert found["triple"] == Counts(1, 1, 0)


def test_a_missing_side_is_part_of_the_triple_and_of_no_dyad():
    found = figures([CodedEvent("PROTEST", ("KEN",))], [CodedEvent("PROTEST", ("KEN",))])
    assert found["triple"] == Counts(1, 0, 0)
    assert found["dyad"] == Counts()


def test_concede_and_retreat_fold_where_the_gold_does_not_tell_them_apart():
    gold, predicted = CodedEvent("CONCEDE", ("KEN",)), CodedEvent("RETREAT", ("KEN",))
    assert figures([gold], [predicted])["class"] == Counts(0, 1, 1)
    assert figures([gold], [predicted], fold_yield=True)["triple"] == Counts(1, 0, 0)


def test_another_accepted_class_counts_as_right():
    gold = CodedEvent("ASSAULT", ("RUS",), ("UKR",), accepted=("COERCE",))
    assert figures([gold], [CodedEvent("COERCE", ("RUS",), ("UKR",))])["triple"] == Counts(1, 0, 0)
    assert figures([gold], [ATTACK])["triple"] == Counts(1, 0, 0)


def test_class_only_compares_nothing_else():
    assert list(figures([ATTACK], [ATTACK], class_only=True)) == ["class"]


def test_classes_are_counted_one_by_one():
    scores = score([sentence(ATTACK), sentence(TALKS)], [[ATTACK, TALKS], [TALKS]])
    assert scores.by_class == {"ASSAULT": Counts(1, 0, 0), "CONSULT": Counts(1, 1, 0)}
    assert (scores.sentences, scores.coded, scores.exact) == (2, 2, 1)


def test_neutral_sentences_are_counted_apart():
    scores = score([sentence(), sentence()], [[ATTACK], []])
    assert (scores.neutral, scores.disturbed) == (2, 1)


EVENTS = st.builds(
    CodedEvent,
    st.sampled_from(("CONSULT", "ASSAULT", "RETREAT")),
    st.lists(st.sampled_from(("RUS", "UKR", "ORG")), max_size=2).map(tuple),
    st.lists(st.sampled_from(("RUS", "UKR", "ORG")), min_size=1, max_size=2).map(tuple),
)


@given(st.lists(st.lists(EVENTS, max_size=3), max_size=4), st.lists(st.lists(EVENTS, max_size=3), max_size=4))
def test_precision_and_recall_of_directed_events_change_places_with_the_sides(gold, predicted):
    size = min(len(gold), len(predicted))
    there = score([sentence(*events) for events in gold[:size]], predicted[:size]).metrics
    back = score([sentence(*events) for events in predicted[:size]], gold[:size]).metrics
    for name, counts in there.items():
        assert (counts.tp, counts.fp, counts.fn) == (back[name].tp, back[name].fn, back[name].fp)
        assert 0 <= counts.f1 <= 1


def test_codes_of_actors():
    state = Actor("KEN", "Kenya", ActorKind.STATE, "KEN")
    body = Actor("Q1065", "United Nations", ActorKind.ORGANIZATION, None, "IGO")
    crowd = Actor("x-crowd", "crowd", ActorKind.POPULATION)
    assert codes_of([state, body, crowd]) == ("KEN", "ORG")
    assert codes(["ngo", {"country": "KEN"}, {"org": "IGO"}, {}]) == ("ORG", "KEN", "ORG")


# ---------------------------------------------------------------- gold files


def write(tmp_path, *records):
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_records_of_one_sentence_are_read_together(tmp_path):
    first = {"id": "1", "sent_id": "s", "text": "t", "event": "AID", "sources": ["KEN"], "targets": []}
    path = write(
        tmp_path,
        first,
        {**first, "id": "2", "event": "AGREE"},
        {"id": "3", "text": "u", "event": None},
        {"id": "4", "text": "v", "mapped": False},
    )
    sentences = read_gold(path)
    assert [(s.id, [event.event for event in s.events]) for s in sentences] == [
        ("s", ["AID", "AGREE"]),
        ("3", []),
    ]


def test_two_sources_without_a_target_are_symmetric(tmp_path):
    record = {"id": "1", "text": "t", "event": "CONSULT", "sources": ["KEN", "TCD"]}
    [[event]] = [s.events for s in read_gold(write(tmp_path, record))]
    assert event.symmetric


@pytest.mark.parametrize(
    ("line", "why"),
    [("{", "line 2: not JSON"), ("[]", "line 2: a record"), ('{"id": "x"}', "line 2: a record")],
)
def test_a_bad_line_is_named(tmp_path, line, why):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "1", "text": "t", "event": null}\n' + line, encoding="utf-8")
    with pytest.raises(InputError, match=why):
        read_gold(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match="nowhere"):
        read_gold(tmp_path / "nowhere.jsonl")


def test_floors():
    scores = score([sentence(ATTACK), sentence(TALKS)], [[ATTACK], []])
    assert below(scores, {"class": 0.66, "ASSAULT": 1}) == ()
    assert below(scores, {"class": 0.7}) == ("class F1 is 0.667, below its floor of 0.700",)
    with pytest.raises(ParameterError, match="no figure"):
        below(scores, {"AIDING": 0.1})


@pytest.mark.parametrize("floor", ["class", "=1", "class=high", "class=2", "class=-1"])
def test_a_floor_is_a_name_and_a_share(floor):
    with pytest.raises(ParameterError, match=r"class=0\.5"):
        read_floors([floor])


# ---------------------------------------------------------------- beside the public scorer


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("gsr_dev", {}),
        ("plv_dev", {"fold_yield": True, "class_only": True}),
        ("case21_dev", {"class_only": True}),
    ],
)
def test_figures_are_those_of_the_public_scorer(name, options, shared, reader, tmp_path):
    gold = shared / "gold" / f"{name}.jsonl"
    sentences = read_gold(gold)[:160]
    kept = {s.id for s in sentences}
    lines = [line for line in gold.read_text(encoding="utf-8").splitlines() if _key(line) in kept]
    (tmp_path / "gold.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    predicted = list(_coded(sentences, reader))
    (tmp_path / "predicted.jsonl").write_text(
        "".join(json.dumps(p) + "\n" for p in predicted), encoding="utf-8"
    )
    flags = [f"--{option.replace('_', '-')}" for option in options]
    command = [
        sys.executable,
        str(shared / "gold" / "score_events.py"),
        "gold.jsonl",
        "predicted.jsonl",
        "--boot",
        "50",
    ]
    subprocess.run([*command, "--json", "out.json", *flags], check=True, capture_output=True, cwd=tmp_path)
    told = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    ours = evaluate(sentences, reader, Options(**options))
    assert {n: (c.tp, c.fp, c.fn) for n, c in ours.metrics.items()} == {
        n: (told["metrics"][n]["tp"], told["metrics"][n]["fp"], told["metrics"][n]["fn"])
        for n in ours.metrics
    }
    assert (ours.sentences, ours.coded) == (told["sentences"], told["sentences_with_prediction"])
    if not options:
        assert ours.exact == told["exact_sentences"]


def _key(line):
    record = json.loads(line)
    return record.get("sent_id") or record["id"]


def _coded(sentences, reader):
    from kg.articles import make_article

    articles = (make_article(s.text, id=s.id) for s in sentences)
    for reading in reader.read_all(articles):
        listed = [mention for mention in reading.mentions if mention.listed]
        events = [
            {
                "event": m.event_type,
                "sources": list(codes_of(m.sources)),
                "targets": list(codes_of(m.targets)),
            }
            for m in listed
        ]
        yield {"id": reading.article.id, "events": events}
