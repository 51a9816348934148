"""The command line: `kg`. Every command parses, calls one library function, and prints.

Data goes to standard output, everything said to people to standard error. Sub-commands are imported when they are
called, so that `kg --help` starts fast. Exit status: 0 done, 1 failed, 2 called wrongly, 3 done, but some input skipped.
"""

from __future__ import annotations

from kg.cli.root import cli, main

__all__ = ["cli", "main"]
