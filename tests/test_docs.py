"""The pages: examples run, generated pages are current, links lead somewhere."""

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.cli.root import COMMANDS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_files(page):
    targets = [target for target in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_examples_of_the_python_page_run():
    results = doctest.testfile(
        str(DOCS / "python.md"),
        module_relative=False,
        optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS,
    )
    assert results.attempted > 15
    assert results.failed == 0


def test_generated_pages_are_current():
    command = [sys.executable, str(ROOT / "tools" / "build_docs.py"), "--check"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_every_command_stands_on_the_page_of_commands():
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    assert all(f"### kg {name}\n" in page for name in COMMANDS)


def test_the_public_names():
    assert sorted(kg.__all__) == kg.__all__
    assert all(getattr(kg, name) is not None for name in kg.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = kg.nonsense


def test_the_package_loads_nothing_heavy():
    code = "import kg, sys; print(any(name in sys.modules for name in ('spacy', 'rdflib', 'pyoxigraph', 'networkx')))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "False\n"
    )


def test_the_readme_opens_with_the_two_commands():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    first = text[: text.index("##")]
    assert "make demo" in first
    assert "make test" in first


def test_the_readme_names_only_what_there_is():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in re.findall(r"^ +\$ kg (\w+)", text, re.MULTILINE):
        assert command in COMMANDS
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^ +make (\w+)|`make (\w+)`", text, re.MULTILINE)
    assert len(targets) >= 3
    assert all(f"\n{first or second}:" in makefile for first, second in targets)


def test_versions_agree():
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{kg.__version__}"' in project
    assert f"version: {kg.__version__}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## {kg.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


PLACES = re.compile(r"(?<![\w.])/(?:work|tmp|root|home)/")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_pages_name_no_place_of_one_machine(page):
    assert PLACES.findall(page.read_text(encoding="utf-8")) == []
