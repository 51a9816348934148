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
        """Findings that fail the graph."""
        return tuple(finding for finding in self.findings if finding.severity == VIOLATION)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Findings that do not."""
        return tuple(finding for finding in self.findings if finding.severity != VIOLATION)
