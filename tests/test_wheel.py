"""The wheel holds everything that kg needs at run time, and an install of it works where no checkout is."""

import json
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = (
    "kg",
    "en_kg_news_sm",
    "tools",
    "ontology",
    "queries",
    "data",
    "LICENSES",
    "pyproject.toml",
    "README.md",
    "LICENSE",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Built offline from a copy of the checkout, so that nothing lands in it."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in SOURCES:
        origin = ROOT / name
        if origin.is_dir():
            shutil.copytree(origin, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(origin, source / name)
    shutil.copy(ROOT / ".gitignore", source / ".gitignore")
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    [path] = (folder / "out").glob("*.whl")
    return path


def test_the_wheel_holds_every_shipped_file(wheel):
    with zipfile.ZipFile(wheel) as archive:
        held = {name.removeprefix("kg/_share/") for name in archive.namelist()}
    for folder in ("ontology", "queries", "data"):
        shipped = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and not _hidden(path)
        }
        assert shipped
        assert shipped - held == set()
    for name in (
        "ontology/events.ttl",
        "data/model/config.cfg",
        "data/codebook/classes.csv",
        "data/reference/states.csv",
    ):
        assert name in held
    assert any(name.startswith("data/articles/") and name.endswith(".md") for name in held)
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "kg").rglob("*.py")}
    assert modules - held == set()


def _hidden(path):
    return any(part.startswith(".") or part == "__pycache__" for part in path.relative_to(ROOT).parts)


def test_the_wheel_registers_the_pipeline_under_its_own_licence(wheel):
    with zipfile.ZipFile(wheel) as archive:
        [metadata] = [name for name in archive.namelist() if "purelib" in name and name.endswith("/METADATA")]
        text = archive.read(metadata).decode()
    assert "Name: en_kg_news_sm\n" in text
    assert "License-Expression: CC-BY-SA-4.0\n" in text
    meta = json.loads((ROOT / "data" / "model" / "meta.json").read_text(encoding="utf-8"))
    assert f"en_kg_news_sm-{meta['version']}.dist-info" in metadata


def test_the_wheel_names_its_licence(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        [metadata] = [
            name for name in names if name.endswith(".dist-info/METADATA") and "purelib" not in name
        ]
        text = archive.read(metadata).decode()
    assert "License-Expression: Apache-2.0" in text
    assert any(name.endswith("licenses/LICENSE") for name in names)


CODE = """
import kg, sys
from kg.resources import share
assert share().name == "_share", share()
reading = kg.Reader().read(kg.make_article("Kenya accused Chad of meddling on 3 May 1997."))
assert [m.event_type for m in reading.mentions] == ["ACCUSE"], reading
assert len(kg.named_queries()) >= 15
with kg.Graph.create("g") as graph:
    report = kg.build([reading.article], graph)
assert report.read == 1 and report.quads > 100, report
print(kg.__file__)
"""


def test_an_install_of_the_wheel_works_outside_the_checkout(wheel, tmp_path):
    target = tmp_path / "installed"
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--no-index",
        "--no-compile",
        "--target",
        str(target),
    ]
    installed = subprocess.run([*command, str(wheel)], capture_output=True, text=True, check=False)
    assert installed.returncode == 0, installed.stderr
    code = f"import sys; sys.meta_path = [f for f in sys.meta_path if 'editable' not in type(f).__module__.lower()]; sys.path.insert(0, {str(target)!r})"
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}\n{CODE}"], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip().startswith(str(target))


PARSING = """
import importlib.metadata, spacy, sys, warnings
warnings.simplefilter("error")
nlp = spacy.load("en_kg_news_sm")
assert spacy.util.is_package("en_kg_news_sm")
assert importlib.metadata.version("en_kg_news_sm") == nlp.meta["version"]
doc = nlp("Gen. Dima met the U.S. envoy. Freedonia accused Sylvania of arming the rebels.")
assert [len(sentence) for sentence in doc.sents] == [7, 8], doc.to_json()
accused = doc[8]
assert [(child.dep_, child.text) for child in accused.children][:2] == [("nsubj", "Freedonia"), ("obj", "Sylvania")]
nlp.to_disk("saved")
again = spacy.load("saved")
assert again.pipe_names == nlp.pipe_names
assert [token.dep_ for token in again(doc.text)] == [token.dep_ for token in doc]
assert "parser" not in spacy.load("en_kg_news_sm", exclude=["parser"]).pipe_names
print(sys.modules["en_kg_news_sm"].__file__)
"""


def test_spacy_loads_the_pipeline_by_name_in_a_clean_environment(wheel, tmp_path):
    home = tmp_path / "clean"
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    [packages] = home.glob("lib/python*/site-packages")
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index"]
    installed = subprocess.run([*command, str(wheel)], capture_output=True, text=True, check=False)
    assert installed.returncode == 0, installed.stderr
    # what kg depends on is read from where the tests run; the .pth files there, an editable kg among them, are not
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    ran = subprocess.run([python, "-c", PARSING], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == str(packages / "en_kg_news_sm" / "__init__.py")
