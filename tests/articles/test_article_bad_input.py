"""Bad input: each is skipped with a reason that names it, and the rest is read."""

from __future__ import annotations

import json
import os
import socket
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.articles import read
from kg.model import Article, Skipped

TODAY = date(2026, 3, 1)
FRENCH = "Les négociateurs se sont réunis mercredi à Port-Aune pour une deuxième journée de pourparlers sur la frontière."


def reason_for(folder, name, content):
    """Why `name` is skipped; the good article beside it must be read all the same."""
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    (folder / "zz-good.txt").write_text("The talks ended.", encoding="utf-8")
    *bad, good = read([folder], today=TODAY)
    assert isinstance(good, Article)
    (skipped,) = bad
    assert isinstance(skipped, Skipped), skipped
    assert name in skipped.reason
    return skipped.reason


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file(tmp_path, name, content):
    assert "is empty" in reason_for(tmp_path, name, content)


def test_an_empty_jsonl_file_holds_no_article(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b"\n\n")
    assert list(read([tmp_path], today=TODAY)) == []


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_a_binary_file(tmp_path, name):
    assert "binary, not text: there is a NUL byte at byte 4" in reason_for(
        tmp_path, name, b"\x7fELF\x00\x01\xff"
    )


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_invalid_utf8_names_the_byte(tmp_path, name):
    assert "at byte 13 (0xe9)" in reason_for(tmp_path, name, b"Talks at the \xe9lys\xe9e")


def test_invalid_utf8_in_jsonl_names_the_byte_of_the_file_and_the_rest_is_read(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "One day passed."}\n{"text": "\xe9"}\n{"text": "Three days passed."}\n')
    first, bad, third = read([path], today=TODAY)
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert isinstance(bad, Skipped)
    assert bad.origin == f"{path}:2"
    assert "at byte 38 (0xe9)" in bad.reason


def test_a_line_of_20_megabytes_in_jsonl_and_the_rest_is_read(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        b'{"text": "One day passed."}\n{"text": "'
        + b"x" * 20_000_000
        + b'"}\n{"text": "Three days passed."}\n{"text": "\xe9"}'
    )
    first, long, third, bad = read([path], today=TODAY)
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert isinstance(long, Skipped)
    assert "a.jsonl:2 has 20,000,013 bytes" in long.reason
    assert isinstance(bad, Skipped)
    assert f"at byte {path.stat().st_size - 3} " in bad.reason


def test_a_line_of_20_megabytes_in_text(tmp_path):
    assert "larger than 4,000,000 bytes" in reason_for(tmp_path, "a.txt", b"x" * 20_000_000)


def test_a_page_of_20_megabytes(tmp_path):
    assert "larger than 10,000,000 bytes" in reason_for(tmp_path, "a.html", b"<p>" + b"x" * 20_000_000)


def test_an_article_beyond_the_limit(tmp_path):
    assert "1,000,001 characters" in reason_for(tmp_path, "a.txt", "x" * 1_000_001)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "One day passed."', "a.jsonl:2 is not JSON: Expecting ',' delimiter at column 27"),
        ("[1, 2]", "a.jsonl:2 is not a JSON object"),
        ('{"title": "Only a title"}', "a.jsonl:2 has no field text"),
        ('{"text": ["One day passed."]}', "a.jsonl:2 has no field text that is a string"),
        ('{"text": " "}', "a.jsonl:2 holds no text"),
        (
            '{"text": "One day passed.", "published": 20260218}',
            "published 20260218 (a.jsonl:2) is not a date",
        ),
        (
            '{"text": "One day passed.", "published": "2026-02-30"}',
            "a.jsonl:2: published '2026-02-30' is not a day of the calendar",
        ),
        (
            '{"text": "One day passed.", "published": "soon"}',
            "a.jsonl:2: published 'soon' is not a date that kg reads",
        ),
        ('{"text": "One day passed.", "language": "fr"}', "a.jsonl:2 is French; kg reads English"),
        ("[" * 100_000, "a.jsonl:2 is JSON nested too deeply"),
        ('{"text": "' + "x\\u0020" * 600_000 + '"}', "a.jsonl:2 has 1,199,999 characters"),
    ],
)
def test_a_bad_line_of_jsonl_is_named_and_the_rest_is_read(tmp_path, monkeypatch, line, reason):
    monkeypatch.chdir(tmp_path)
    Path("a.jsonl").write_text(
        f'{{"text": "One day passed."}}\n{line}\n{{"text": "Three days passed."}}\n', encoding="utf-8"
    )
    first, bad, third = read(["a.jsonl"], today=TODAY)
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert isinstance(bad, Skipped)
    assert bad.origin == "a.jsonl:2"
    assert bad.reason.startswith(reason)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("---\ntitle: Talks\npublished: 2026-02-30\n---\nText of it.", "a.txt:3: published '2026-02-30'"),
        ("Talks\n\nPublished: 2026-02-30\n\nText of it.", "a.txt:3: published '2026-02-30'"),
        (
            "---\ntitle: Talks\n---\n\nGENEVA, Feb 30 2026 (Reuters) - Text of it.",
            "a.txt:5: published 'Feb 30 2026'",
        ),
        (
            "Talks\nGuards outside the hotel, in Geneva, Switzerland, 30 February, 2026\nText of it.",
            "a.txt:2: published '30 February, 2026'",
        ),
    ],
)
def test_an_impossible_date_names_file_line_and_value(tmp_path, content, place):
    assert f"{place} is not a day of the calendar" in reason_for(tmp_path, "a.txt", content)


def test_a_date_in_the_future(tmp_path):
    reason = reason_for(tmp_path, "a.txt", "Talks\nPublished: 2026-03-03\nText of it.")
    assert "a.txt:2: published '2026-03-03' is in the future" in reason


def test_a_day_of_tolerance_for_those_whose_tomorrow_has_begun(tmp_path):
    (tmp_path / "a.txt").write_text("Talks\nPublished: 2026-03-02\nText of it.", encoding="utf-8")
    (article,) = read([tmp_path], today=TODAY)
    assert isinstance(article, Article)


def test_the_day_of_the_run_decides_where_no_today_is_given(tmp_path):
    (tmp_path / "a.txt").write_text("Talks\nPublished: 9999-01-01\nText of it.", encoding="utf-8")
    (skipped,) = read([tmp_path])
    assert isinstance(skipped, Skipped)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", FRENCH),
        ("a.md", f"# Les pourparlers\n\n{FRENCH}"),
        ("a.txt", "---\nlanguage: fr\n---\nShort."),
        (
            "a.html",
            f"<html lang='en'><body><article><h1>Les pourparlers</h1><p>{FRENCH}</p></article></body></html>",
        ),
        ("a.html", "<html lang='fr'><body><article><p>Short.</p></article></body></html>"),
    ],
)
def test_an_article_in_another_language_is_skipped_by_name(tmp_path, name, content):
    assert reason_for(tmp_path, name, content).endswith("is French; kg reads English")


@pytest.mark.parametrize(
    "content",
    [
        "<",
        "<html>",
        "<html><body></body></html>",
        "<script>alert(1)</script>",
        "<!-- only a comment -->",
        "<<<>>>&&;",
        "<p" * 500,
    ],
)
def test_html_without_an_article(tmp_path, content):
    assert reason_for(tmp_path, "a.html", content)


def test_broken_html_with_an_article_in_it_is_read(tmp_path):
    (tmp_path / "a.html").write_text(
        "<html><head><title>Talks end</title><body><article><h1>Talks end</h1><p>The talks between Norvia and <b>Sudland ended on"
        " Wednesday, both delegations said.<p>They will meet again & again <<in March.</div></article",
        encoding="utf-8",
    )
    (article,) = read([tmp_path], today=TODAY)
    assert isinstance(article, Article), article
    assert "The talks between Norvia and Sudland ended on Wednesday" in article.text


def test_html_nested_beyond_all_sense(tmp_path):
    (tmp_path / "a.html").write_text(
        "<div>" * 100_000 + "The talks ended." + "</div>" * 100_000, encoding="utf-8"
    )
    assert len(list(read([tmp_path], today=TODAY))) == 1


@pytest.mark.parametrize(
    "error",
    [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")],
)
def test_a_file_that_cannot_be_opened(tmp_path, monkeypatch, error):
    whole = Path.open

    def fail(self, *args, **options):
        if self.name == "a.txt":
            raise error
        return whole(self, *args, **options)

    (tmp_path / "a.txt").write_text("Text of it.", encoding="utf-8")
    monkeypatch.setattr(Path, "open", fail)
    (skipped,) = read([tmp_path], today=TODAY)
    assert isinstance(skipped, Skipped)
    assert skipped.reason.endswith(f"a.txt cannot be read: {error.strerror}")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_without_permission(tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0)
    (skipped,) = read([tmp_path], today=TODAY)
    locked.chmod(0o700)
    assert isinstance(skipped, Skipped)
    assert "cannot be read: Permission denied" in skipped.reason


def test_a_folder_that_cannot_be_listed(tmp_path, monkeypatch):
    whole = os.scandir

    def fail(path):
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return whole(path)

    (tmp_path / "locked").mkdir()
    (tmp_path / "zz-good.txt").write_text("The talks ended.", encoding="utf-8")
    monkeypatch.setattr(os, "scandir", fail)
    skipped, good = read([tmp_path], today=TODAY)
    assert isinstance(good, Article)
    assert isinstance(skipped, Skipped)
    assert skipped.reason.endswith("locked cannot be read: Permission denied")


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    (skipped,) = read([tmp_path], today=TODAY)
    assert isinstance(skipped, Skipped)
    assert skipped.reason.endswith("a.txt is no regular file")


def test_a_name_that_is_not_utf8_can_still_be_reported(tmp_path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("Text of it.", encoding="utf-8")
    (article,) = read([tmp_path], today=TODAY)
    assert isinstance(article, Article)
    assert article.id == "caf\ufffd"
    assert json.dumps(article.origin).encode()


def test_nothing_is_fetched_and_no_entity_expanded(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    secret = tmp_path / "secret"
    secret.write_text("THE SECRET", encoding="utf-8")
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    page = tmp_path / "a.xhtml"
    page.write_text(
        f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html SYSTEM "http://192.0.2.1/x.dtd" [<!ENTITY l0 "lol">{lol}'
        f'<!ENTITY file SYSTEM "{secret.as_uri()}">]><html><head><base href="http://192.0.2.1/"/>'
        '<link rel="canonical" href="http://192.0.2.1/talks"/></head><body><article><h1>Talks end</h1>'
        "<p>The talks between Norvia and Sudland ended on Wednesday &l11; &file; after two days.</p>"
        '<img src="http://192.0.2.1/x.png"/><iframe src="http://192.0.2.1/"></iframe></article></body></html>',
        encoding="utf-8",
    )
    (article,) = read([page], today=TODAY)
    assert isinstance(article, Article), article
    assert "THE SECRET" not in article.text
    assert "lollol" not in article.text
    assert len(article.text) < 500


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
@pytest.mark.parametrize("ending", ["txt", "md", "jsonl", "html"])
def test_no_bytes_stop_a_run(tmp_path, ending, content):
    path = tmp_path / f"a.{ending}"
    path.write_bytes(content)
    for item in read([path], today=TODAY):
        assert isinstance(item, Article | Skipped)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("scrap.html", "<html><body><article><p>&lt; </p></article></body></html>"),
        ("scrap.txt", "< - 12 34"),
        ("scrap.md", "---\ntitle: Norvia and Sudland end talks\n---\nRead more"),
        ("scrap.jsonl", '{"text": "Read more >>"}'),
    ],
)
def test_a_text_without_three_words_is_no_article(tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    [skipped] = read([path], today=TODAY)
    assert isinstance(skipped, Skipped)
    assert name in skipped.reason
    assert "no text of 3 words" in skipped.reason or "without an article" in skipped.reason


def test_three_words_are_an_article(tmp_path):
    path = tmp_path / "short.txt"
    path.write_text("Norvia attacked Sudland.", encoding="utf-8")
    [article] = read([path], today=TODAY)
    assert isinstance(article, Article)
