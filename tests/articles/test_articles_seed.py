"""The seed article, and a text of our own that is built like it, are dated by their captions."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from kg.articles import read
from kg.model import Article

SHARED = Path(os.environ.get("KG_SHARED") or Path(__file__).parents[2].parent / "shared")
SEED = SHARED / "seed" / "geneva-talks-2026-02-18.txt"
TODAY = date(2026, 3, 1)

LIKE_THE_SEED = """\
Norvia, Sudland end ‘tense’ two days of Port Alder talks, agree to meet again

Norvia, Sudland end ‘tense’ two days of Port Alder talks, agree to meet again
Police stand guard outside the Grand Hotel after the talks between Norvia and Sudland ended, in Port Alder, Westland, 18 February, 2026
Reuters

Talks between Norvia and Sudland in Port Alder were “tense” but yielded some progress, the president of Norvia said.
"""


@pytest.mark.skipif(not SEED.exists(), reason=f"the seed article is absent: {SEED.name}")
def test_the_seed_article_is_dated_by_its_caption():
    (article,) = read([SEED], today=TODAY)
    assert isinstance(article, Article)
    assert article.published == date(2026, 2, 18)
    assert article.agency == "Reuters"
    assert article.id == "geneva-talks-2026-02-18"
    assert article.text.startswith(article.title)
    assert article.text == SEED.read_text(encoding="utf-8").strip()


def test_an_article_built_like_the_seed_is_dated_by_its_caption(tmp_path):
    path = tmp_path / "talks.txt"
    path.write_text(LIKE_THE_SEED, encoding="utf-8")
    (article,) = read([path], today=TODAY)
    assert isinstance(article, Article)
    assert article.published == date(2026, 2, 18)
    assert article.agency == "Reuters"
    assert article.title == "Norvia, Sudland end ‘tense’ two days of Port Alder talks, agree to meet again"
    assert article.text == LIKE_THE_SEED.strip()
