"""What a check finds: one thing that is not as it should be, and the report of all."""

from __future__ import annotations

from dataclasses import dataclass

VIOLATION = "Violation"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is not as it should be: what, by which check, and how grave."""

    check: str
    severity: str
    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, sorted, and how much was looked at."""

    findings: tuple[Finding, ...]
    quads: int
    checks: tuple[str, ...]

    @property
    def violations(self) -> tuple[Finding, ...]:
        """Findings that fail the graph.

        >>> grave = Finding("no-source", "Violation", "ev:1", "has no source")
        >>> mild = Finding("no-label", "Warning", "actor:1", "has no label")
        >>> Report((grave, mild), 20, ("shapes",)).violations == (grave,)
        True
        """
        return tuple(finding for finding in self.findings if finding.severity == VIOLATION)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Findings that do not.

        >>> mild = Finding("no-label", "Warning", "actor:1", "has no label")
        >>> [finding.check for finding in Report((mild,), 20, ("shapes",)).warnings]
        ['no-label']
        """
        return tuple(finding for finding in self.findings if finding.severity != VIOLATION)
