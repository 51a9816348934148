"""The running text of a dump: what is text comes out, what is markup does not."""

import bz2

import pytest

pytest.importorskip("mwparserfromhell", reason="the extra kg-events[train] is not installed")

from kg.errors import DataError
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


def test_what_is_no_dump_is_named(tmp_path):
    (tmp_path / "a.xml.bz2").write_bytes(b"no")
    with pytest.raises(DataError, match=r"a\.xml\.bz2"):
        list(paragraphs(tmp_path / "a.xml.bz2"))
    (tmp_path / "b.xml.bz2").write_bytes(bz2.compress(b"<a><b></a>"))
    with pytest.raises(DataError, match=r"b\.xml\.bz2"):
        list(paragraphs(tmp_path / "b.xml.bz2"))


def test_the_dump_is_found_among_the_corpora_and_cut(tmp_path):
    dump(tmp_path / "enwiki-1-pages-articles1.xml-p1.bz2", (0, (LONG + " ") * 10))
    assert [len(piece.split()) for piece in encyclopedia_texts(tmp_path)] == [40] * 5


def test_pieces_lose_nothing_but_spaces_between_them():
    text = 'Gen. A. Key left. "It rained." He said so. ' * 9
    assert " ".join(pieces(text)) == text.strip()
