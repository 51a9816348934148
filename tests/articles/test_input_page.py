"""The examples in docs/input.md run, and it names every format."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

from kg.articles.article import MAX_CHARACTERS
from kg.articles.dates import EARLIEST_YEAR
from kg.articles.formats import READERS, html, jsonl
from kg.articles.language import MIN_CHARACTERS

PAGE = Path(__file__).parents[2] / "docs" / "input.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_the_examples_run():
    examples = "\n".join(re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL))
    test = doctest.DocTestParser().get_doctest(examples, {}, PAGE.name, str(PAGE), 0)
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test)
    assert result.attempted > 10
    assert result.failed == 0


def test_every_ending_and_limit_is_named():
    assert all(f"`{ending}`" in TEXT for ending in READERS)
    for limit in (MAX_CHARACTERS, html.MAX_BYTES, jsonl.MAX_LINE_BYTES):
        assert f"{limit:,}" in TEXT
    assert f"before {EARLIEST_YEAR}" in TEXT
    assert f"from {MIN_CHARACTERS} characters" in TEXT
