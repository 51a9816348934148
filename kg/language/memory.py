"""Remembers what was asked of a parse: the same subjects and phrases are asked for again and again while coding."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar

from spacy.tokens import Token

_UNASKED = object()
T = TypeVar("T")


class Remembering(Protocol):
    """Something with a place for answers, by the name of the question and the index of the token."""

    answers: dict[tuple[str, int], Any]


S = TypeVar("S", bound=Remembering)


def remembered(method: Callable[[S, Token], T]) -> Callable[[S, Token], T]:
    """Answers a question about a token once. A list is handed out as a copy, so that nobody changes what is remembered."""
    name = method.__name__

    @wraps(method)
    def answer(self: S, token: Token) -> T:
        key = (name, token.i)
        known: Any = self.answers.get(key, _UNASKED)
        if known is _UNASKED:
            known = self.answers[key] = method(self, token)
        handed: Any = known.copy() if isinstance(known, list) else known
        given: T = handed
        return given

    return answer
