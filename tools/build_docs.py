"""Writes the generated pages.

docs/cli.md comes from the help texts, docs/ontology.md from the vocabulary's own statements, docs/queries.md from the
heads of the named queries and from what the graph of the sample articles answers.

python tools/build_docs.py           writes them
python tools/build_docs.py --check   fails, naming the page, where one is not current
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from query_examples import queries_page
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.term import Node

from kg.cli.root import COMMANDS, PANELS, cli, load
from kg.graph.names import Names

ROOT = Path(__file__).parents[1]
KINDS = (
    ("Classes", (OWL.Class, RDFS.Class)),
    ("Properties", (OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)),
)
FILES = ("events", "act", "vocab", "plover")
OURS = ("gev", "act", "v", "plover", "cameo")


CLI_HEAD = """\
# The commands

Written by `make docs` from the help texts; a test holds it current.

Data goes to standard output, everything said to people to standard error. Colours are left out where `NO_COLOR` is set
or the output is no terminal.

| Exit status | Meaning |
|---|---|
| 0 | done |
| 1 | failed: the message names the input, the place and the next step |
| 2 | called wrongly: an unknown command, option, query, parameter or format |
| 3 | done, but some input was skipped; each is named on standard error |

Settings may stand in `kg.toml` in the working folder (or the file that `KG_CONFIG` names) and in `KG_<NAME>` variables;
flags win. Shell completion: `eval "$(kg completion bash)"`.
"""

ONTOLOGY_HEAD = """\
# The ontology

Written by `make docs` from the files in ontology/; a test holds it current. Classes, properties and the concepts of the
small vocabularies each have a label, a comment and an example.
"""

# ---------------------------------------------------------------- the command line


def cli_page() -> str:
    """docs/cli.md."""
    parts = [CLI_HEAD]
    for panel in PANELS:
        parts.append(f"## {panel}\n")
        parts += [_command(name, load(name)) for name, entry in COMMANDS.items() if entry.panel == panel]
    parts.append("The named queries, with an example of each: [queries.md](queries.md).\n")
    return "\n".join(parts)


def _command(name: str, command: click.Command) -> str:
    """A command, and after it its sub-commands."""
    context = click.Context(command, info_name=name, parent=click.Context(cli))
    usage = " ".join(command.collect_usage_pieces(context))
    lines = [f"### kg {name}\n", f"    kg {name} {usage}\n", _paragraphs(command.help or ""), ""]
    options = [param.get_help_record(context) for param in command.params]
    rows = [f"| `{_cell(record[0])}` | {_cell(record[1])} |" for record in options if record]
    lines += ["| Option | |\n|---|---|", *rows, ""] if rows else []
    if isinstance(command, click.Group):
        lines += [_command(f"{name} {sub}", command.commands[sub]) for sub in command.commands]
    return "\n".join(lines)


def _paragraphs(text: str) -> str:
    return inspect.cleandoc(text).replace("\b\n", "")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


# ---------------------------------------------------------------- the ontology


def ontology_page() -> str:
    """docs/ontology.md."""
    graph = ontology()
    parts = [ONTOLOGY_HEAD]
    for title, kinds in KINDS:
        parts.append(f"## {title}\n")
        parts += [_term(graph, term) for term in terms(graph, kinds)]
    for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme)):
        parts += _scheme(graph, scheme)
    return "\n".join(parts)


def _scheme(graph: Graph, scheme: Node) -> Iterator[str]:
    """The concepts of a scheme, as a table."""
    yield f"## Scheme {_short(scheme)}\n"
    title = _text(graph, scheme, DCTERMS.title, RDFS.label, SKOS.prefLabel)
    yield f"**{title}** {_text(graph, scheme, DCTERMS.description, RDFS.comment, SKOS.definition)}\n"
    yield "| Concept | Label | Meaning | Example |\n|---|---|---|---|"
    for concept in terms(graph, (SKOS.Concept,)):
        if (concept, SKOS.inScheme, scheme) in graph:
            meaning, example = (
                _text(graph, concept, SKOS.definition, RDFS.comment),
                _text(graph, concept, SKOS.example),
            )
            label = _text(graph, concept, SKOS.prefLabel, RDFS.label)
            yield f"| {_short(concept)} | {_cell(label)} | {_cell(meaning)} | {_cell(example)} |"
    yield ""


def ontology() -> Graph:
    """The vocabulary, all files in one graph."""
    graph = Graph()
    for name in FILES:
        graph.parse(ROOT / "ontology" / f"{name}.ttl")
    return graph


def terms(graph: Graph, kinds: tuple[URIRef, ...]) -> list[URIRef]:
    """The terms of our namespaces of some kinds, sorted."""
    spaces = tuple(space for prefix, space in Names().prefixes.items() if prefix in OURS)
    found = {subject for kind in kinds for subject in graph.subjects(RDF.type, kind)}
    return sorted(term for term in found if isinstance(term, URIRef) and str(term).startswith(spaces))


def _term(graph: Graph, term: URIRef) -> str:
    short = Names().short(str(term))
    lines = [f"### {short}\n", f"**{_text(graph, term, RDFS.label, SKOS.prefLabel)}**  <{term}>\n"]
    lines.append(_text(graph, term, RDFS.comment, SKOS.definition) + "\n")
    example = _text(graph, term, SKOS.example)
    lines += (
        ["```turtle", example, "```\n"] if "\n" in example else [f"Example: `{example}`\n"] if example else []
    )
    facts = [*_facts(graph, term)]
    return "\n".join([*lines, *facts, ""] if facts else lines)


def _facts(graph: Graph, term: URIRef) -> Iterator[str]:
    told = (
        ("Subclass of", RDFS.subClassOf),
        ("Subproperty of", RDFS.subPropertyOf),
        ("Of", RDFS.domain),
        ("Gives", RDFS.range),
        ("Broader", SKOS.broader),
        ("Same as", OWL.equivalentClass),
        ("Same as", OWL.equivalentProperty),
        ("Close to", SKOS.closeMatch),
        ("See also", RDFS.seeAlso),
    )
    for title, predicate in told:
        values = sorted(
            _short(value) for value in graph.objects(term, predicate) if isinstance(value, URIRef)
        )
        if values:
            yield f"- {title}: {', '.join(values)}"


def _short(value: Node) -> str:
    short = Names().short(str(value))
    return f"<{short}>" if short.startswith("http") else f"`{short}`"


def _text(graph: Graph, term: URIRef, *predicates: URIRef) -> str:
    for predicate in predicates:
        for value in sorted(graph.objects(term, predicate), key=str):
            return str(value)
    return ""


PAGES = {"cli.md": cli_page, "ontology.md": ontology_page, "queries.md": queries_page}


def main() -> int:
    """Write the pages, or with --check compare them."""
    stale = []
    for name, page in PAGES.items():
        path, text = ROOT / "docs" / name, page().rstrip() + "\n"
        if "--check" in sys.argv:
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            path.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"docs/{name} is not current: run make docs", file=sys.stderr)
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main())
