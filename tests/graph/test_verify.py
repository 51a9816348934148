"""Verification: a sound graph verifies, and each way to tamper with it is named."""

import json
import re

import pytest
from made_readings import all_readings, denial_reading, talks_reading

from kg.errors import ParameterError
from kg.graph import Graph

KEY = talks_reading().article.key
STRIKE = talks_reading().mentions[1].id


@pytest.fixture
def folder(tmp_path):
    with Graph.create(tmp_path / "g", reference=None) as graph:
        list(graph.add_all(all_readings()))
    return tmp_path / "g"


def test_a_sound_graph_verifies(folder):
    found = Graph.open(folder).verify()
    assert (found.articles, found.claims, found.untexted, found.broken) == (3, 11, (), ())


def test_a_changed_text_breaks_its_hash_and_the_claims_it_carried(folder):
    path = folder / "texts" / KEY[:2] / f"{KEY}.json"
    fields = json.loads(path.read_text())
    fields["text"] = fields["text"].replace("hit Port Firefly", "hit Fort Firefly")
    path.write_text(json.dumps(fields))
    broken = Graph.open(folder).verify().broken
    assert {claim.subject for claim in broken} == {f"art:{KEY}", f"m:{STRIKE}"}
    assert any("is not 'Drones of the Sylvanian army hit Port Firefly'" in claim.reason for claim in broken)


@pytest.mark.parametrize("name", ["charStart", "charEnd", "triggerEnd"])
def test_changed_offsets_break_the_claim(folder, name):
    path = folder / "shards" / KEY[:2] / f"{KEY}.nq"
    path.write_text(re.sub(rf'({STRIKE}> <[^>]*{name}> )"\d+"', r'\1"9000"', path.read_text()))
    broken = Graph.open(folder).verify().broken
    assert {claim.subject for claim in broken} == {f"art:{KEY}", f"m:{STRIKE}"}
    assert any("kg rebuild" in claim.reason for claim in broken)


def test_a_missing_text_is_counted_and_a_damaged_shard_named(folder):
    (folder / "texts" / KEY[:2] / f"{KEY}.json").unlink()
    found = Graph.open(folder).verify()
    assert (found.untexted, found.claims, found.broken) == ((KEY,), 6, ())
    (folder / "shards" / KEY[:2] / f"{KEY}.nq").write_text("<broken")
    (broken,) = Graph.open(folder).verify().broken
    assert broken.subject == f"art:{KEY}"
    assert "damaged" in broken.reason


def test_articles_are_found_by_key_id_address_and_iri(folder):
    graph = Graph.open(folder)
    denial = denial_reading().article
    for text in (KEY, f"art:{KEY}", graph.names.of("article", KEY).value, KEY[:6]):
        assert graph.find(text) == KEY
    assert graph.find(denial.url) == denial.key
    with pytest.raises(ParameterError, match="no article has"):
        graph.find("nothing")
