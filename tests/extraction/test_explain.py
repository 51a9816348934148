"""The explanation of a reading, as text and as a page."""

from __future__ import annotations

from datetime import date
from functools import cache
from html.parser import HTMLParser

from kg.articles import make_article
from kg.extraction import Extractor
from kg.extraction.explain import explain, to_html
from kg.language import Pipeline
from kg.model import Reading

TEXT = "Envoys <meet> & part\n\nKenya expelled the Ugandan ambassador on Monday.\n\nUganda said it would not attack Kenya."


@cache
def reading(text: str = TEXT) -> Reading:
    article = make_article(text, title=text.partition("\n")[0], published=date(2026, 2, 18))
    return Extractor().extract(Pipeline().read(article))


class Shape(HTMLParser):
    """Collects the text, the tags and the open elements of a page."""

    VOID = frozenset(("meta", "br", "link"))

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def shape(page: str) -> Shape:
    parser = Shape()
    parser.feed(page)
    parser.close()
    return parser


def test_text_names_every_event_with_its_grounds():
    text = explain(reading())
    for number, mention in enumerate(reading().mentions, 1):
        assert f"{number}. {mention.event_type}" in text
    assert "Kenya [KEN]" in text
    assert "'expelled'" in text
    assert "2026-02-16" in text
    assert "listed       no: it did not happen" in text


STRUCK = "The army said on Tuesday that rebels had killed between 5 and 12 people and wounded at least 20 in Nairobi."


def test_where_how_many_and_who_says_so_have_their_grounds():
    text = explain(reading(STRUCK))
    assert "place        Nairobi [KEN] by phrases of the trigger ('Nairobi')" in text
    assert "killed       5 to 12 by object of 'kill' ('between 5 and 12')" in text
    assert "injured      20 or more by object of 'wound' ('at least 20')" in text
    assert "('The army')" in next(line for line in text.splitlines() if line.strip().startswith("says"))
    assert "2026-02-17" in next(line for line in text.splitlines() if line.strip().startswith("date"))


def test_no_events_is_said():
    assert explain(reading("The weather was mild.")).startswith("No events were found.")
    assert "No events were found." in to_html(reading("The weather was mild."))


def test_the_page_is_well_formed_and_self_contained():
    found = shape(to_html(reading()))
    assert found.open == []
    names = {tag for tag, _ in found.tags}
    assert not names & {"script", "img", "link", "iframe"}
    assert "http" not in to_html(reading())


def test_the_article_is_escaped_and_whole():
    page = to_html(reading())
    assert "<meet>" not in page
    words = shape(page).text
    assert "Envoys <meet> & part" in words
    assert "Uganda said it would not" in words


def test_each_kind_of_ground_has_a_mark_that_black_and_white_shows():
    page = to_html(reading(STRUCK))
    marks = {attrs["class"] for tag, attrs in shape(page).tags if tag == "mark"}
    assert marks == {"trigger", "source", "target", "speaker", "date", "place", "number"}
    style = page[page.index("<style>") : page.index("</style>")]
    lines = [line for line in style.splitlines() if line.startswith("mark.")]
    borders = {line.partition("border-")[2].partition("#")[0] for line in lines}
    assert len(lines) == 7
    assert len(borders) >= 6
    assert "@media print" in style


def test_every_number_leads_to_a_card():
    tags = shape(to_html(reading())).tags
    anchors = {attrs["id"] for tag, attrs in tags if tag == "section"}
    links = {attrs["href"] for tag, attrs in tags if tag == "a"}
    assert links == {f"#{anchor}" for anchor in anchors}
    assert len(anchors) == len(reading().mentions)


def test_same_reading_same_page():
    assert to_html(reading()) == to_html(reading())
