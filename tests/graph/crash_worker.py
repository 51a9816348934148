"""Adds, retracts and rebuilds without end, saying before and after each step what it does; made to be killed."""

from __future__ import annotations

import random
import sys

from made_readings import XFD, XSV, all_readings, article, mention

from kg.graph import Graph, projection
from kg.graph import store as graph_store
from kg.model import Reading


def many_readings() -> list[Reading]:
    """The readings made by hand, and nine short ones of one meeting each."""
    found = all_readings()
    for number in range(9):
        told = article(
            f"Meeting {number}\n\nFreedonia and Sylvania met again, for the {number + 2}nd time.",
            id=f"meeting {number}",
        )
        said = mention(told, "Freedonia and Sylvania met again", "CONSULT", [XFD, XSV], intensity=2.5)
        found.append(Reading(told, (said,), (XFD, XSV), software="kg 0.1.0"))
    return found


def say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def add(graph: Graph, readings: list[Reading]) -> None:
    for reading in readings:
        say("start", "add", reading.article.key)
    for added in graph.add_all(readings):
        say("done", "add", added.key)


def remove(graph: Graph, keys: list[str]) -> None:
    for key in keys:
        say("start", "remove", key)
        graph.remove(key)
        say("done", "remove", key)


def main(folder: str, seed: str) -> None:
    dice, readings = random.Random(seed), many_readings()
    graph_store.CHUNK = 4
    projection.LEAST = 0
    projection.connect().close()  # loads DuckDB
    say("ready")
    while True:
        with Graph.create(folder, reference=None) as graph:
            add(graph, dice.sample(readings, 6))
            graph.commit()
            if dice.random() < 0.5:
                remove(graph, dice.sample(graph.keys(), min(3, len(graph.keys()))))
            if dice.random() < 0.4:
                say("start", "rebuild")
                graph.rebuild()
                say("done", "rebuild")
            add(graph, dice.sample(readings, 2))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
