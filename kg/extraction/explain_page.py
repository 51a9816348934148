"""The page of one article with its events: plain HTML and CSS in one file, no scripts, made to be read on paper too."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kg.model import COUNTED, EventMention, Modality, Polarity, Reading

Step = tuple[str, str]
MARKS = {"trigger": "trigger", "sources": "source", "targets": "target", "attributed_to": "speaker"}
MARKS |= {"date": "date", "place": "place"} | dict.fromkeys(COUNTED, "number")
"""The class of mark for the words behind each field; the earlier field wins where two share words."""
STYLE = """
:root { --ink: #1a1a1a; --faint: #595959; --line: #c9c9c9; }
* { box-sizing: border-box; }
body { color: var(--ink); background: #fff; font: 16px/1.6 Georgia, "Times New Roman", serif; margin: 0 auto; max-width: 72rem; padding: 2rem 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .3rem; }
h2 { font-size: 1.05rem; margin: 0 0 .5rem; }
.meta, footer { color: var(--faint); font-size: .85rem; }
main { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 2.5rem; margin-top: 1.5rem; }
article p { margin: 0 0 1rem; white-space: pre-line; }
mark { background: none; color: inherit; padding: 0 .1em; }
mark.trigger { background: #ffe8a3; border-bottom: 3px solid #8a6100; font-weight: bold; }
mark.source { background: #d7e9f7; border-bottom: 2px solid #0072b2; }
mark.target { background: #fbe3d0; border-bottom: 2px dashed #b34700; }
mark.speaker { border-bottom: 1px solid #595959; font-style: italic; }
mark.date { border-bottom: 2px dotted #00694a; }
mark.place { border-bottom: 4px double #6a3d9a; }
mark.number { border-bottom: 1px solid #595959; border-top: 1px solid #595959; }
sup a { color: #333; font: bold .7rem/1 sans-serif; text-decoration: none; }
.legend mark { margin-right: 1em; }
section.event { border: 1px solid var(--line); border-left: 6px solid #8a6100; border-radius: 3px; margin: 0 0 1rem; padding: .7rem 1rem; font-size: .87rem; line-height: 1.45; break-inside: avoid; }
section.event.unlisted { border-left: 6px double #767676; }
section.event h2 .number { color: #8a6100; margin-right: .4em; }
.flags { font: .75rem sans-serif; }
.flags span { border: 1px solid var(--ink); border-radius: 2px; margin-right: .4em; padding: 0 .35em; }
dl { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); gap: .1rem .6rem; margin: .5rem 0 0; }
dt { color: var(--faint); } dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 52rem) { main { display: block; } }
@media print { body { font-size: 10.5pt; max-width: none; padding: 0; } main { display: block; } section.event { font-size: 9pt; }
  article p { orphans: 3; widows: 3; } h1, h2 { break-after: avoid; } article { border-bottom: 1px solid var(--line); margin-bottom: 6mm; }
  a { color: inherit; text-decoration: none; }
  mark, section.event { -webkit-print-color-adjust: exact; print-color-adjust: exact; } @page { margin: 18mm; } }
"""


def page(reading: Reading, events: Sequence[tuple[str, Sequence[Step]]]) -> str:
    """One HTML page. `events` holds for each mention, in order, its heading and its steps as (label, text)."""
    article = reading.article
    cards = "\n".join(
        _card(number, mention, *event)
        for number, (mention, event) in enumerate(zip(reading.mentions, events, strict=True), 1)
    )
    about = " · ".join(
        filter(None, (str(article.published or ""), article.publisher, article.agency, article.id))
    )
    legend = " ".join(f'<mark class="{name}">{name}</mark>' for name in dict.fromkeys(MARKS.values()))
    return f"""<!DOCTYPE html>
<html lang="{escape(article.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(article.title or article.id)}</title>
<style>{STYLE}</style>
</head>
<body>
<header>
<h1>{escape(article.title or article.id)}</h1>
<p class="meta">{escape(about)}</p>
<p class="legend meta">{legend} The raised numbers lead to the events.</p>
</header>
<main>
<article>
{_article(reading)}
</article>
<div>
{cards or "<p>No events were found.</p>"}
</div>
</main>
<footer>{escape(reading.software)}</footer>
</body>
</html>
"""


def _card(number: int, mention: EventMention, heading: str, steps: Sequence[Step]) -> str:
    rows = "\n".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in steps)
    flags = "".join(f"<span>{escape(flag)}</span>" for flag in _flags(mention))
    kind = "event" if mention.listed else "event unlisted"
    return (
        f'<section class="{kind}" id="e{number}">\n<h2><span class="number">{number}</span>{escape(heading)}</h2>\n'
        f'<p class="flags">{flags}</p>\n<dl>\n{rows}\n</dl>\n</section>'
    )


def _flags(mention: EventMention) -> list[str]:
    """What sets a mention apart from a plain fact, in words: nothing is told by colour alone."""
    flags = [] if mention.modality is Modality.ASSERTED else [mention.modality.value]
    flags += ["negated"] if mention.polarity is Polarity.NEGATED else []
    return flags if mention.listed else [*flags, "not listed"]


def _article(reading: Reading) -> str:
    """The text, paragraph by paragraph, with marked passages and the numbers of the events that they are triggers of."""
    text = reading.article.text
    kinds = _kinds(reading)
    numbers: dict[int, list[int]] = {}
    for number, mention in enumerate(reading.mentions, 1):
        numbers.setdefault(mention.trigger.end, []).append(number)
    parts, start = [], 0
    borders = {at for at in range(1, len(text)) if kinds[at] != kinds[at - 1]}
    for end in sorted(borders | set(numbers) | {len(text)}):
        piece = escape(text[start:end])
        parts.append(f'<mark class="{kinds[start]}">{piece}</mark>' if piece and kinds[start] else piece)
        links = [f'<a href="#e{number}">{number}</a>' for number in numbers.get(end, ())]
        parts.append(f"<sup>{', '.join(links)}</sup>" if links else "")
        start = end
    paragraphs = "".join(parts).split("\n\n")
    return "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs if paragraph.strip())


def _kinds(reading: Reading) -> list[str]:
    """For each character the mark that it bears, or none: a trigger outranks a source, a source a target.

    A mark never runs over a paragraph's end.
    """
    kinds = [""] * len(reading.article.text)
    for name in reversed(MARKS):
        for mention in reading.mentions:
            for start, end in _spans(mention, name):
                kinds[start:end] = [MARKS[name]] * (end - start)
    return ["" if char == "\n" else kind for char, kind in zip(reading.article.text, kinds, strict=True)]


def _spans(mention: EventMention, name: str) -> list[tuple[int, int]]:
    if name == "trigger":
        return [(mention.trigger.start, mention.trigger.end)]
    if name == "date":
        span = mention.when.span if mention.when is not None else None
        return [] if span is None else [(span.start, span.end)]
    return [(r.span.start, r.span.end) for r in mention.reasons if r.field == name and r.span is not None]
