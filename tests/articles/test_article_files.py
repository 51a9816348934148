"""Text, Markdown and JSONL files; folders; standard input."""

from __future__ import annotations

import io
import json
import os
import sys
from datetime import date

import pytest

from kg.articles import read
from kg.articles.formats.markdown import plain
from kg.errors import InputError
from kg.model import Article, Skipped

TODAY = date(2026, 3, 1)
DAY = date(2026, 2, 18)
FRONT = """---
title: Talks end
published: 2026-02-18
publisher: The Harbour Post
agency: Reuters
url: https://example.org/talks
language: en-GB
id: a-17
desk: "foreign"
---
"""


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def only(path, **options) -> Article:
    (article,) = read([path], today=TODAY, **options)
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize(
    ("name", "body"), [("talks.txt", "The talks ended."), ("talks.md", "The *talks* ended.")]
)
def test_a_front_matter_gives_the_fields(tmp_path, name, body):
    article = only(write(tmp_path / name, FRONT + body))
    assert article.text == "Talks end\n\nThe talks ended."
    assert (article.title, article.published, article.publisher) == ("Talks end", DAY, "The Harbour Post")
    assert (article.agency, article.url, article.language) == ("Reuters", "https://example.org/talks", "en")
    assert (article.id, article.metadata) == ("a-17", {"desk": "foreign"})
    assert article.origin == str(tmp_path / name)


def test_a_rule_at_the_top_is_no_front_matter(tmp_path):
    assert (
        only(write(tmp_path / "a.txt", "---\nThe talks ended.\n---\n")).text == "---\nThe talks ended.\n---"
    )


def test_a_front_matter_that_is_none_is_named_by_its_line(tmp_path):
    (skipped,) = read(
        [write(tmp_path / "a.txt", "---\ntitle: Talks\nno colon\n---\nText of it.")], today=TODAY
    )
    assert isinstance(skipped, Skipped)
    assert "a.txt:3: 'no colon'" in skipped.reason


def test_line_ends_of_other_systems_and_a_byte_order_mark(tmp_path):
    windows = only(
        write(
            tmp_path / "w.txt",
            b"\xef\xbb\xbf" + (FRONT + "One day passed.\n\nTwo days passed.").replace("\n", "\r\n").encode(),
        )
    )
    old_mac = only(
        write(tmp_path / "m.txt", (FRONT + "One day passed.\n\nTwo days passed.").replace("\n", "\r"))
    )
    assert windows.text == old_mac.text == "Talks end\n\nOne day passed.\n\nTwo days passed."


def test_the_given_day_serves_where_the_text_has_none(tmp_path):
    path = write(tmp_path / "a.txt", "The talks ended.")
    assert only(path).published is None
    assert only(path, published=DAY).published == DAY


def test_the_given_day_gives_a_dateline_its_year(tmp_path):
    path = write(tmp_path / "a.txt", "GENEVA, Dec 30 (Reuters) - The talks ended.")
    assert only(path).published is None
    assert only(path, published=date(2026, 1, 2)).published == date(2025, 12, 30)


def test_what_the_text_says_goes_before_the_given_day(tmp_path):
    assert (
        only(
            write(tmp_path / "a.txt", "Published: 2026-02-18\nText of it."), published=date(2026, 1, 1)
        ).published
        == DAY
    )


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# Talks *end*\n\nThe [talks](https://x.org) **ended**.", "Talks end\n\nThe talks ended."),
        ("Hard\nwrapped\nlines", "Hard wrapped lines"),
        ("Talks end\n=====\n\n> A quote\n\n- one\n- two", "Talks end\n\nA quote\n\none\n\ntwo"),
        (
            "![a picture](x.png)\n\nText <b>bold</b> &amp; more.\n\n<script>alert(1)</script>",
            "Text bold & more.",
        ),
        ("    An indented paragraph.", "An indented paragraph."),
        ("Use 3 * 4 and snake_case_names.", "Use 3 * 4 and snake_case_names."),
        ("| Party | Seats |\n|---|---|\n| A | 3 |", "Party\n\nSeats\n\nA\n\n3"),
        ("one  \ntwo", "one\ntwo"),
    ],
)
def test_markdown_gives_its_words(markdown, text):
    assert plain(markdown) == text


def test_jsonl_gives_one_article_a_line(tmp_path):
    record = {
        "id": 7,
        "title": "Talks end",
        "text": "The talks ended.\r\nMore later.",
        "published": "2026-02-18T23:30:00-05:00",
        "url": "https://example.org/7",
        "publisher": "The Harbour Post",
        "language": "en",
        "desk": "foreign",
        "tags": ["b", "a"],
        "draft": False,
        "note": None,
    }
    path = write(tmp_path / "news.jsonl", json.dumps(record) + "\n\n" + json.dumps({"text": "A second day."}))
    first, second = read([path], today=TODAY)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.text == "Talks end\n\nThe talks ended.\nMore later."
    assert (first.id, first.published, first.origin) == ("7", DAY, f"{path}:1")
    assert first.metadata == {"desk": "foreign", "draft": "false", "tags": '["b", "a"]'}
    assert (second.id, second.origin, second.published) == ("news:3", f"{path}:3", None)


def test_a_folder_is_read_to_the_bottom_in_the_order_of_names(tmp_path):
    for name in ("b.txt", "a/z.md", "a/deep/er/x.txt", "c.jsonl", "D.TXT"):
        write(tmp_path / name, '{"text": "From file c."}' if name == "c.jsonl" else f"From the file {name}.")
    for name in (".hidden.txt", ".git/config.txt", "a/.DS_Store"):
        write(tmp_path / name, "never read")
    write(tmp_path / "paper.pdf", "%PDF")
    write(tmp_path / "LICENSE", "words")
    found = list(read([tmp_path], today=TODAY))
    origins = [os.path.relpath(item.origin, tmp_path) for item in found]
    assert origins == ["D.TXT", "LICENSE", "a/deep/er/x.txt", "a/z.md", "b.txt", "c.jsonl:1", "paper.pdf"]
    assert [origin for origin, item in zip(origins, found, strict=True) if isinstance(item, Skipped)] == [
        "LICENSE",
        "paper.pdf",
    ]
    assert "is in no format that kg reads (.txt," in next(i for i in found if isinstance(i, Skipped)).reason


def test_a_readme_is_read_only_where_it_is_asked_for(tmp_path):
    readme = write(tmp_path / "README.md", "# Sample articles\n\nWhat they are.")
    (skipped,) = read([tmp_path], today=TODAY)
    assert isinstance(skipped, Skipped)
    assert "README.md tells of its folder" in skipped.reason
    assert only(readme).title == "Sample articles"


def test_a_folder_that_links_to_itself_is_read_once(tmp_path):
    write(tmp_path / "a.txt", "Only once here.")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere.txt")
    found = list(read([tmp_path], today=TODAY))
    assert [type(item) for item in found] == [Article, Skipped, Skipped]


def test_equal_texts_are_all_handed_on_with_their_origins(tmp_path):
    paths = [write(tmp_path / name, "The same words.") for name in ("a.txt", "b.txt")]
    first, second = read([*paths], today=TODAY)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.key == second.key
    assert [first.origin, second.origin] == [str(path) for path in paths]


def test_a_given_file_without_an_ending_is_sniffed(tmp_path):
    assert only(write(tmp_path / "talks", "The talks ended.")).text == "The talks ended."
    assert only(write(tmp_path / "news", '{"text": "From some JSON."}')).text == "From some JSON."


@pytest.mark.parametrize(
    ("piped", "texts", "origins"),
    [
        (b"The talks ended.\nMore later.", ["The talks ended.\nMore later."], ["<stdin>"]),
        (
            b'\n{"text": "One day passed."}\n{"text": "Two days passed."}\n',
            ["One day passed.", "Two days passed."],
            ["<stdin>:2", "<stdin>:3"],
        ),
        (b'\xef\xbb\xbf{"text": "One day passed."}', ["One day passed."], ["<stdin>:1"]),
    ],
)
def test_standard_input_is_text_or_jsonl(monkeypatch, piped, texts, origins):
    buffer = io.BytesIO(piped)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(buffer))
    found = list(read(["-"], today=TODAY))
    assert [item.text for item in found if isinstance(item, Article)] == texts
    assert [item.origin for item in found] == origins
    assert not buffer.closed


def test_a_missing_path_is_told_before_anything_is_read(tmp_path):
    with pytest.raises(InputError, match=r"nowhere\.txt.*check the path"):
        read([write(tmp_path / "a.txt", "Text of it."), tmp_path / "nowhere.txt"])


def test_reading_is_lazy(tmp_path):
    path = write(tmp_path / "a.jsonl", '{"text": "One day passed."}\n{"text": "Two days passed."}')
    assert isinstance(next(read([path], today=TODAY)), Article)
