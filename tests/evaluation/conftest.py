import os
from pathlib import Path

import pytest

import kg


@pytest.fixture(scope="session")
def reader():
    return kg.Reader()


@pytest.fixture(scope="session")
def shared():
    folder = Path(os.environ.get("KG_SHARED") or Path(__file__).parents[2].parent / "shared")
    if not folder.is_dir():
        pytest.skip("the shared folder (acceptance test, gold sentences) is not here")
    return folder
