"""How many: the dead, injured, detained and demonstrating that a passage reports with an event.

Every number is a lower bound: "at least 12", "between 10 and 15" and "dozens" give 12, 10 and 12; "thousands" gives
1,000. Words that name no amount ("several", "many") give nothing. Words: data/codebook/quantity_words.csv.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extraction.numbers import is_number_word, read_number
from kg.extraction.words import word_lists
from kg.language import Document
from kg.model import Quantities

_FIELDS_OF = {
    "ASSAULT": ("killed", "injured", "detained"),
    "COERCE": ("killed", "injured", "detained"),
    "PROTEST": ("killed", "injured", "detained", "crowd_size"),
    "MOBILIZE": ("killed", "injured"),
}
_JOINING = frozenset({"of", "-", "a"})
_LOOK_BACK = 4  # words between a number and the state it counts: "12 people were left dead"


def quantities(document: Document, trigger: Token, event_type: str) -> Quantities:
    """The numbers that the passage reports with the event of a trigger.

    They are read off the trigger, the predicates below it ("..., killing five and wounding 20"), those that modify it
    ("an attack in which 12 people died") and the clause it stands in ("12 people were killed in the attack").

    Args:
        document: the article.
        trigger: the verb or noun that names the event.
        event_type: its PLOVER class; the numbers that do not go with a class are left out.
    """
    fields = _FIELDS_OF.get(event_type, ())
    if not fields:
        return Quantities()
    counter = _Counter(document)
    scope = counter.scope(trigger)
    found = {name: counter.casualties(scope, name) for name in fields if name != "crowd_size"}
    crowd = counter.crowd(trigger) if "crowd_size" in fields else None
    return Quantities(**found, crowd_size=crowd)


class _Counter:
    def __init__(self, document: Document) -> None:
        self.doc = document.doc
        self.syntax = document.syntax
        self.lists = word_lists("quantity_words")

    def scope(self, trigger: Token) -> list[Token]:
        """The words of the trigger's clause, in text order; what other clauses say of other events is left out."""
        head = self.syntax.predicate_head(trigger)
        clause = self.syntax.clause_of(head)
        above = self.syntax.governor(clause)
        participle = (
            clause.tag_ in ("VBG", "VBN") and above is not None and not self.syntax.auxiliaries(clause)
        )
        top = above if participle and above is not None else clause
        if any(v.i == clause.i for v in self.syntax.complements(top)):
            top = clause
        roots = [v for v in self.syntax.conjuncts(top) if self.syntax.is_predicate(v)] or [top]
        inside = {at for root in roots for at in self.syntax.tree.subtree(root.i)}
        for content in (c for root in roots for c in self.syntax.complements(root)):
            if content.pos_ == "VERB" and content.i not in (head.i, clause.i):
                inside -= set(self.syntax.tree.subtree(content.i))
        return [self.doc[at] for at in sorted(inside)]

    def casualties(self, scope: list[Token], name: str) -> int | None:
        """The first number of the scope that counts the killed (injured, detained)."""
        return next((n for token in scope for n in self._counts(token, name)), None)

    def _counts(self, token: Token, name: str) -> Iterator[int]:
        lemma = token.lemma_.lower()
        victims: list[Token] = []
        if self._says("object", lemma, name) and token.pos_ in ("VERB", "ADJ"):
            victims = self.syntax.objects(token)
        elif self._says("subject", lemma, name) and token.pos_ == "VERB":
            victims = self.syntax.subjects(token)
        elif self._says("owner", lemma, name) and token.pos_ == "NOUN":
            victims = [noun for prep, noun in self.syntax.obliques(token) if prep == "of"]
        elif lemma in self.lists["toll"] and name == "killed":
            yield from self._toll(token)
        negated = token.pos_ in ("VERB", "AUX") and self.syntax.negations(token)
        total = 0 if negated else sum(self._count(victim) or 0 for victim in victims)
        if not (total or negated) and self._takes_object(token, name):
            total = self._after(token)
        if total:
            yield total
        elif self._says("state", token.lower_, name) and not negated:
            yield from self._before(token)

    def _takes_object(self, token: Token, name: str) -> bool:
        """'detained between 30 and 40 activists', 'shot dead six villagers': the number follows directly."""
        if token.lower_ == "dead":
            return (
                name == "killed" and token.i > 0 and self.doc[token.i - 1].lemma_.lower() in ("shoot", "shot")
            )
        return self._says("object", token.lemma_.lower(), name) and token.pos_ == "VERB"

    def _after(self, token: Token) -> int:
        words = self.doc[token.i + 1 : token.i + 1 + _LOOK_BACK]
        for word in words:
            if is_number_word(word.lower_):
                return self._run_from(word.i) or 0
            if word.pos_ not in ("ADP", "ADV", "ADJ"):
                break
        return 0

    def _says(self, kind: str, word: str, name: str) -> bool:
        return self.lists[kind].get(word) == name

    def _toll(self, toll: Token) -> Iterator[int]:
        """'a death toll of 12', 'the death toll rose to 12'."""
        verb = self.syntax.clause_of(toll)
        nouns = [noun for _, noun in (*self.syntax.obliques(toll), *self.syntax.obliques(verb))]
        yield from (n for noun in nouns if (n := self._count(noun)))

    def _before(self, state: Token) -> Iterator[int]:
        """'12 people dead', '30 injured', '12 deaths': a number in the few words before."""
        for at in range(state.i - 1, max(state.i - 1 - _LOOK_BACK, -1), -1):
            token = self.doc[at]
            if is_number_word(token.lower_):
                number = self._run_to(at)
                if number:
                    yield number
                return
            if token.pos_ in ("VERB", "PUNCT", "CCONJ", "ADP") and token.lower_ != "of":
                return

    def _count(self, noun: Token) -> int | None:
        """The number of a noun phrase: 'at least 12 people', 'dozens of soldiers', 'five', 'a soldier'."""
        start, _ = self.syntax.noun_phrase(noun)
        for at in range(min(start, noun.i), noun.i + 1):
            if is_number_word(self.doc[at].lower_) and self.doc[at].ent_type_ != "DATE":
                return self._run_from(at)
        determiner = self.syntax.determiner(noun)
        single = determiner is not None and determiner.lower_ in ("a", "an", "another") and noun.tag_ == "NN"
        return 1 if single else None

    def _run_from(self, start: int) -> int | None:
        end = start + 1
        while end < len(self.doc) and self._goes_on(end):
            end += 1
        return read_number([t.lower_ for t in self.doc[start:end] if t.lower_ not in _JOINING])

    def _run_to(self, last: int) -> int | None:
        start = last
        while start > 0 and (is_number_word(self.doc[start - 1].lower_) or self._goes_on(start - 1)):
            start -= 1
        return self._run_from(start)

    def _goes_on(self, at: int) -> bool:
        """Whether the word goes on with the number that stands before it."""
        word = self.doc[at].lower_
        if is_number_word(word):
            return not word[0].isdigit() or not self.doc[at - 1].lower_[-1:].isdigit()
        following = self.doc[at + 1].lower_ if at + 1 < len(self.doc) else ""
        if word == "of":  # "tens of thousands"; not "one of five"
            return self._is_plural(self.doc[at - 1].lower_) and self._is_plural(following)
        tens = word in ("-", "and") and self.doc[at - 1].lower_.isalpha()
        return tens and following.isalpha() and is_number_word(following) and self._compounds(at)

    def _compounds(self, at: int) -> bool:
        """'twenty-five', 'a hundred and twenty'; 'five and twenty' and 'ten-twelve' are two numbers."""
        before = read_number([self.doc[at - 1].lower_]) or 0
        after = read_number([self.doc[at + 1].lower_]) or 0
        return before % 10 == 0 and before > 10 and after < (10 if before < 100 else 100)

    def _is_plural(self, word: str) -> bool:
        """Whether the word is a plural of numbers: "tens", "thousands"."""
        return word in word_lists("number_words")["plural"]

    def crowd(self, trigger: Token) -> int | None:
        """How many took part: the number of those who demonstrate, or of a crowd named in the clause."""
        verb = self.syntax.clause_of(trigger)
        people = [*self.syntax.subjects(verb), *self._gathered(trigger, verb)]
        for noun in people:
            lemma = noun.lemma_.lower()
            if is_number_word(noun.lower_) or lemma in self.lists["people"]:
                number = self._crowd_of(noun)
                if number and number > 1:
                    return number
        return None

    def _gathered(self, trigger: Token, verb: Token) -> list[Token]:
        heads = [trigger, verb, *self.syntax.subjects(verb)]
        return [
            n for head in heads for p, n in self.syntax.obliques(head) if p in ("of", "by", "with", "from")
        ] + self.syntax.agents(verb)

    def _crowd_of(self, noun: Token) -> int | None:
        own = self._count(noun)
        if own and own > 1:
            return own
        inner = [n for p, n in self.syntax.obliques(noun) if p == "of"]
        return next((number for n in inner if (number := self._count(n))), None)
