"""The running text of a dump: what is text comes out, what is markup does not."""

import bz2
import gzip

import pytest

pytest.importorskip("mwparserfromhell", reason="the extra kg-events[train] is not installed")

from kg.errors import DataError
from kg.training import name_silver
from kg.training.name_silver import encyclopedia_texts, pieces
from kg.training.wikipedia import paragraphs

LONG = "It lies between the river and the hills, and it has been the seat of the council for many years."
PAGE = (
    """{{Infobox town|name=Karst}}
'''Karst''' is a town of [[Freedonia]].<ref>A note [[Sylvania|on]] it.</ref> """
    + LONG
    + """
[[File:Karst.jpg|thumb|The town]]
{| class="wikitable"
| a cell that is long enough to be taken for a paragraph of running text if it were not in a table.
|}
== History ==
Short line.
[[Category:Towns of Freedonia that have a long name and would pass for a paragraph of the article.]]
"""
)


def dump(path, *pages):
    rows = "".join(
        f"<page><title>t</title><ns>{space}</ns><revision><text>{text.replace('<', '&lt;')}</text></revision></page>"
        for space, text in pages
    )
    xml = f'<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.10/">{rows}</mediawiki>'
    path.write_bytes(bz2.compress(xml.encode()))
    return path


def test_only_running_text_of_articles_is_read(tmp_path):
    path = dump(tmp_path / "a.xml.bz2", (0, PAGE), (1, LONG * 2), (0, "#REDIRECT [[Karst]] " + LONG))
    assert list(paragraphs(path)) == [f"Karst is a town of Freedonia. {LONG}"]


def test_an_old_dump_that_breaks_off_is_read_as_far_as_it_goes(tmp_path):
    pages = "".join(
        f"<page><title>{title}</title><revision><text>{title} is here. {LONG}</text></revision></page>"
        for title in ("Karst", "Talk:Karst", "Template talk:Karst", "Category of towns")
    )
    xml = f'<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.3/">{pages}<page><title>Cut'.encode()
    (tmp_path / "whole").write_bytes(xml)
    (tmp_path / "packed.gz").write_bytes(gzip.compress(xml))
    found = [f"Karst is here. {LONG}", f"Category of towns is here. {LONG}"]
    assert list(paragraphs(tmp_path / "whole")) == found
    assert list(paragraphs(tmp_path / "packed.gz")) == found


def test_what_is_no_dump_is_named(tmp_path):
    (tmp_path / "a.xml.bz2").write_bytes(b"no")
    with pytest.raises(DataError, match=r"a\.xml\.bz2"):
        list(paragraphs(tmp_path / "a.xml.bz2"))
    (tmp_path / "b.xml.bz2").write_bytes(bz2.compress(b"<a><b></a>"))
    with pytest.raises(DataError, match=r"b\.xml\.bz2"):
        list(paragraphs(tmp_path / "b.xml.bz2"))


def test_the_dump_is_found_among_the_corpora_and_cut(tmp_path):
    named = LONG.replace("council", "Council") + " "
    dump(tmp_path / "enwiki-1-pages-articles1.xml-p1.bz2", (0, named * 10))
    dump(tmp_path / "enwik8.bz2", (0, named * 4), (0, LONG * 2))
    assert [len(piece.split()) for piece in encyclopedia_texts(tmp_path)] == [40] * 7


def test_a_dump_is_drawn_from_by_chance_and_always_alike(tmp_path, monkeypatch):
    dump(tmp_path / "enwiki-1-pages-articles1.xml-p1.bz2", (0, LONG))
    places = [f"The town of Karst{number} is here. {LONG}" for number in range(9)]
    dump(tmp_path / "enwik8.bz2", *((0, text) for text in places))
    monkeypatch.setattr(name_silver, "MOST_PIECES", 3)
    found = list(encyclopedia_texts(tmp_path))
    assert len(found) == 3
    assert set(found) < set(places)
    assert found == list(encyclopedia_texts(tmp_path))


def test_pieces_lose_nothing_but_spaces_between_them():
    text = 'Gen. A. Key left. "It rained." He said so. ' * 9
    assert " ".join(pieces(text)) == text.strip()
