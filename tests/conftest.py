import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared():
    """The folder of the acceptance test and the gold sentences, which no checkout holds; its tests are skipped without it."""
    folder = Path(os.environ.get("KG_SHARED") or Path(__file__).parents[1].parent / "shared")
    if not folder.is_dir():
        pytest.skip("the shared folder (acceptance test, gold sentences) is not here")
    return folder
