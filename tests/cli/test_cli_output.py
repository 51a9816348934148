"""Printed tables: codes stay whole, text wraps at words, nothing is lost on a narrow terminal."""

import re

from hypothesis import given
from hypothesis import strategies as st

from kg.cli import output
from kg.cli.widths import frame, shares

IRI = "ev:ASSAULT-20220224-490e23a571"
QUOTE = "Forces shelled the harbour at dawn, officials said, and the mayor asked for help from abroad."


def printed(capsys, monkeypatch, columns, rows, width, *, terminal):
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal, raising=False)
    output.print_table(columns, rows)
    return re.sub(r"\x1b\[[\d;]*m", "", capsys.readouterr().out)


def test_codes_stay_whole_and_text_takes_the_rest(capsys, monkeypatch):
    rows = [(IRI, "2022-02-24", QUOTE), (IRI, "2022-02-25", QUOTE)]
    text = printed(capsys, monkeypatch, ("event", "date", "quote"), rows, 80, terminal=True)
    assert text.count(IRI) == 2
    assert max(map(len, text.splitlines())) <= 80
    words = {word for line in text.splitlines() for word in line.split()}
    assert set(QUOTE.split()) <= words


def test_in_a_pipe_the_table_is_as_wide_as_its_codes_need(capsys, monkeypatch):
    rows = [tuple(f"{IRI}-{place}" for place in range(5))]
    text = printed(capsys, monkeypatch, tuple("abcde"), rows, 80, terminal=False)
    assert all(code in text for code in rows[0])


def test_on_a_narrow_terminal_codes_fold_and_lose_nothing(capsys, monkeypatch):
    text = printed(capsys, monkeypatch, ("a", "b"), [(IRI, IRI)], 40, terminal=True)
    assert max(map(len, text.splitlines())) <= 40
    assert "".join(text.split()).count("ev:ASSAULT") == 2
    assert sum(map(len, text.rpartition("─")[2].split())) == 2 * len(IRI)


@given(
    st.lists(st.tuples(st.integers(1, 90), st.integers(1, 40)), min_size=1, max_size=8), st.integers(20, 200)
)
def test_shares_fit_and_give_what_is_needed(pairs, room):
    wanted = [max(pair) for pair in pairs]
    needed = [min(pair) for pair in pairs]
    widths = shares(wanted, needed, room)
    assert all(1 <= width <= most for width, most in zip(widths, wanted, strict=True))
    if sum(needed) <= room:
        assert sum(widths) <= room
        assert all(width >= least for width, least in zip(widths, needed, strict=True))
        assert sum(widths) == min(room, sum(wanted))
    else:
        assert sum(widths) == room


def test_the_frame_is_what_rich_draws(capsys, monkeypatch):
    for count in (1, 2, 5):
        text = printed(capsys, monkeypatch, tuple("abcde"[:count]), [("x" * 6,) * count], 100, terminal=True)
        assert max(len(line) for line in text.splitlines()) == frame(count) + 6 * count
