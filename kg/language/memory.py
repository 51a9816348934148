"""Remembers what was asked of a parse: the same subjects and phrases are asked for again and again while coding."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from spacy.tokens import Token

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
        if key not in self.answers:
            self.answers[key] = method(self, token)
        known: Any = self.answers[key]
        return cast("T", known.copy() if isinstance(known, list) else known)

    return answer
