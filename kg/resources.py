"""Finds the folders that ship beside the code: ontology/, queries/ and data/.

In an installed wheel they lie in `kg/_share/`; in a checkout or an editable install they lie beside `kg/`.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from kg.errors import DataError


@cache
def share() -> Path:
    """The folder that holds ontology/, queries/ and data/.

    >>> (share() / "ontology").is_dir()
    True
    """
    packaged = Path(str(files("kg"))) / "_share"
    return packaged if packaged.is_dir() else packaged.parent.parent


def resource(*parts: str) -> Path:
    """The path of a shipped file or folder, given by its parts below the share folder.

    Raises:
        DataError: nothing of that name ships with kg; the installation is incomplete.

    >>> resource("ontology", "events.ttl").name
    'events.ttl'
    """
    path = share().joinpath(*parts)
    if not path.exists():
        raise DataError(
            f"{'/'.join(parts)} is missing from {share()}: the installation is incomplete; reinstall kg"
        )
    return path
