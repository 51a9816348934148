"""The few `key: value` lines between two `---` fences that may open a text or Markdown file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.articles.draft import Draft, Source, Stated
from kg.errors import InputError

FENCE = "---"
_MAX_LINES = 60


@dataclass(frozen=True, slots=True)
class Front:
    """A file's front matter: its fields, the line each stands on (from 1), and the text that follows."""

    fields: Mapping[str, str]
    lines: Mapping[str, int]
    text: str
    first_line: int

    def draft(self, source: Source, text: str, title: str | None = None) -> Draft:
        r"""The article that these fields and `text` make up; fields that kg does not know become metadata.

        >>> import io
        >>> front = split("---\npublished: 2026-02-18\nbeat: war\n---\nThe talks ended.", "talks.txt")
        >>> draft = front.draft(Source("talks.txt", "talks", io.BytesIO()), front.text)
        >>> draft.published.place, dict(draft.metadata)
        ('talks.txt:2', {'beat': 'war'})
        """
        rest = dict(self.fields)
        published = rest.pop("published", None)
        return Draft(
            origin=source.name,
            text=text,
            id=rest.pop("id", source.id),
            title=rest.pop("title", title),
            published=Stated(published, f"{source.name}:{self.lines['published']}") if published else None,
            publisher=rest.pop("publisher", None),
            agency=rest.pop("agency", None),
            url=rest.pop("url", None),
            declared=rest.pop("language", None),
            metadata=rest,
        )


def split(text: str, name: str) -> Front:
    r"""Takes the front matter off a text; without an opening fence there is none.

    Raises:
        InputError: a line between the fences is not `key: value`.

    >>> front = split("---\ntitle: Talks end\n---\nThe talks ended.", "talks.txt")
    >>> dict(front.fields), front.text
    ({'title': 'Talks end'}, 'The talks ended.')
    """
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return Front({}, {}, text, 1)
    end = next((n for n, line in enumerate(lines[1:_MAX_LINES], 1) if line.rstrip() == FENCE), None)
    # A fence with nothing like a field below it is Markdown's horizontal rule, not front matter left open.
    if end is None or not any(":" in line for line in lines[1:end]):
        return Front({}, {}, text, 1)  # a horizontal rule opens the text
    fields: dict[str, str] = {}
    places: dict[str, int] = {}
    for number, line in enumerate(lines[1:end], 2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        key, colon, value = line.partition(":")
        if not colon:
            raise InputError(
                f"{name}:{number}: {line.strip()[:60]!r} is not `key: value`; write it so or leave out the fence"
            )
        fields[key.strip().lower()] = value.strip().strip("\"'")
        places[key.strip().lower()] = number
    return Front(
        {key: value for key, value in fields.items() if value}, places, "\n".join(lines[end + 1 :]), end + 2
    )
