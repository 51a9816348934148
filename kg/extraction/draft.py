"""A mention in the making: what the coding steps fill in, one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.extraction.parties import Party
from kg.model import Modality, Polarity, Reason, Span


@dataclass(slots=True, eq=False)
class Draft:
    """One event mention before it is frozen. Identity matters: two drafts are never equal."""

    token: Token
    event: str
    modes: list[str] = field(default_factory=list)
    contexts: list[str] = field(default_factory=list)
    cameo: str = ""
    sources: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    mediators: tuple[Party, ...] = ()
    hosts: tuple[Party, ...] = ()
    symmetric: bool = False
    modality: Modality = Modality.ASSERTED
    polarity: Polarity = Polarity.AFFIRMED
    content: list[Draft] = field(default_factory=list)
    is_content: bool = False
    confidence: float = 0.9
    reasons: list[Reason] = field(default_factory=list)

    def note(self, what: str, rule: str, span: Span | None = None) -> None:
        """Adds a step to the explanation.

        >>> from spacy.tokens import Doc
        >>> from spacy.vocab import Vocab
        >>> draft = Draft(Doc(Vocab(), ["attacked"])[0], "ASSAULT")
        >>> draft.note("source", "subj")
        >>> draft.reasons[0].rule
        'subj'
        """
        self.reasons.append(Reason(what, rule, span))

    def doubt(self, factor: float) -> None:
        """Lowers the confidence by a factor below 1.

        >>> from spacy.tokens import Doc
        >>> from spacy.vocab import Vocab
        >>> draft = Draft(Doc(Vocab(), ["attacked"])[0], "ASSAULT")
        >>> draft.doubt(0.5)
        >>> draft.confidence
        0.45
        """
        self.confidence *= factor

    @property
    def parties(self) -> tuple[Party, ...]:
        """Sources, then targets.

        >>> from spacy.tokens import Doc
        >>> from spacy.vocab import Vocab
        >>> Draft(Doc(Vocab(), ["attacked"])[0], "ASSAULT").parties
        ()
        """
        return (*self.sources, *self.targets)
