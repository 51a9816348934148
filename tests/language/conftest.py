import os
from pathlib import Path

import pytest

from kg.language import Pipeline
from kg.model import Article


@pytest.fixture(scope="session")
def pipeline():
    return Pipeline()


@pytest.fixture(scope="session")
def read(pipeline):
    def read_text(text, title=""):
        return pipeline.read(Article("0" * 16, "test", text, title))

    return read_text


@pytest.fixture(scope="session")
def shared():
    folder = Path(os.environ.get("KG_SHARED") or Path(__file__).parents[2].parent / "shared")
    if not folder.is_dir():
        pytest.skip("the shared folder (acceptance test, gold sentences) is not here")
    return folder
