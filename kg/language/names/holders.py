"""Who holds an office, told apart from the body or state whose office it is: "UN Secretary-General Ana Key" names two."""

from __future__ import annotations

from kg.language.names.known import KnownNames, is_role, name_words
from kg.language.names.naming import Name, Naming
from kg.language.names.rules import is_deciding

_LONGEST = 3
"""Words of the longest name that is looked for behind an office."""
_STATE_AND_PERSON = 3


def split_states(naming: Naming, known: KnownNames) -> None:
    """A state behind "of" and the name of who holds the office there are two: "Chancellor of Freedonia Ana Key"."""
    for name in naming:
        state = known.get(naming.words[name.start])
        held = (
            state is not None
            and state.sure
            and state.label == "GPE"
            and naming.before(name) in ("of", "to", "for")
        )
        alone = len(name) == _STATE_AND_PERSON and known.get(naming.text(name)) is None
        if held and alone and all(naming.proper[name.start : name.end]) and not is_deciding(naming, name):
            naming.put(Name(name.start, name.start + 1, "GPE"))
            naming.put(Name(name.start + 1, name.end, "PERSON"))


def split_bodies(naming: Naming, known: KnownNames) -> None:
    """A body's name that took in an office ends before it, and who holds the office is a person.

    "NATO Secretary-General" is NATO, "Nobel laureate Ana Key" a person; "Defence Minister's Office" stays what it is.
    """
    for name in naming:
        office = _office(naming, name)
        if name.label != "ORG" or not office or known.get(naming.text(name)) or is_deciding(naming, name):
            continue
        first, end = office
        body = Name(name.start, first, "ORG")
        owner = known.get(naming.text(body)) if len(body) else None
        if end == name.end and owner is None:
            continue
        naming.drop(name)
        if len(body):
            naming.put(Name(body.start, body.end, owner.label if owner else "ORG"))
        if end < name.end:
            naming.put(Name(end, name.end, "PERSON"))


def _office(naming: Naming, name: Name) -> tuple[int, int] | None:
    """First word and end of the office within a name, if only proper nouns follow, three at most."""
    inside = [index for index in range(name.start, name.end) if _is_office(naming.words[index])]
    if not inside:
        return None
    end = inside[-1] + 1
    first = inside[-1]
    while first > name.start and (_is_office(naming.words[first - 1]) or naming.words[first - 1] in "-–"):
        first -= 1
    follows = name.end - end <= _LONGEST and all(naming.proper[end : name.end])
    return (first, end) if follows and first > name.start else None


def _is_office(word: str) -> bool:
    return is_role(word) or word in name_words("role")
