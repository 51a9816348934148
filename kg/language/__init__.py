"""Articles become documents: paragraphs, sentences and syntax that hides the parser's label scheme.

`Pipeline` is the door. It loads spaCy on first use, so that importing this package stays cheap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.language.paragraphs import Dateline, ParagraphKind
from kg.language.pipeline import Pipeline

if TYPE_CHECKING:
    from kg.language.document import Document, Paragraph
    from kg.language.syntax import Syntax

__all__ = ["Dateline", "Document", "Paragraph", "ParagraphKind", "Pipeline", "Syntax"]


def __getattr__(name: str) -> Any:
    if name in ("Document", "Paragraph"):
        from kg.language import document

        return getattr(document, name)
    if name == "Syntax":
        from kg.language.syntax import Syntax

        return Syntax
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
