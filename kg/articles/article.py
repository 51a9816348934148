"""One article from its parts: the text normalised, the headline in its place, the key of its content."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from datetime import date as Date

from kg.errors import EmptyInputError, InputError
from kg.model import Article

MAX_CHARACTERS = 1_000_000
"""The longest text that is read as one article; a longer one is a dump of many, or no article at all."""

TITLE_LENGTH = 120
"""The length, in characters, to which a first line is shortened where it has to serve as a title."""

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n{3,}")
_QUOTES = str.maketrans("‘’“”", "''\"\"")


def normalise(text: str) -> str:
    r"""The form in which kg keeps text: NFC, LF line ends, no control characters, at most one blank line in a row.

    Invisible format characters (byte order mark, soft hyphen, zero-width space, direction marks) go, lone surrogates
    become U+FFFD, and white space at the ends of lines and of the text is dropped. Doing it twice changes nothing.

    >>> normalise("\ufeffThe talks \r\nended.\t\r\n\r\n\r\n\r\nCafe\u0301\x00")
    'The talks\nended.\n\nCafé'
    """
    unified = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    shown = unified.translate({ord(character): _visible(character) for character in set(unified)})
    visible = unicodedata.normalize("NFC", shown)
    lines = "\n".join(line.rstrip() for line in visible.split("\n"))
    return _BLANK_LINES.sub("\n\n", lines).strip()


def _visible(character: str) -> str:
    match unicodedata.category(character):
        case "Cs":
            return "\ufffd"
        case "Cc" | "Cf" if character != "\n":
            return ""
        case _:
            return character


def one_line(text: str) -> str:
    r"""A short field (a title, a name) normalised, on one line with single spaces.

    >>> one_line(" Talks\n  end ")
    'Talks end'
    """
    return " ".join(normalise(text).split())


def begins_with(text: str, title: str) -> bool:
    r"""Whether `title` already begins `text`, whatever the case, the white space and the form of the quotation marks.

    >>> begins_with("Norvia and Sudland end ‘difficult’  talks\n\nThe ...", "Norvia and Sudland end 'difficult' talks")
    True
    """
    wanted = _comparable(title).removesuffix("…").rstrip()
    return _comparable(text[: 4 * len(title) + 100]).startswith(wanted)


def _comparable(text: str) -> str:
    return " ".join(text.translate(_QUOTES).casefold().split())


def _shortened(line: str) -> str:
    """The line cut to `TITLE_LENGTH` characters at a word's end, with an ellipsis where anything was cut."""
    if len(line) <= TITLE_LENGTH:
        return line
    cut = line[: TITLE_LENGTH - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip() + "…"


def make_article(  # noqa: PLR0913  (the fields of an article, all by name)
    text: str,
    *,
    id: str | None = None,  # noqa: A002  (the field's own name)
    title: str | None = None,
    published: Date | None = None,
    publisher: str | None = None,
    agency: str | None = None,
    url: str | None = None,
    language: str = "en",
    origin: str = "",
    metadata: Mapping[str, str] | None = None,
) -> Article:
    r"""An article from its text and what is known of it.

    The text is normalised (see `normalise`) and `title`, where the text does not begin with it, is put first as a
    paragraph of its own. Without a title the first line serves, shortened to 120 characters. All offsets that kg
    reports count code points of the resulting `Article.text`.

    Args:
        text: the article, paragraphs apart by line ends.
        id: the caller's name for it; the key where there is none.
        title: the headline.
        published: the day of publication where the publisher is; relative dates ("on Tuesday") count from it.
        publisher: who published it.
        agency: the wire service that it was taken over from.
        url: where it stands on the web.
        language: ISO 639-1 code.
        origin: the file, and the line, that it came from.
        metadata: whatever else is known, as strings.

    Raises:
        EmptyInputError: nothing is left of the text once it is normalised.
        InputError: the text is longer than `MAX_CHARACTERS`.

    >>> article = make_article("Norvia and Sudland met on Tuesday.", title="Talks resume")
    >>> article.text
    'Talks resume\n\nNorvia and Sudland met on Tuesday.'
    >>> article.key
    'f1c670fbe8995aa5'
    """
    body = normalise(text)
    if not body:
        raise EmptyInputError(f"{origin or 'the article'} holds no text")
    headline = one_line(title) if title else ""
    if headline and not begins_with(body, headline):
        body = f"{headline}\n\n{body}"
    if len(body) > MAX_CHARACTERS:
        raise InputError(
            f"{origin or 'the article'} has {len(body):,} characters; kg reads articles of up to {MAX_CHARACTERS:,}: split it"
        )
    key = hashlib.sha256(body.encode()).hexdigest()[:16]
    return Article(
        key=key,
        id=_clean(id) or key,
        text=body,
        title=headline or _shortened(one_line(body.partition("\n")[0])),
        published=published,
        publisher=_clean(publisher),
        agency=_clean(agency),
        url=_clean(url),
        language=language,
        origin=origin,
        metadata={one_line(name): normalise(value) for name, value in sorted((metadata or {}).items())},
    )


def _clean(field: str | None) -> str | None:
    return one_line(field) or None if field else None
