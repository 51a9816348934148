"""How often `Cast` gives the actors that a gold set marks: country, and sector where the country is right.

    python tools/measure_actors.py ../shared/gold/gsr_dev.jsonl [--errors]

Each record needs `text` and `sources`/`targets` with `text`, `country`, `org` and `sector`. The head of a gold span is
its last noun before a preposition, comma or bracket; a span that is not found in the sentence word by word is looked up
by its head alone, and counted. A place's state counts as right where the gold names a place as a party.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from pathlib import Path

from spacy.tokens import Token

from kg.articles import make_article
from kg.extraction.actors import Cast
from kg.language import Document, Pipeline
from kg.reference import Reference

_BREAK = re.compile(r" (?:of|in|at|from|near|throughout|based|living|operating|fleeing|loyal|\.\.+) | ?[(,]")


def head_token(document: Document, span: str) -> Token | None:
    """The token that a gold span is about."""
    text = document.article.text
    start = text.find(span)
    core = _BREAK.split(span)[0].rstrip()
    if start < 0 and (start := text.find(core)) < 0:
        return None
    end = start + len(core)
    inside = [
        token
        for token in document.doc
        if start <= token.idx < end and token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM")
    ]
    nouns = [token for token in inside if token.pos_ != "NUM"]
    return (nouns or inside or [None])[-1]


def phrase_head(document: Document, token: Token) -> Token:
    """The noun that a span's last word only describes: "demonstrators" of the span "Egyptian"."""
    tree = document.syntax.tree
    head = tree.tokens[tree.heads[token.i]]
    near = 0 < head.i - token.i <= 2 and tree.rels[token.i] in ("amod", "compound", "nmod:desc")
    return phrase_head(document, head) if near and head.pos_ in ("NOUN", "PROPN") else token


def country_of(gold: dict[str, str | None]) -> str | None:
    """The code that a gold actor counts as."""
    return gold["country"] or ("ORG" if gold["org"] else None)


def measure(path: Path, *, errors: bool) -> Counter[str]:
    """Counts over all actors of a gold file."""
    reference, pipeline = Reference.load(), Pipeline()
    counts: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        document = pipeline.read(make_article(record["text"], title=""))
        began = time.perf_counter()
        cast = Cast(document, reference)
        for role in ("sources", "targets"):
            for gold in record[role]:
                outcome = judge(cast, document, gold)
                counts.update([f"{role} {outcome[0]}", f"all {outcome[0]}"])
                if outcome[1]:
                    counts.update([f"{role} {outcome[1]}", f"all {outcome[1]}"])
                if errors and ("wrong" in outcome[0] or "wrong" in outcome[1] or "none" in outcome[0]):
                    print(
                        record["id"],
                        gold["text"],
                        country_of(gold),
                        gold["sector"],
                        "->",
                        outcome[2],
                        "|",
                        record["text"],
                    )
        counts["microseconds"] += int(1e6 * (time.perf_counter() - began))
        counts["tokens"] += len(document.doc)
    return counts


def judge(cast: Cast, document: Document, gold: dict[str, str | None]) -> tuple[str, str, str]:
    """How one gold actor fares: country, sector, and what was found."""
    token = head_token(document, gold["text"] or "")
    if token is None:
        return "not found", "", ""
    found = cast.at(phrase_head(document, token)) or cast.at(token)
    shown = f"{token.text}: " + "; ".join(
        f"{r.actor.key} {r.actor.country} {r.actor.sector} [{r.rule}]" for r in found
    )
    countries = [r.actor.country or ("ORG" if r.actor.kind.value == "Organization" else None) for r in found]
    if not found:
        territory = [r.actor.country for r in cast.territory_of(token)]
        return ("country right as place" if country_of(gold) in territory else "country none"), "", shown
    if country_of(gold) not in countries:
        return "country wrong", "", shown
    if gold["country"] is None or gold["sector"] is None:
        return "country right", "", shown
    sector = found[countries.index(country_of(gold))].actor.sector
    return "country right", "sector right" if sector == gold["sector"] else "sector wrong", shown


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", action="store_true", help="print each actor that is wrong or missing")
    options = parser.parse_args()
    counts = measure(options.gold, errors=options.errors)
    for role in ("sources", "targets", "all"):
        right, place = counts[f"{role} country right"], counts[f"{role} country right as place"]
        wrong = counts[f"{role} country wrong"] + counts[f"{role} country none"] + counts[f"{role} not found"]
        sectors = counts[f"{role} sector right"] + counts[f"{role} sector wrong"]
        print(
            f"{role:8} country right {right} + {place} as places of {right + place + wrong}"
            f" = {(right + place) / (right + place + wrong):.3f} ({right / (right + place + wrong):.3f} without places);"
            f" sector right {counts[f'{role} sector right']} of {sectors} = {counts[f'{role} sector right'] / max(sectors, 1):.3f}"
        )
    print(f"{counts['tokens']} tokens, {counts['microseconds'] / counts['tokens']:.1f} microseconds a token")


if __name__ == "__main__":
    main()
