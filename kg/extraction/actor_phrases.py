"""Noun phrases cut by the words' own shape: what stands between two breaks, and which names and roles are in it.

Who is meant by "Kremlin aide Vladimir Medinsky" must not hang on whether a small parser heads the phrase with "aide" or
with "Medinsky"; so phrases are found from parts of speech and names alone, in one pass, and the parse only says which
phrase is whose argument.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from kg.extraction.actor_names import Name, Names, is_platform
from kg.language import Document, ParagraphKind
from kg.model import ActorKind
from kg.reference import EntryKind, Form, Reference, RoleNoun

_MUTE = (ParagraphKind.CREDIT, ParagraphKind.BOILERPLATE, ParagraphKind.DATELINE)
"""Paragraphs in which nobody acts: the photographer's credit, the page's furniture, where the article was filed."""

_NOMINAL = ("NOUN", "PROPN")
_LONGEST_ROLE = 5
_DAYS = frozenset(["today", "yesterday", "tomorrow", "tonight"])
_LONGEST_ASIDE = 5


@dataclass(frozen=True, slots=True)
class Role:
    """A noun in the text that says what somebody is: token indexes (end exclusive)."""

    start: int
    end: int
    noun: RoleNoun


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase without what follows its head. `head` is its last noun, `end` is exclusive.

    `possessor` is the phrase before the genitive: "Moscow" of "Moscow's chief negotiator".
    """

    start: int
    end: int
    names: tuple[Name, ...] = ()
    roles: tuple[Role, ...] = ()
    possessor: Phrase | None = field(default=None, repr=False)

    @property
    def head(self) -> int:
        """Index of the last noun."""
        return self.end - 1

    @property
    def last_name(self) -> Name | None:
        """The name that ends the phrase."""
        return self.names[-1] if self.names and self.names[-1].end == self.end else None

    @property
    def last_role(self) -> Role | None:
        """The role noun that ends the phrase."""
        return self.roles[-1] if self.roles and self.roles[-1].end == self.end else None


class Phrases:
    """All noun phrases of a document in text order; `of[i]` is the phrase that token `i` stands in."""

    def __init__(self, document: Document, names: Names, reference: Reference) -> None:
        self._doc = document.syntax.tree.tokens
        self._mute = {
            index
            for paragraph in document.paragraphs
            if paragraph.kind in _MUTE
            for index in range(paragraph.start, paragraph.end)
        }
        self._names = names
        self._reference = reference
        self._role_at = self._find_roles()
        self._part = [self._is_part(token) for token in self._doc]
        self.of: dict[int, Phrase] = {}
        self.all: list[Phrase] = []
        self._scan()

    def part(self, phrase: Phrase, end: int) -> Phrase:
        """The phrase cut off before token `end`: "the Israeli military" of "the Israeli military policies"."""
        names = tuple(name for name in phrase.names if name.end <= end)
        roles = tuple(role for role in phrase.roles if role.end <= end)
        return replace(phrase, end=end, names=names, roles=roles)

    def _scan(self) -> None:
        run: list[int] = []
        owner: Phrase | None = None
        index = 0
        while index < len(self._doc):
            token = self._doc[index]
            if run and token.text == "(" and (behind := self._behind_aside(index)):
                index = behind
                continue
            if self._breaks_before(token, run):
                owner = self._close(run, owner) if token.tag_ == "POS" else self._drop(run, owner)
                run = []
            if self._part[token.i]:
                run.append(index)
            index += 1
        self._close(run, owner)

    def _drop(self, run: list[int], owner: Phrase | None) -> Phrase | None:
        """Close a phrase that owns nothing; an owner waits over an empty run only."""
        self._close(run, owner)
        return None

    def _behind_aside(self, index: int) -> int | None:
        """Behind "(APEC)" where the phrase goes on after it; None where it does not."""
        for close in range(index + 1, min(index + _LONGEST_ASIDE, len(self._doc) - 1)):
            if self._doc[close].text == ")":
                return close + 1 if self._doc[close + 1].pos_ == "NOUN" else None
        return None

    def _breaks_before(self, token: Token, run: list[int]) -> bool:
        if not self._part[token.i] or (run and self._new_sentence(token)):
            return True
        if self._continues(token.i):
            return False
        if token.pos_ == "DET" or token.tag_ == "PRP$":
            return True
        tests = (self._two_names_meet, self._is_verb_after, self._is_said_of_person)
        return bool(run) and any(test(token, run) for test in tests)

    def _continues(self, index: int) -> bool:
        """Whether a token stands inside a name or a role of several words."""
        name, role = self._names.at.get(index), self._role_at.get(index)
        return (name is not None and name.start < index) or (role is not None and role.start < index)

    def _new_sentence(self, token: Token) -> bool:
        """A sentence start after a period inside a run ("in the U.S. Russia said"); other ends are no part of a run."""
        return bool(token.is_sent_start) and self._doc[token.i - 1].text.endswith(".")

    def _is_said_of_person(self, token: Token, run: list[int]) -> bool:
        """Whether a lower-case word behind a person's name is a predicate: "found Britta Nielsen guilty"."""
        name = self._names.at.get(run[-1])
        return name is not None and name.is_person and token.text.islower() and token.i not in self._role_at

    def _is_verb_after(self, token: Token, run: list[int]) -> bool:
        """Whether a participle right behind a noun is a verb in truth: "a minister threatened import curbs"."""
        if token.pos_ != "VERB" or self._is_hyphen(self._doc[run[-1]]):
            return False
        name = self._names.at.get(run[-1])
        return self._doc[run[-1]].pos_ in _NOMINAL and not (
            name is not None and _is_attribute(name, self._doc)
        )

    def _two_names_meet(self, token: Token, run: list[int]) -> bool:
        """Whether a name that stands for itself ends before a name: "told Israel Hezbollah had"."""
        before, here = self._names.at.get(run[-1]), self._names.at.get(token.i)
        if before is None or here is None or before is here or run[-1] != token.i - 1:
            return False
        if self._doc[before.start].text.replace(".", "").isupper():
            return False
        return (before.is_state or before.is_person) and not before.is_adjective

    def _is_part(self, token: Token) -> bool:
        if token.i in self._names.at or token.i in self._role_at:
            return token.i not in self._mute
        if token.i in self._mute or token.ent_type_ == "DATE" or is_platform(self._doc, token.i):
            return False
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "DET"):
            return token.lower_ not in _DAYS and not token.is_space
        if token.tag_ == "PRP$" or self._is_hyphen(token) or self._joins(token):
            return True
        if token.pos_ in ("VERB", "ADV"):
            return self._describes(token)
        return False

    def _is_hyphen(self, token: Token) -> bool:
        if token.text not in ("-", "–", "/") or token.i == 0 or token.i + 1 == len(self._doc):
            return False
        return not self._doc[token.i - 1].whitespace_ and not token.whitespace_

    def _joins(self, token: Token) -> bool:
        """Whether "and" or a comma stands between adjectives of origin before one noun: "French and German foreign ministers"."""
        if token.lower_ not in ("and", ",") or token.i == 0 or token.i + 2 >= len(self._doc):
            return False
        before, after = self._names.at.get(token.i - 1), self._names.at.get(token.i + 1)
        if before is None or after is None or after.end >= len(self._doc):
            return False
        both = all(_is_attribute(name, self._doc) for name in (before, after))
        behind = self._doc[after.end]
        return both and (behind.pos_ in ("NOUN", "ADJ") or self._is_list_link(behind))

    def _is_list_link(self, token: Token) -> bool:
        """Whether a list of adjectives of origin goes on: "Kenyan, Ugandan and Rwandan troops"."""
        return token.lower_ in ("and", ",") and self._joins(token)

    def _describes(self, token: Token) -> bool:
        """Whether a participle or adverb stands before the noun that it describes."""
        if token.i and self._is_hyphen(self._doc[token.i - 1]):
            return True
        reach = token.head.i - token.i
        if token.pos_ == "ADV":
            return 0 < reach <= 2 and token.head.pos_ == "ADJ"
        return 0 < reach <= 4 and token.tag_ in ("VBN", "VBG", "JJ") and token.head.pos_ in _NOMINAL

    def _close(self, run: list[int], owner: Phrase | None) -> Phrase | None:
        while run and not self._is_noun(run[-1]):
            run = run[:-1]
        if not run or self._goes_on(run[-1]):
            return None
        roles = tuple(self._roles(run))
        names = tuple(self._with_loose_names(run, roles))
        phrase = Phrase(run[0], run[-1] + 1, names, roles, owner)
        self.all.append(phrase)
        self.of.update(dict.fromkeys(run, phrase))
        return phrase

    def _goes_on(self, index: int) -> bool:
        """Whether the last word is the first half of a compound that is no noun: "business-like"."""
        follower = self._doc[index + 1] if index + 1 < len(self._doc) else None
        return follower is not None and index not in self._names.at and self._is_hyphen(follower)

    def _is_noun(self, index: int) -> bool:
        return index in self._names.at or index in self._role_at or self._doc[index].pos_ in _NOMINAL

    def _roles(self, run: list[int]) -> Iterator[Role]:
        return iter(dict.fromkeys(self._role_at[index] for index in run if index in self._role_at))

    def _find_roles(self) -> dict[int, Role]:
        """The role nouns of the document, the longest from each token on, outside names; by the tokens they cover."""
        found: dict[int, Role] = {}
        for token in self._doc:
            if (
                token.i not in found
                and token.i not in self._names.at
                and token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB")
            ):
                role = self._longest_role(token.i)
                if role is not None:
                    found.update(dict.fromkeys(range(role.start, role.end), role))
        return found

    def _longest_role(self, start: int) -> Role | None:
        words: list[str] = []
        best = None
        for index in range(start, min(start + _LONGEST_ROLE, len(self._doc))):
            token = self._doc[index]
            if index in self._names.at or token.is_space or token.text in (",", "."):
                break
            if not self._is_hyphen(token):
                words.append(token.lower_)
                noun = self._noun(words, token)
                best = Role(start, index + 1, noun) if noun is not None else best
        return best

    def _noun(self, words: list[str], last: Token) -> RoleNoun | None:
        if last.pos_ not in _NOMINAL and (
            last.pos_ != "ADJ" or (len(words) < 2 and not self._is_noun_in_truth(last))
        ):
            return None
        for end in dict.fromkeys((words[-1], last.lemma_.lower(), _singular(words[-1]))):
            for glue in (" ", "-") if len(words) == 2 else (" ",):
                found = self._reference.role_noun(glue.join([*words[:-1], end]))
                if found is not None:
                    return found
        return None

    def _is_noun_in_truth(self, token: Token) -> bool:
        """Whether what the tagger calls an adjective can only be a noun: "general Espindola", "the UN chief withdrew"."""
        follower = self._doc[token.i + 1] if token.i + 1 < len(self._doc) else None
        if follower is None or follower.pos_ == "PROPN":
            return follower is not None
        before = self._doc[token.i - 1] if token.i else None
        led = before is not None and (before.i in self._names.at or before.pos_ == "DET")
        return led and follower.pos_ in ("VERB", "AUX", "PUNCT", "ADP") and not self._is_hyphen(follower)

    def _with_loose_names(self, run: list[int], roles: tuple[Role, ...]) -> list[Name]:
        """The names in a run, with capitalised words that nothing else explains joined to them or made names."""
        found: list[Name] = []
        for index in run:
            name = self._names.at.get(index)
            capital = self._doc[index].pos_ == "PROPN" and self._doc[index].text[0].isupper()
            if name is None and index not in self._role_at and capital:
                name = Name(index, index + 1, self._kind_of_loose(index, roles))
            if name is not None and (not found or (found[-1] is not name and found[-1].end <= name.start)):
                _append(
                    found, self._named_by_role(name), hyphenated=self._is_hyphen(self._doc[name.start - 1])
                )
        return found

    def _named_by_role(self, name: Name) -> Name:
        """An unknown name right behind a role noun is a name of that kind: "the newspaper La Prensa"."""
        role = self._role_at.get(name.start - 1)
        if role is None or name.known or role.end != name.start:
            return name
        if role.noun.kind in (ActorKind.PERSON, ActorKind.POPULATION):
            return replace(name, kind=EntryKind.PERSON)
        return name if name.is_person else replace(name, kind=EntryKind.ORGANIZATION)

    def _kind_of_loose(self, index: int, roles: tuple[Role, ...]) -> EntryKind:
        titled = any(role.end <= index for role in roles)
        acronym = self._doc[index].text.isupper() and len(self._doc[index]) > 1
        return EntryKind.ORGANIZATION if acronym and not titled else EntryKind.PERSON


def _append(found: list[Name], name: Name, *, hyphenated: bool) -> None:
    """Add a name, joined to the one before where both are parts of one unknown person's name."""
    before = found[-1] if found else None
    if before is not None and name.start - before.end <= hyphenated and _one_person(before, name):
        found[-1] = replace(before, end=name.end, kind=EntryKind.PERSON)
    else:
        found.append(name)


def _one_person(before: Name, name: Name) -> bool:
    kinds = (before.kind, name.kind)
    return not (before.known or name.known) and EntryKind.PERSON in kinds and EntryKind.PEOPLE not in kinds


def _is_attribute(name: Name, doc: Sequence[Token]) -> bool:
    """Whether a name can describe a noun as an adjective does: "British", "US"."""
    singular = name.is_people and name.entry is not None and name.entry.form is Form.SINGULAR
    return (
        name.is_adjective or singular or (name.is_state and doc[name.start].text.replace(".", "").isupper())
    )


def _singular(word: str) -> str:
    if word.endswith("men"):
        return word[:-2] + "an"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
