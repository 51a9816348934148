"""The sample articles: complete, dated, in our own words, and rich enough for every question of the demo."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date as Date
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from kg.articles import frontmatter

FOLDER = Path(__file__).parents[2] / "data" / "articles"
FILES = sorted(FOLDER.glob("[12]*.md"))
TODAY = Date(2026, 11, 22)
REQUIRED = {"id", "title", "published", "publisher", "language"}
OUTLETS = {f"kg sample {kind}" for kind in ("wire", "daily", "herald", "chronicle", "bulletin")}
QUOTATION_MARKS = re.compile("[\"“”„«»‘’]|(?<!\\w)'|''")  # an apostrophe stands inside or after a word
MONTHS = ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
DAY_IN_TEXT = re.compile(rf"\b({'|'.join(MONTHS)})\.? (\d{{1,2}})(?:, (\d{{4}}))?(?!\d)")
DATELINE = re.compile(rf"^[A-Z][A-Z -]+(?:, [A-Z]\w+)?, {DAY_IN_TEXT.pattern} - [A-Z]")
STORY = "kramatorsk-station"


def read(file: Path) -> frontmatter.Front:
    return frontmatter.split(file.read_text(encoding="utf-8"), file.name)


def published(file: Path) -> Date:
    return Date.fromisoformat(read(file).fields["published"])


def day(match: re.Match[str], year: int) -> Date:
    month, number, stated = match.groups()
    return Date(int(stated or year), MONTHS.index(month) + 1, int(number))


every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def test_there_are_forty_or_more() -> None:
    assert len(FILES) >= 40


@every_file
def test_front_matter_is_complete(file: Path) -> None:
    fields = read(file).fields
    assert fields.keys() >= REQUIRED
    assert fields.keys() <= REQUIRED | {"agency"}
    assert fields["language"] == "en"
    assert fields["id"] == f"kg-sample-{file.stem}"


@every_file
def test_the_outlet_is_one_of_ours(file: Path) -> None:
    fields = read(file).fields
    assert fields["publisher"] in OUTLETS
    assert fields.get("agency", "kg sample wire") in OUTLETS


@every_file
def test_published_as_named_and_not_in_the_future(file: Path) -> None:
    assert file.stem.startswith(f"{published(file).isoformat()}-")
    assert Date(1990, 1, 1) <= published(file) <= TODAY


@every_file
def test_length(file: Path) -> None:
    assert 150 <= len(read(file).text.split()) <= 400


@every_file
def test_no_direct_speech(file: Path) -> None:
    front = read(file)
    found = QUOTATION_MARKS.search(f"{front.fields['title']}\n{front.text}")
    assert found is None, found


@pytest.mark.parametrize("text", ['He said "no".', "He said 'no'.", "He said “no”.", "«No», he said."])
def test_the_check_for_direct_speech_finds_it(text: str) -> None:
    assert QUOTATION_MARKS.search(text)


@pytest.mark.parametrize("text", ["Iran's answer", "the judges' vote", "the Shi'ite cleric"])
def test_the_check_for_direct_speech_lets_apostrophes_be(text: str) -> None:
    assert QUOTATION_MARKS.search(text) is None


@every_file
def test_the_dateline_gives_the_day_of_publication(file: Path) -> None:
    dateline = DATELINE.match(read(file).text.strip())
    assert dateline, read(file).text.strip()[:60]
    assert day(dateline, 0) == published(file)


@every_file
def test_past_days_named_are_days_and_lie_before_publication(file: Path) -> None:
    """A day without a year is one of the year of publication, or the end of the year before; elections lie ahead."""
    ahead = re.compile(r"(?:\bto [a-z]+ (?:\w+ ){0,3}on|planned for|plans? to .*|\bby|decide on) $")
    text = read(file).text
    for match in DAY_IN_TEXT.finditer(text):
        try:
            named = day(match, published(file).year)
        except ValueError:
            pytest.fail(f"{match[0]} is no day")
        if named > published(file) and not match[3]:
            in_last_year = published(file).month <= 3 and named.month >= 10
            assert in_last_year or ahead.search(text[: match.start()].rpartition(". ")[2]), match[0]


@every_file
def test_paragraphs_are_plain_text(file: Path) -> None:
    text = read(file).text.strip()
    assert text.isascii()
    assert not re.search(r"^\s*[#>*|-]|\]\(|https?:|<\w", text, re.MULTILINE)
    assert len(text.split("\n\n")) >= 4


def test_ids_and_titles_are_unique() -> None:
    for field in ("id", "title"):
        values = Counter(read(file).fields[field] for file in FILES)
        assert values.most_common(1)[0][1] == 1, values.most_common(1)


def test_five_articles_tell_one_story_with_differing_numbers() -> None:
    story = [read(file) for file in FILES if STORY in file.stem]
    assert len(story) == 5
    assert {front.fields["publisher"] for front in story} == OUTLETS
    dead = {n for front in story for n in re.findall(r"\bkill(?:s|ed)(?: at least)? (\d+)", front.text)}
    assert dead == {"39", "50", "52", "57"}
    for front in story:
        assert "accused Russia of attacking" in front.text or "said that Russia attacked" in front.text
        assert re.search(r"denied attacking|did not attack", front.text)


def test_one_reprint_which_is_no_independent_account() -> None:
    (reprint,) = (read(file) for file in FILES if "agency" in read(file).fields)
    (wire,) = (read(file) for file in FILES if file.stem.endswith(f"{STORY}-wire"))
    assert reprint.fields["agency"] == wire.fields["publisher"] != reprint.fields["publisher"]
    assert SequenceMatcher(None, reprint.text.split(), wire.text.split(), autojunk=False).ratio() > 0.8


def test_all_three_and_a_half_decades_are_there() -> None:
    years = {published(file).year for file in FILES}
    assert min(years) == 1990
    assert max(years) == 2026
    assert all(any(start <= year < start + 5 for year in years) for start in range(1990, 2026, 5))


def test_the_readme_lists_every_article_and_its_licence() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (\d{4}-\S+) \|", readme, re.MULTILINE)
    assert sorted(listed) == [file.stem for file in FILES]
    assert "CC BY 4.0" in readme
    assert "The outlets are made up" in readme
