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
