"""Every error that `kg` raises on purpose, as one tree.

    KgError
    ├── UsageError            the caller asked for something that does not exist or cannot be
    │   ├── UnknownQueryError     no named query of that name
    │   ├── ParameterError        a parameter is missing, unknown or of the wrong type
    │   ├── SparqlSyntaxError     the query does not parse (line and column)
    │   └── FormatError           no such format, or one that cannot hold what is asked of it
    ├── InputError            an article or a file cannot be read
    │   ├── EmptyInputError       nothing in it
    │   ├── EncodingError         not text, or not UTF-8
    │   ├── LanguageError         not in a language that the pipeline reads
    │   └── DateError             a publication date that cannot be
    ├── DataError             a table that ships with kg, or a user's own, is malformed
    ├── GraphError            the graph on disk or behind an endpoint
    │   ├── NotAGraphError        the folder holds no graph
    │   ├── LockedGraphError      another process is writing
    │   └── StorageError          the disk is full, read-only or gone
    └── LimitError            a query ran past its time or row limit

A message names the input, the place in it, and the next step.
"""

from __future__ import annotations


class KgError(Exception):
    """Root of all errors that kg raises on purpose; `exit_code` is what the command line returns."""

    exit_code = 1


class UsageError(KgError):
    """The caller asked for something that does not exist or cannot be."""

    exit_code = 2


class UnknownQueryError(UsageError):
    """No named query of that name."""


class ParameterError(UsageError):
    """A parameter is missing, unknown or of the wrong type."""


class SparqlSyntaxError(UsageError):
    """The query does not parse; the message gives line and column."""


class FormatError(UsageError):
    """There is no such format, or it cannot hold what is asked of it."""


class InputError(KgError):
    """An article or a file cannot be read."""


class EmptyInputError(InputError):
    """There is no text in the input."""


class EncodingError(InputError):
    """The input is not text, or not valid UTF-8."""


class LanguageError(InputError):
    """The article is not in a language that the pipeline reads."""


class DateError(InputError):
    """A publication date that cannot be: malformed, impossible or in the future."""


class DataError(KgError):
    """A table that ships with kg, or one of the user's own, is malformed."""


class GraphError(KgError):
    """The graph on disk, or behind an endpoint, cannot serve."""


class NotAGraphError(GraphError):
    """The folder holds no graph."""


class LockedGraphError(GraphError):
    """Another process is writing to the graph."""


class StorageError(GraphError):
    """The disk is full, read-only or gone."""


class LimitError(KgError):
    """A query ran past its time or row limit."""
