"""Settings of a run: one frozen object from `kg.toml`, the environment and flags, passed down.

Later sources win: the defaults here, `kg.toml` in the working folder (or the file that `KG_CONFIG` names), environment
variables `KG_<NAME>`, then what the caller gives.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from kg.errors import UsageError

CONFIG_FILE = "kg.toml"
PATHS = ("codebook", "reference")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run can be told.

    Attributes:
        language_model: name or path of a spaCy pipeline; None means the shipped one.
        codebook: the user's own lexicon tables, laid over the shipped ones.
        reference: the user's own reference tables, laid over the shipped ones.
        workers: processes that read articles.
        timeout: seconds that a query may run.
        row_limit: rows that a query may return.
    """

    language_model: str | None = None
    codebook: tuple[Path, ...] = ()
    reference: tuple[Path, ...] = ()
    workers: int = 1
    timeout: float = 60.0
    row_limit: int = 1_000_000

    @classmethod
    def load(
        cls, environ: Mapping[str, str] | None = None, folder: Path | None = None, **given: Any
    ) -> Settings:
        """Settings from `kg.toml`, the environment, and `given` values that are not None.

        Raises:
            UsageError: a file cannot be read as TOML, a name is unknown, or a value is of the wrong type.

        >>> Settings.load({"KG_WORKERS": "2"}, Path("nowhere")).workers
        2
        """
        environ = os.environ if environ is None else environ
        settings = _updated(cls(), _file(environ, folder or Path()), "kg.toml")
        names = {field.name: environ.get(f"KG_{field.name.upper()}") for field in fields(cls)}
        settings = _updated(settings, {k: v for k, v in names.items() if v}, "the environment")
        return _updated(settings, {k: v for k, v in given.items() if v is not None}, "the call")


def _file(environ: Mapping[str, str], folder: Path) -> dict[str, Any]:
    path = Path(environ.get("KG_CONFIG", folder / CONFIG_FILE))
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}; it must be TOML, such as: workers = 2") from error


def _updated(settings: Settings, values: Mapping[str, Any], where: str) -> Settings:
    known = {field.name: getattr(settings, field.name) for field in fields(settings)}
    for name in values:
        if name not in known:
            raise UsageError(
                f"{where} sets {name!r}, which does not exist; known: {', '.join(sorted(known))}"
            )
    return replace(settings, **{name: _typed(name, value, where) for name, value in values.items()})


def _typed(name: str, value: Any, where: str) -> Any:
    if name in PATHS:
        parts = value.split(os.pathsep) if isinstance(value, str) else value
        return tuple(Path(part) for part in parts)
    if name == "language_model":
        return str(value)
    kind = float if name == "timeout" else int
    try:
        return kind(value)
    except (TypeError, ValueError) as error:
        raise UsageError(f"{where} sets {name} to {value!r}; it must be a number") from error
