"""The treebank of our own sentences: well-formed CoNLL-U, and trees that keep the rules of Universal Dependencies."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.resources import resource

Row = list[str]
Sentence = tuple[dict[str, str], list[Row]]

_RELATIONS = frozenset(
    """acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp compound
    compound:prt conj cop csubj det det:predet expl fixed flat iobj list mark nmod nmod:desc nmod:poss
    nmod:unmarked nsubj nsubj:outer nsubj:pass nummod obj obl obl:agent obl:unmarked orphan parataxis punct
    root vocative xcomp""".split()  # noqa: SIM905
)
_FUNCTION_WORDS = (
    "case",
    "mark",
    "cc",
    "aux",
    "aux:pass",
    "cop",
    "punct",
    "fixed",
    "cc:preconj",
    "compound:prt",
)
_RIGHTWARD = ("flat", "conj", "appos", "fixed")
_BELOW_FUNCTION_WORDS = ("fixed", "punct", "advmod", "conj", "cc", "nmod")
_PARTS_OF_SPEECH = {
    "punct": {"PUNCT"},
    "aux": {"AUX"},
    "aux:pass": {"AUX"},
    "cop": {"AUX"},
    "det": {"DET", "PRON"},
    "nummod": {"NUM"},
    "cc": {"CCONJ", "ADV"},
    "mark": {"SCONJ", "ADP", "PART", "ADV"},
    "amod": {"ADJ", "VERB", "PROPN"},
    "nsubj": {"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM"},
    "obj": {"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM"},
}
_FILES = sorted(resource("data", "language", "ud").glob("*.conllu"))


def _sentences(path: Path) -> Iterator[Sentence]:
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        comments = dict(line[2:].split(" = ", 1) for line in lines if line[0] == "#" and " = " in line)
        yield comments, [line.split("\t") for line in lines if line[0] != "#"]


_TREEBANK = {path.stem: list(_sentences(path)) for path in _FILES}
_ALL = [sentence for sentences in _TREEBANK.values() for sentence in sentences]


def _ancestors(heads: list[int], token: int) -> list[int]:
    above: list[int] = []
    while token and token not in above:
        above.append(token)
        token = heads[token - 1]
    return [*above, token]


def _columns(comments: dict[str, str], rows: list[Row]) -> Iterator[object]:
    """Ten columns, numbered tokens that spell the text, features in order."""
    yield from (row for row in rows if len(row) != 10 or not all(row))
    if [row[0] for row in rows] != [str(number) for number in range(1, len(rows) + 1)]:
        yield "numbering"
    text = "".join(row[1] + ("" if row[9] == "SpaceAfter=No" else " ") for row in rows).strip()
    if text != comments["text"]:
        yield text
    features = [row[5].split("|") for row in rows]
    yield from (names for names in features if names != sorted(names, key=str.lower))


def _one_tree(_: dict[str, str], rows: list[Row]) -> Iterator[object]:
    """One root, called root, above every token."""
    heads = [int(row[6]) for row in rows]
    if heads.count(0) != 1:
        yield "roots"
    yield from (row for row in rows if (row[6] == "0") != (row[7] == "root"))
    yield from (rows[token - 1] for token in range(1, len(rows) + 1) if _ancestors(heads, token)[-1] != 0)


def _projective(_: dict[str, str], rows: list[Row]) -> Iterator[object]:
    """Nothing between a token and its head hangs outside the two."""
    heads = [int(row[6]) for row in rows]
    for token, head in enumerate(heads, 1):
        between = range(min(token, head) + 1, max(token, head)) if head else ()
        if any(head not in _ancestors(heads, other) for other in between):
            yield rows[token - 1]


def _relations(_: dict[str, str], rows: list[Row]) -> Iterator[object]:
    """Known relations, parts of speech that may bear them, function words without dependents, direction."""
    for row in rows:
        relation, head = row[7], int(row[6])
        above = rows[head - 1][7] if head else ""
        known = relation in _RELATIONS and row[3] in _PARTS_OF_SPEECH.get(relation, {row[3]})
        leaf = above not in _FUNCTION_WORDS or relation in _BELOW_FUNCTION_WORDS
        rightward = relation not in _RIGHTWARD or head < int(row[0])
        if not (known and leaf and rightward and (row[3] != "PUNCT" or relation == "punct")):
            yield row


def _core_arguments(_: dict[str, str], rows: list[Row]) -> Iterator[object]:
    """One subject, one object and one recipient a predicate."""
    core = ("nsubj", "nsubj:pass", "obj", "iobj")
    counted = Counter((row[6], row[7].split(":")[0]) for row in rows if row[7] in core)
    yield from (argument for argument, number in counted.items() if number > 1)


_RULES: tuple[Callable[[dict[str, str], list[Row]], Iterator[object]], ...] = (
    _columns,
    _one_tree,
    _projective,
    _relations,
    _core_arguments,
)


def test_there_are_several_hundred_sentences():
    assert len(_ALL) >= 300
    assert len({comments["sent_id"] for comments, _ in _ALL}) == len(_ALL)
    assert len({comments["text"] for comments, _ in _ALL}) == len(_ALL)


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.stem)
def test_each_file_names_its_source_and_licence(path):
    header = path.read_text(encoding="utf-8").split("# sent_id", 1)[0]
    assert "# source = kg authors" in header
    assert "# licence = CC-BY-4.0" in header


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("file", sorted(_TREEBANK))
def test_the_rules_of_universal_dependencies_are_kept(file, rule):
    faults = {
        comments["sent_id"]: found
        for comments, rows in _TREEBANK[file]
        if (found := list(rule(comments, rows)))
    }
    assert faults == {}


@pytest.mark.parametrize(
    ("rule", "column", "value"),
    [
        (_columns, 1, "xyz"),
        (_one_tree, 6, "0"),
        (_projective, 6, "1"),
        (_relations, 7, "dobj"),
        (_core_arguments, 7, "obj"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_spoilt_tree_is_noticed(rule, column, value):
    comments, rows = next(each for each in _ALL if each[0]["text"].startswith("Ardania accused Khoresh"))
    spoilt = [row.copy() for row in rows]
    spoilt[5][column] = value
    spoilt[5][6] = value if column == 6 else "2" if rule is _core_arguments else spoilt[5][6]
    assert list(rule(comments, spoilt))


def test_the_shipped_tokenizer_makes_these_tokens(pipeline):
    for comments, rows in _ALL:
        assert [token.text for token in pipeline.nlp.make_doc(comments["text"])] == [row[1] for row in rows]
