import os
import sys
from functools import cache

import pytest
from click.testing import CliRunner

import kg
from kg.cli import cli
from kg.language import pipeline
from kg.resources import resource

SAMPLES = ("2026-02-18-geneva-talks", "2023-03-11-saudi-iran-beijing", "2022-04-08-kramatorsk-station-wire")

DISPATCH = """---
title: Freedonia and Sylvania meet
published: 1997-05-04
publisher: The Strelsau Post
---
Kenya and Chad held talks on Tuesday, and Kenya accused Oman of meddling.
"""


@pytest.fixture(scope="session", autouse=True)
def one_language_model():
    """Loads the language model once for all the commands that run in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "_load", cache(pipeline._load))
        yield


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Runs `kg` in a folder of its own, with no settings but its own."""
    for name in [name for name in os.environ if name.startswith("KG_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def call(*arguments, stdin=None):
        return CliRunner().invoke(cli, [str(a) for a in arguments], input=stdin, prog_name="kg")

    return call


@pytest.fixture
def dispatch(tmp_path):
    path = tmp_path / "dispatch.md"
    path.write_text(DISPATCH, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def samples():
    return [resource("data", "articles", f"{name}.md") for name in SAMPLES]


@pytest.fixture(scope="session")
def graph(samples, tmp_path_factory):
    """The folder of a graph of three sample articles, for reading."""
    folder = tmp_path_factory.mktemp("graph") / "g"
    with kg.Graph.create(folder) as opened:
        kg.build(kg.read(samples), opened)
    return folder


@pytest.fixture(scope="session")
def program():
    """The installed program, for what only a process of its own can show."""
    return [sys.executable, "-m", "kg"]
