"""The shipped tables: agreement with the ontology, with each other, and what they cover."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from kg.codebook import Codebook, LexiconEntry
from kg.codebook.composition import ANY
from kg.resources import resource

SCHEME = {"classes.csv", "modes.csv", "contexts.csv", "sectors.csv", "cameo.csv"}
LICENCES = {"CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0"}
TTL_INTENSITY_ERRATA = {"CONCEDE", "RETREAT", "THREATEN", "ASSAULT"}
"""Classes whose score in plover.ttl is not that of the manual's table; codebook and manual agree."""

DEPARTURES = {
    ("RETREAT", "0831"),
    ("SANCTION", "116"),
    ("SANCTION", "173"),
    ("COERCE", "175"),
    ("ASSAULT", "087"),
    ("ASSAULT", "196"),
}
"""Where lexicon and composition give a CAMEO code another class than the crosswalk: data/codebook/README.md."""


@cache
def book() -> Codebook:
    return Codebook.load()


@cache
def ttl() -> str:
    return resource("ontology", "plover.ttl").read_text(encoding="utf-8")


def concepts(pattern: str) -> dict[str, str]:
    return {
        m.group(1): m.group(0) for m in re.finditer(rf"^{pattern} a skos:Concept .*$", ttl(), re.MULTILINE)
    }


def rows(name: str) -> list[dict[str, str]]:
    with resource("data", "codebook", *name.split("/")).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(line for line in stream if not line.startswith("#")))


def shipped() -> list[str]:
    root = resource("data", "codebook")
    return sorted(str(path.relative_to(root)) for path in root.rglob("*.csv"))


def lexicon_files() -> list[Path]:
    return sorted(resource("data", "codebook", "lexicon").glob("*.csv"))


def test_classes_agree_with_the_ontology():
    found = concepts(r"plover:([A-Z]+)")
    assert set(found) == set(book().event_types)
    quads = {"VerbalCooperation": 1, "MaterialCooperation": 2, "VerbalConflict": 3, "MaterialConflict": 4}
    for code, line in found.items():
        broader = re.search(r"broader plover:(\w+)", line)
        assert broader is not None
        assert quads[broader.group(1)] == book().event_types[code].quad, code


def test_class_scores_agree_with_the_ontology_save_the_known_errata():
    found = concepts(r"plover:([A-Z]+)")
    scores = {code: float(re.search(r"gev:intensity (\S+)", line).group(1)) for code, line in found.items()}
    differing = {code for code, score in scores.items() if score != book().event_types[code].intensity}
    assert differing in (TTL_INTENSITY_ERRATA, set())


def test_modes_and_their_scores_agree_with_the_ontology():
    found = concepts(r"plover:([A-Z]+-[a-z-]+)")
    assert set(found) == {f"{event}-{mode}" for event, mode in book().modes}
    for (event, mode), entry in book().modes.items():
        score = re.search(r"gev:intensity (\S+)", found[f"{event}-{mode}"])
        assert (float(score.group(1)) if score else None) == entry.intensity


def test_contexts_agree_with_the_ontology():
    assert set(concepts(r"plover:context-(\w+)")) == set(book().contexts)


def test_sectors_of_the_ontology_are_known():
    assert set(concepts(r"plover:sector-([A-Z]+)")) <= set(book().sectors)


def test_cameo_codes_agree_with_the_ontology():
    found = concepts(r"cameo:(\d+)")
    assert set(found) <= set(book().cameo)
    for code, line in found.items():
        if code == "08":
            continue
        entry = book().cameo[code]
        assert re.search(rf"(broad|exact|related)Match plover:{entry.event_type} ", line), code
        exact = re.search(r"closeMatch plover:[A-Z]+-([a-z-]+)", line)
        assert (exact.group(1) if exact else None) == entry.mode, code


def test_every_cameo_parent_exists():
    assert {e.parent for e in book().cameo.values() if e.parent} <= set(book().cameo)


def test_accuse_is_negative():
    assert book().intensity("ACCUSE") == -3.0


@pytest.mark.parametrize("name", shipped())
def test_every_row_names_its_licence_and_its_source(name):
    table = rows(name)
    assert table
    for row in table:
        assert row.get("licence") in LICENCES, row
        assert row.get("origin") or row.get("source"), row
        assert (row["licence"] == "CC-BY-SA-4.0") == (name in SCHEME), row


def test_no_key_stands_in_two_lexicon_files():
    keys: dict[tuple[str, ...], str] = {}
    for path in lexicon_files():
        for row in rows(f"lexicon/{path.name}"):
            key = (row["phrase"], row["pos"], ";".join(sorted(row["needs"].split(";"))))
            assert key not in keys, f"{key} stands in {keys[key]} and in {path.name}"
            keys[key] = path.name


@pytest.mark.parametrize("path", lexicon_files(), ids=lambda path: path.stem)
def test_a_lexicon_file_holds_its_own_class(path):
    assert {row["event"] for row in rows(f"lexicon/{path.name}")} == {path.stem.upper()}


def test_every_entry_has_an_example_of_its_own_kind():
    for entry in book().lexicon:
        assert re.fullmatch(r"[A-Z].*[.!?]", entry.example), entry.place
        assert len(entry.example.split()) <= 40, entry.place


def test_every_entry_but_impersonal_ones_has_somebody_in_it():
    assert not [e.place for e in book().lexicon if not e.source and not e.target]


def test_the_cameo_code_of_an_entry_is_of_its_class():
    def agrees(entry: LexiconEntry) -> bool:
        crosswalk = book().cameo[entry.cameo].event_type
        return entry.event == crosswalk or (entry.event, entry.cameo) in DEPARTURES

    assert not [(e.place, e.phrase, e.event, e.cameo) for e in book().lexicon if e.cameo and not agrees(e)]


def test_every_class_has_entries():
    counted = Counter(entry.event for entry in book().lexicon)
    assert {code: counted[code] for code in book().event_types if counted[code] < 20} == {}


def test_every_mode_has_an_entry_or_is_composed():
    of_entries = {(e.event, e.mode) for e in book().lexicon if e.mode}
    composed = {(c.event, c.mode) for _, c in book().composition.items() if c.mode}
    assert set(book().modes) - of_entries - composed == set()


def test_every_context_has_concepts():
    assert set(book().context_concepts.values()) == set(book().contexts)


def test_every_effect_is_used_or_is_given_by_grammar_alone():
    by_grammar = {"future", "negated_future", "obligation"}
    assert set(book().effects) - {o.effect for o in book().operators} == by_grammar


def test_every_effect_composes_with_every_class_and_with_none():
    for effect in book().effects:
        for event in ("", *book().event_types):
            composed = book().composition.apply(effect, event)
            assert composed.clause, (effect, event)
    assert {effect for (effect, embedded), _ in book().composition.items() if embedded == ANY} == set(
        book().effects
    )


def test_composed_cameo_codes_are_of_their_class():
    for key, composed in book().composition.items():
        if composed.cameo:
            crosswalk = book().cameo[composed.cameo].event_type
            assert composed.event == crosswalk or (composed.event, composed.cameo) in DEPARTURES, key


@pytest.mark.parametrize(
    ("effect", "event", "modes", "result"),
    [
        ("agreement", "CONSULT", [], ("AGREE", "", "036")),
        ("agreement", "RETREAT", ["release"], ("AGREE", "", "0353")),
        ("agreement", "AID", [], ("AGREE", "", "033")),
        ("plan", "SANCTION", ["discontinue"], ("THREATEN", "restrict", "1312")),
        ("preparation", "ASSAULT", ["aerial"], ("MOBILIZE", "troops", "154")),
        ("future", "AID", [], ("AGREE", "", "033")),
        ("future", "ASSAULT", [], ("THREATEN", "violence", "138")),
        ("negated_future", "CONSULT", [], ("REJECT", "meet", "125")),
        ("threat", "ASSAULT", [], ("THREATEN", "violence", "138")),
        ("refusal", "CONSULT", [], ("REJECT", "meet", "125")),
        ("refusal", "", [], ("REJECT", "", "120")),
        ("demand", "RETREAT", ["withdraw"], ("REQUEST", "yield", "1056")),
        ("demand", "SANCTION", [], ("ACCUSE", "disapprove", "113")),
        ("obligation", "RETREAT", ["resign"], ("REQUEST", "change", "1041")),
        ("accusation", "ASSAULT", [], ("ACCUSE", "allege", "1123")),
        ("retraction", "SANCTION", [], ("RETREAT", "", "085")),
        ("cessation", "CONSULT", [], ("SANCTION", "withdraw", "164")),
        ("cessation", "ASSAULT", ["aerial"], ("RETREAT", "ceasefire", "087")),
        ("denial", "ASSAULT", [], ("", "", "")),
        ("speech", "ASSAULT", [], ("", "", "")),
        ("allow", "PROTEST", ["demo"], ("CONCEDE", "", "0811")),
    ],
)
def test_what_an_operator_makes_of_an_event(effect, event, modes, result):
    composed = book().composition.apply(effect, event, modes)
    assert (composed.event, composed.mode, composed.cameo) == result


def test_denials_and_refusals_negate_what_stands_below():
    for effect in ("denial", "refusal", "failure", "negated_future", "avoidance", "prevention"):
        assert book().composition.apply(effect, "ASSAULT").polarity == "negated" or effect == "refusal"
        assert book().composition.apply(effect, "CONSULT").polarity == "negated"


def test_counts_of_the_shipped_tables():
    assert len(book().event_types) == 16
    assert len(book().modes) == 67
    assert len(book().contexts) == 37
    assert len(book().cameo) == 318
    assert len(book().lexicon) >= 4500
    assert len(book().operators) >= 450
    assert len(book().context_concepts) >= 500
