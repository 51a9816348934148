"""How many: the dead, injured, detained, displaced and demonstrating that a passage reports with an event.

Numbers are read with their bounds: "at least 12" is 12 or more, "between 10 and 15" is 10 to 15, "dozens" 12 or more.
Words that name no amount ("several", "many") give nothing. Words: data/codebook/quantity_words.csv.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kg.extraction.amounts import Amount, Amounts, total
from kg.extraction.words import word_lists
from kg.language import Document
from kg.model import Quantities, Reason, Span

_FIELDS_OF = {
    "ASSAULT": ("killed", "injured", "detained", "displaced"),
    "COERCE": ("killed", "injured", "detained", "displaced"),
    "PROTEST": ("killed", "injured", "detained", "crowd_size"),
    "MOBILIZE": ("killed", "injured", "displaced"),
    "RETREAT": ("displaced",),
}
_LOOK_BACK = 4  # words between a number and the state it counts: "12 people were left dead"
_SEVERAL = 2  # a crowd is more than one

Found = tuple[Amount, str]
"""An amount, and the rule that found it."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The numbers reported with an event, and for each the rule and the words it was read from."""

    quantities: Quantities
    reasons: tuple[Reason, ...] = ()


_NOTHING = Counted(Quantities())


class Census:
    """Reads the numbers that one document reports with its events."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._doc = document.syntax.tree.tokens
        self._syntax = document.syntax
        self._amounts = Amounts(self._doc)
        self._lists = word_lists("quantity_words")
        self._counting = {token.i for token in self._doc if self._counts_something(token)}

    def of(self, trigger: Token, event_type: str) -> Counted:
        """The numbers that the passage reports with the event of a trigger.

        They are read off the trigger, the predicates below it ("..., killing five and wounding 20"), those that modify
        it ("an attack in which 12 people died") and the clause it stands in ("12 people were killed in the attack").

        Args:
            trigger: the verb or noun that names the event.
            event_type: its PLOVER class; the numbers that do not go with a class are left out.
        """
        fields = _FIELDS_OF.get(event_type, ())
        if not fields:
            return _NOTHING
        scope = self._scope(trigger) if self._counting else []
        found = {name: self._casualties(scope, name) for name in fields if name != "crowd_size"}
        if "crowd_size" in fields:
            found["crowd_size"] = self._crowd(trigger)
        numbers: dict[str, int | None] = {}
        reasons = []
        for name, pair in found.items():
            if pair is not None:
                numbers |= _numbers(name, pair[0])
                reasons.append(Reason(name, pair[1], self._span(pair[0])))
        return Counted(Quantities(**numbers), tuple(reasons))

    def _counts_something(self, token: Token) -> bool:
        """Whether a word may speak of what is counted; few do, and only they are looked at."""
        words = _counting_words()
        return token.lower_ in words or token.lemma_.lower() in words

    def _span(self, amount: Amount) -> Span:
        return self._document.span_of(amount.start, amount.end)

    def _scope(self, trigger: Token) -> list[Token]:
        """The counting words of the trigger's clause, in text order; what other clauses say of other events is left out."""
        syntax = self._syntax
        head = syntax.predicate_head(trigger)
        clause = syntax.clause_of(head)
        above = syntax.governor(clause)
        participle = clause.tag_ in ("VBG", "VBN") and above is not None and not syntax.auxiliaries(clause)
        top = above if participle and above is not None else clause
        if any(v.i == clause.i for v in syntax.complements(top)):
            top = clause
        roots = [v for v in syntax.conjuncts(top) if syntax.is_predicate(v)] or [top]
        inside = {at for root in roots for at in syntax.tree.subtree(root.i)}
        for content in (c for root in roots for c in syntax.complements(root)):
            if content.pos_ == "VERB" and content.i not in (head.i, clause.i):
                inside -= set(syntax.tree.subtree(content.i))
        return [self._doc[at] for at in sorted(inside & self._counting)]

    # ---------------------------------------------------------------- casualties

    def _casualties(self, scope: list[Token], name: str) -> Found | None:
        """The first number of the scope that counts the killed (injured, detained, displaced)."""
        return next((found for token in scope for found in self._counts(token, name)), None)

    def _counts(self, token: Token, name: str) -> Iterator[Found]:
        lemma = token.lemma_.lower()
        negated = token.pos_ in ("VERB", "AUX") and bool(self._syntax.negations(token))
        if negated:
            return
        relation, victims = self._victims(token, name)
        amount = total(a for victim in victims if (a := self._count(victim)) is not None)
        if amount is None and self._takes_object(token, name):
            relation, amount = "object", self._after(token)
        if amount is not None and amount.number:
            yield amount, f"{relation} of {lemma!r}"
        elif name == "killed" and lemma in self._lists["toll"]:
            yield from self._toll(token)
        elif self._says("state", token, name):
            yield from self._before(token)

    def _victims(self, token: Token, name: str) -> tuple[str, list[Token]]:
        """The nouns that a word counts as killed (injured, ...), and how they hang on it."""
        syntax = self._syntax
        if self._says("object", token, name) and token.pos_ in ("VERB", "ADJ"):
            return "object", syntax.objects(token)
        if self._says("subject", token, name) and token.pos_ == "VERB":
            return "subject", syntax.subjects(token)
        if self._says("owner", token, name) and token.pos_ == "NOUN":
            return "noun after 'of'", [noun for prep, noun in syntax.obliques(token) if prep == "of"]
        return "", []

    def _takes_object(self, token: Token, name: str) -> bool:
        """'detained between 30 and 40 activists', 'shot dead six villagers': the number follows directly."""
        if token.lower_ == "dead":
            before = self._doc[token.i - 1].lemma_.lower() if token.i > 0 else ""
            return name == "killed" and before in ("shoot", "shot")
        return self._says("object", token, name) and token.pos_ == "VERB"

    def _after(self, token: Token) -> Amount | None:
        for word in self._doc[token.i + 1 : token.i + 1 + _LOOK_BACK]:
            if self._amounts.is_number(word.i):
                return self._amounts.starting(word.i)
            if word.pos_ not in ("ADP", "ADV", "ADJ", "SCONJ"):
                break
        return None

    def _says(self, kind: str, token: Token, name: str) -> bool:
        """Whether a word, by its lemma or its form, speaks of what is counted in a way of its kind."""
        words = self._lists[kind]
        return name in (words.get(token.lemma_.lower()), words.get(token.lower_))

    def _toll(self, toll: Token) -> Iterator[Found]:
        """'a death toll of 12', 'the death toll rose from 12 to 41': the last that it stands at."""
        verb = self._syntax.clause_of(toll)
        for _, noun in (*self._syntax.obliques(toll), *self._syntax.obliques(verb)):
            amount = self._count(noun)
            if amount is not None:
                yield self._reached(amount), f"at which the {toll.lower_!r} stands"

    def _reached(self, amount: Amount) -> Amount:
        """The 41 of 'from 12 to 41'."""
        before = self._doc[amount.start - 1].lower_ if amount.start else ""
        if before != "from" or amount.upper is None:
            return amount
        return Amount(amount.upper, amount.upper, amount.upper, amount.start, amount.end)

    def _before(self, state: Token) -> Iterator[Found]:
        """'12 people dead', '30 injured', '12 deaths': a number in the few words before."""
        for at in range(state.i - 1, max(state.i - 1 - _LOOK_BACK, -1), -1):
            token = self._doc[at]
            if self._amounts.is_number(at):
                amount = self._amounts.around(at)
                if amount is not None and amount.number:
                    yield amount, f"before {state.lower_!r}"
                return
            if token.pos_ in ("VERB", "PUNCT", "CCONJ", "ADP") and token.lower_ != "of":
                return

    def _count(self, noun: Token) -> Amount | None:
        """The number of a noun phrase: 'at least 12 people', 'dozens of soldiers', 'five', 'a soldier'."""
        start, _ = self._syntax.noun_phrase(noun)
        for at in range(min(start, noun.i), noun.i + 1):
            if (
                self._amounts.is_number(at)
                and self._doc[at].ent_type_ != "DATE"
                and self._doc[at].lower_ != "no"
            ):
                return self._amounts.starting(at)
        determiner = self._syntax.determiner(noun)
        if determiner is None or determiner.lower_ not in ("a", "an", "another") or noun.tag_ != "NN":
            return None
        return Amount(1, 1, 1, determiner.i, noun.i + 1)

    # ---------------------------------------------------------------- crowds

    def _crowd(self, trigger: Token) -> Found | None:
        """How many took part: the number of those who demonstrate, or of a crowd named in the clause."""
        verb = self._syntax.clause_of(trigger)
        people = [*self._syntax.subjects(verb), *self._gathered(trigger, verb)]
        for noun in people:
            if self._amounts.is_number(noun.i) or noun.lemma_.lower() in self._lists["people"]:
                amount = self._crowd_of(noun)
                if amount is not None and amount.number >= _SEVERAL:
                    return amount, f"number of {noun.lemma_.lower()!r}"
        return None

    def _gathered(self, trigger: Token, verb: Token) -> list[Token]:
        heads = [trigger, verb, *self._syntax.subjects(verb)]
        return [
            n for head in heads for p, n in self._syntax.obliques(head) if p in ("of", "by", "with", "from")
        ] + self._syntax.agents(verb)

    def _crowd_of(self, noun: Token) -> Amount | None:
        own = self._count(noun)
        if own is not None and own.number >= _SEVERAL:
            return own
        inner = [n for p, n in self._syntax.obliques(noun) if p == "of"]
        return next((amount for n in inner if (amount := self._count(n)) is not None), None)


@cache
def _counting_words() -> frozenset[str]:
    lists = word_lists("quantity_words")
    return frozenset(word for kind in ("object", "subject", "owner", "toll", "state") for word in lists[kind])


def _numbers(name: str, amount: Amount) -> dict[str, int | None]:
    """The fields of an amount: its number, and its bounds where it is a range."""
    if not amount.is_range:
        return {name: amount.number}
    return {name: amount.number, f"{name}_lower": amount.lower, f"{name}_upper": amount.upper}
