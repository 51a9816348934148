import pytest

import kg


@pytest.fixture(scope="session")
def reader():
    return kg.Reader()
