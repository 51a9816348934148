"""Loading the codebook: errors that say where and what, and a user's own tables on top."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from kg.codebook import Codebook
from kg.codebook.codebook import CONCEPT_COLUMNS, LIST_COLUMNS
from kg.codebook.lexicon import COLUMNS
from kg.codebook.operators import COLUMNS as OPERATOR_COLUMNS
from kg.errors import DataError

ATTACK = {"phrase": "zorp", "pos": "verb", "event": "ASSAULT", "source": "subj", "target": "obj"}


def table(path: Path, columns: tuple[str, ...], *rows: dict[str, str]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def message(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        Codebook.load([path])
    return str(caught.value)


def test_a_users_entry_is_added(tmp_path):
    codebook = Codebook.load([table(tmp_path / "own.csv", COLUMNS, ATTACK)])
    (entry,) = codebook.lexicon.candidates("zorp", "verb")
    assert (entry.event, str(entry.source), entry.place) == ("ASSAULT", "subj", "own.csv:2")
    assert codebook.changes == {"added": 1, "overridden": 0, "disabled": 0}


def test_same_phrase_pos_and_needs_override(tmp_path):
    shipped = next(e for e in Codebook.load().lexicon if len(e.needs) > 1)
    reordered = ";".join(reversed([str(need) for need in shipped.needs]))
    own = shipped.row() | {"event": "ASSAULT", "mode": "", "needs": reordered}
    codebook = Codebook.load([table(tmp_path / "own.csv", COLUMNS, own)])
    same = [e for e in codebook.lexicon if e.key == shipped.key]
    assert [e.event for e in same] == ["ASSAULT"]
    assert codebook.changes["overridden"] == 1
    assert len(codebook.lexicon) == len(Codebook.load().lexicon)


def test_an_empty_event_disables(tmp_path):
    shipped = next(iter(Codebook.load().lexicon))
    own = shipped.row() | {"event": "", "mode": ""}
    codebook = Codebook.load([table(tmp_path / "own.csv", COLUMNS, own)])
    assert shipped.key not in {e.key for e in codebook.lexicon}
    assert codebook.changes == {"added": 0, "overridden": 0, "disabled": 1}


def test_the_last_of_several_tables_wins(tmp_path):
    first = table(tmp_path / "a.csv", COLUMNS, ATTACK)
    second = table(tmp_path / "b.csv", COLUMNS, ATTACK | {"event": "AID"})
    assert Codebook.load([first, second]).lexicon.candidates("zorp", "verb")[0].event == "AID"
    assert Codebook.load([second, first]).lexicon.candidates("zorp", "verb")[0].event == "ASSAULT"


def test_operators_lists_and_concepts_of_a_user(tmp_path):
    codebook = Codebook.load(
        [
            table(
                tmp_path / "o.csv", OPERATOR_COLUMNS, {"phrase": "zorp", "pos": "verb", "effect": "refusal"}
            ),
            table(tmp_path / "l.csv", LIST_COLUMNS, {"list": "@weapons", "lemma": "zorper"}),
            table(tmp_path / "c.csv", CONCEPT_COLUMNS, {"phrase": "zorper", "context": "military"}),
            table(tmp_path / "e.csv", COLUMNS, ATTACK | {"needs": "prep:with=@weapons"}),
        ]
    )
    assert codebook.operators.candidates("zorp", "verb")[0].effect == "refusal"
    assert {"zorper", "tank"} <= codebook.lists["@weapons"]
    assert codebook.context_concepts["zorper"] == "military"
    assert "zorper" in codebook.lexicon.candidates("zorp", "verb")[0].needs[0].words


def test_candidates_come_most_specific_first(tmp_path):
    rows = [
        ATTACK,
        ATTACK | {"needs": "obj"},
        ATTACK | {"phrase": "zorp out"},
        ATTACK | {"needs": "obj;!iobj"},
    ]
    found = Codebook.load([table(tmp_path / "own.csv", COLUMNS, *rows)]).lexicon.candidates("zorp", "verb")
    assert [(e.phrase, len(e.needs)) for e in found] == [
        ("zorp out", 0),
        ("zorp", 2),
        ("zorp", 1),
        ("zorp", 0),
    ]


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("pos", "vreb", "noun, verb"),
        ("event", "ATTACK", "ASSAULT"),
        ("mode", "firearm", "firearms"),
        ("cameo", "999", "no CAMEO code"),
        ("context", "war", "military"),
        ("source", "subject", "subj"),
        ("target", "prep:", "prep:WORD"),
        ("target", "prep:on,obj", "prep:WORD"),
        ("needs", "obj=@nothing", "@agreements"),
        ("needs", "obj~person", "~actor"),
        ("needs", "obj=", "empty term"),
        ("phrase", "Zorp", "lower case"),
        ("phrase", "", "lower case"),
    ],
)
def test_an_error_names_file_line_column_and_way_out(tmp_path, column, value, says):
    text = message(table(tmp_path / "own.csv", COLUMNS, ATTACK | {"phrase": "ok"}, ATTACK | {column: value}))
    assert "own.csv, line 3" in text
    assert f"column '{column}'" in text
    assert says in text


def test_a_key_twice_in_one_table_is_an_error(tmp_path):
    assert "drop one" in message(table(tmp_path / "own.csv", COLUMNS, ATTACK, ATTACK | {"event": "AID"}))


def test_an_unknown_effect_is_an_error(tmp_path):
    row = {"phrase": "zorp", "pos": "verb", "effect": "refusing"}
    assert "refusal" in message(table(tmp_path / "o.csv", OPERATOR_COLUMNS, row))


def test_unknown_columns_are_an_error(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("word,class\nzorp,ASSAULT\n", encoding="utf-8")
    assert "phrase,pos,event" in message(path)


def test_too_few_cells_and_open_quotes_are_errors(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(",".join(COLUMNS) + "\nzorp,verb\n", encoding="utf-8")
    assert "line 2: 2 cells where 15 belong" in message(path)
    path.write_text(",".join(COLUMNS) + '\nzorp,"verb\n', encoding="utf-8")
    assert "quotes" in message(path)


def test_a_missing_or_empty_or_binary_file_is_an_error(tmp_path):
    assert "cannot be read" in message(tmp_path / "absent.csv")
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    assert "empty" in message(tmp_path / "empty.csv")
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in message(tmp_path / "binary.csv")


def test_comment_lines_are_passed_over_and_lines_still_counted(tmp_path):
    path = table(tmp_path / "own.csv", COLUMNS, ATTACK)
    path.write_text("# mine\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert Codebook.load([path]).lexicon.candidates("zorp", "verb")[0].place == "own.csv:3"


def test_intensity_is_the_modes_where_it_has_one():
    codebook = Codebook.load()
    assert codebook.intensity("CONSULT") == 2.5
    assert codebook.intensity("CONSULT", ["visit"]) == 4.0
    assert codebook.intensity("ASSAULT", ["beat", "aerial"]) == -9.5
    assert codebook.intensity("PROTEST", ["vandalize"]) == codebook.intensity("PROTEST")
    assert codebook.intensity("CONSULT", ["custom"]) == 2.5
    with pytest.raises(KeyError):
        codebook.intensity("WAR")


def test_loading_is_quick():
    Codebook.load()
    durations = []
    for _ in range(3):
        start = time.process_time()
        Codebook.load()
        durations.append(time.process_time() - start)
    assert min(durations) < 0.5, "0.15 s is the aim on a quiet machine; this bound only catches a blow-up"
