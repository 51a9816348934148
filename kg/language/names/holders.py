"""Who holds an office, told apart from the body or state whose office it is: "UN Secretary-General Ana Key" names two."""

from __future__ import annotations

from kg.language.names.known import KnownNames, is_role, name_words
from kg.language.names.naming import Name, Naming
from kg.language.names.rules import is_deciding

_LONGEST = 3
"""Words of the longest name that is looked for behind an office."""
_SHORTEST = 2
"""Words of the shortest name that tells a person behind the office of a body that is not known."""
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
    """A body's name that took in an office and who holds it are two: "UN Secretary-General Ana Key", "Nobel laureate Ana Key"."""
    for name in naming:
        office = _office(naming, name)
        if name.label != "ORG" or not office or known.get(naming.text(name)) or is_deciding(naming, name):
            continue
        first, end = office
        body = Name(name.start, first, "ORG")
        owner = known.get(naming.text(body))
        part_of_title = owner is None and len(body) == 1 and naming.capital[first]  # "Supreme Leader"
        if part_of_title or name.end - end < (1 if owner else _SHORTEST):
            continue
        naming.drop(name)
        if owner or len(body) > 1:
            naming.put(Name(body.start, body.end, owner.label if owner else "ORG"))
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
    joined = naming.words[first - 1] in ("of", "and", "the")
    return (first, end) if follows and first > name.start and not joined else None


def _is_office(word: str) -> bool:
    return is_role(word) or word in name_words("role")
