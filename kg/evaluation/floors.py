"""Floors: the F1 below which an evaluation fails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.errors import ParameterError
from kg.evaluation.scores import METRICS, Scores


def read_floors(given: Iterable[str]) -> dict[str, float]:
    """Floors as typed: a metric or a PLOVER class, and the least F1.

    Raises:
        ParameterError: one is not written as name=number, or the number is not between 0 and 1.

    >>> read_floors(["class=0.5", "CONSULT=.6"])
    {'class': 0.5, 'CONSULT': 0.6}
    """
    return dict(_floor(text) for text in given)


def _floor(text: str) -> tuple[str, float]:
    name, _, number = text.partition("=")
    try:
        value = float(number)
    except ValueError:
        value = -1.0
    if not name or not 0 <= value <= 1:
        raise ParameterError(f"floor {text!r}: write it as metric=F1 with F1 from 0 to 1, such as class=0.5")
    return name, value


def below(scores: Scores, floors: Mapping[str, float]) -> tuple[str, ...]:
    """What stands below its floor, one sentence each.

    Raises:
        ParameterError: a floor is of something that was not measured.

    >>> from kg.evaluation.scores import Counts
    >>> below(Scores(4, 4, 3, 0, 0, metrics={"class": Counts(3, 1, 1)}), {"class": 0.8})
    ('class F1 is 0.750, below its floor of 0.800',)
    """
    measured = {**scores.metrics, **scores.by_class}
    for name in floors:
        if name not in measured:
            known = ", ".join(measured)
            raise ParameterError(
                f"no figure is called {name!r} (floor): there are {known or ', '.join(METRICS)}"
            )
    return tuple(
        f"{name} F1 is {measured[name].f1:.3f}, below its floor of {floor:.3f}"
        for name, floor in floors.items()
        if round(measured[name].f1, 3) < floor
    )
