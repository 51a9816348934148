"""Who may import whom: docs/architecture.md's table, imports inside functions included."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
KG = ROOT / "kg"
BASE = {"errors", "model", "settings", "resources"}
MAY_IMPORT = {
    "errors": set(),
    "model": {"errors"},
    "settings": {"errors", "model"},
    "resources": {"errors", "model", "settings"},
    "articles": BASE,
    "dictionaries": BASE,
    "sparql": BASE,
    "codebook": {*BASE, "dictionaries"},
    "reference": {*BASE, "dictionaries", "sparql"},
    "language": {*BASE, "articles"},
    "training": {*BASE, "language", "reference"},
    "extraction": {*BASE, "language", "codebook", "reference"},
    "graph": {*BASE, "codebook", "reference", "sparql"},
    "query": {*BASE, "graph"},
    "analysis": {*BASE, "graph", "query"},
    "export": {*BASE, "graph", "query", "analysis"},
    "reading": {*BASE, "language", "codebook", "reference", "extraction"},
    "records": {*BASE, "graph"},
    "evaluation": {*BASE, "articles", "extraction", "reading"},
    "pipeline": {*BASE, "articles", "reading", "graph"},
    "api": {*BASE, "reference", "graph", "query", "analysis", "export"},
}
ANYTHING = {"cli", "__main__", "__init__"}
LIBRARIES = {
    "spacy": {"language", "extraction", "training"},
    "pyoxigraph": {"graph", "query", "analysis", "export"},
    "rdflib": {"graph", "export"},
    "networkx": {"analysis", "export", "api", "cli"},
    "matplotlib": {"export"},
    "SPARQLWrapper": {"sparql"},
    "rich_click": {"cli"},
    "rich": {"cli"},
    "trafilatura": {"articles"},
    "pandas": {"graph"},
    "duckdb": {"graph"},
    "torch": {"training"},
    "transformers": {"training"},
    "thinc": {"language", "training"},
    "threadpoolctl": {"language"},
}


def room_of(path):
    return path.relative_to(KG).parts[0].removesuffix(".py")


def imports(path):
    """Dotted names that a file imports, wherever in it, with the line."""
    package = ["kg", *path.relative_to(KG).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*start, *([node.module] if node.module else [])])
            yield module, node.lineno
            if module == "kg":
                yield from ((f"kg.{alias.name}", node.lineno) for alias in node.names)


FILES = sorted(KG.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(KG)))
def test_a_file_imports_only_the_rooms_below_its_own(path):
    room = room_of(path)
    wrong = []
    for name, line in imports(path):
        parts = name.split(".")
        if parts[0] != "kg" or len(parts) == 1 or parts[1] in (room, "__version__") or room in ANYTHING:
            continue
        if parts[1] not in MAY_IMPORT[room]:
            wrong.append(f"line {line}: {room} imports {name}")
    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(KG)))
def test_a_library_stays_in_its_rooms(path):
    room = room_of(path)
    wrong = [
        f"line {line}: {room} imports {name}"
        for name, line in imports(path)
        if (library := name.split(".")[0]) in LIBRARIES and room not in LIBRARIES[library]
    ]
    assert wrong == []


def test_every_room_stands_in_the_table():
    rooms = {room_of(path) for path in FILES}
    assert rooms - ANYTHING == set(MAY_IMPORT)


def test_the_page_shows_the_same_table():
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for room, below in MAY_IMPORT.items():
        if room in BASE:
            continue
        [line] = [line for line in page.splitlines() if line.split("<-")[0].strip() == room and "<-" in line]
        told = {name.strip() for name in line.partition("<-")[2].partition("(")[0].split(",")}
        assert (told - {"base"}) | BASE == below


def test_rooms_form_no_circle():
    done, order = set(), []
    while len(done) < len(MAY_IMPORT):
        ready = sorted(room for room in set(MAY_IMPORT) - done if MAY_IMPORT[room] <= done)
        assert ready, f"a circle among {sorted(set(MAY_IMPORT) - done)}"
        order += ready
        done |= set(ready)
    assert order[0] == "errors"


def test_modules_of_a_room_form_no_circle():
    """No import circle among modules at import time (imports inside functions aside)."""
    graph = {}
    for path in FILES:
        name = ".".join(["kg", *path.relative_to(KG).with_suffix("").parts]).removesuffix(".__init__")
        graph[name] = {target for target in _top_level(path) if target != name}
    graph = {name: {target for target in targets if target in graph} for name, targets in graph.items()}
    seen, stack = set(), []

    def visit(name):
        if name in stack:
            pytest.fail(" -> ".join([*stack[stack.index(name) :], name]))
        if name not in seen:
            seen.add(name)
            stack.append(name)
            for target in sorted(graph[name]):
                visit(target)
            stack.pop()

    for name in sorted(graph):
        visit(name)


def _top_level(path):
    """The modules that a file imports when it is imported itself; a package that it is in counts as loaded."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    own = ["kg", *path.relative_to(KG).parts[:-1]]
    packages = {".".join(own[:n]) for n in range(1, len(own) + 1)}
    for node in tree.body:
        if (
            isinstance(node, ast.ImportFrom)
            and node.module
            and node.module.startswith("kg")
            and not node.level
        ):
            for alias in node.names:
                submodule = f"{node.module}.{alias.name}"
                exists = (KG.parent / Path(*submodule.split("."))).with_suffix(".py").is_file()
                target = submodule if exists else node.module
                if target not in packages:
                    yield target
