"""The graph on disk: adding, replacing, removing, rebuilding; the same bytes whatever the order."""

import errno
import os
import subprocess
import sys
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from made_readings import (
    ARMY,
    FRONT,
    all_readings,
    article,
    denial_reading,
    mention,
    reprint_reading,
    talks_reading,
)

from kg.errors import GraphError, LockedGraphError, NotAGraphError, StorageError
from kg.graph import Graph, Outcome
from kg.graph.index import Index, serialize_sorted
from kg.graph.names import Names, gev
from kg.model import Reading

HERE = Path(__file__).parent


def built(path, readings, **more):
    with Graph.create(path, reference=None, **more) as graph:
        list(graph.add_all(readings))
        return serialize_sorted(graph.quads())


@pytest.fixture
def graph(tmp_path):
    with Graph.create(tmp_path / "g", reference=None) as made:
        yield made


def said(graph):
    """Quads without the ontology and the schemes."""
    return {
        q
        for q in graph.quads()
        if q.graph_name not in {graph.names.graph("ontology"), graph.names.graph("scheme")}
    }


def test_added_once_is_added(graph):
    added = graph.add(talks_reading())
    assert (added.outcome, added.mentions) == (Outcome.ADDED, 5)
    before = serialize_sorted(graph.quads())
    assert graph.add(talks_reading()).outcome is Outcome.UNCHANGED
    assert serialize_sorted(graph.quads()) == before


def test_every_order_and_grouping_gives_the_same_bytes(tmp_path):
    readings = all_readings()
    exports = {built(tmp_path / str(n), order) for n, order in enumerate(permutations(readings))}
    with Graph.create(tmp_path / "single", reference=None) as one:
        for reading in readings:
            one.add(reading)
            one.commit()
        exports.add(serialize_sorted(one.quads()))
    assert len(exports) == 1


def test_removing_leaves_exactly_the_rest(tmp_path):
    readings = all_readings()
    for gone in readings:
        rest = [reading for reading in readings if reading is not gone]
        name = gone.article.key
        with Graph.create(tmp_path / name, reference=None) as graph:
            list(graph.add_all(readings))
            graph.commit()
            assert graph.remove(gone.article.key)
            assert not graph.remove(gone.article.key)
            after = serialize_sorted(graph.quads())
        assert after == built(tmp_path / f"{name}-rest", rest)


def test_a_changed_extraction_replaces_what_the_article_said(tmp_path):
    first = talks_reading()
    fewer = replace(first, mentions=first.mentions[:1], software="kg 0.2.0")
    with Graph.create(tmp_path / "g", reference=None) as graph:
        graph.add(first)
        graph.commit()
        assert graph.add(fewer).outcome is Outcome.REPLACED
        after = serialize_sorted(graph.quads())
    assert after == built(tmp_path / "fresh", [fewer])


def test_an_unknown_actor_has_one_description_whoever_names_it(graph):
    list(graph.add_all([denial_reading(), reprint_reading()]))

    def labels():
        return [
            str(q.object)
            for q in graph.quads()
            if q.subject == graph.names.of("actor", FRONT.key) and "label" in q.predicate.value
        ]

    assert labels() == ['"Northern Front"@en']
    graph.remove(denial_reading().article.key)
    assert labels() == ['"Northern front"@en']


def test_a_state_first_known_by_its_code_gets_its_name_later(tmp_path):
    told = article("Army\n\nThe Sylvanian army marched.")
    by_code = Reading(told, (mention(told, "The Sylvanian army marched", "MOBILIZE", [ARMY]),))
    with Graph.create(tmp_path / "g", reference=None) as graph:
        graph.add(by_code)
        graph.commit()
        assert not graph.query("ASK { actor:XSV rdfs:label 'Sylvania'@en }").rows[0][0]
        graph.add(talks_reading())
        after = serialize_sorted(graph.quads())
    assert after == built(tmp_path / "at-once", [talks_reading(), by_code])
    assert b'"Sylvania"@en' in after


def test_rebuilding_from_the_shards_gives_the_same_bytes(tmp_path):
    before = built(tmp_path / "g", all_readings())
    with Graph.open(tmp_path / "g", read_only=False) as graph:
        graph.rebuild()
        assert serialize_sorted(graph.quads()) == before


def test_no_triple_in_two_graphs(graph):
    list(graph.add_all(all_readings()))
    quads = graph.quads()
    assert len({(q.subject, q.predicate, q.object) for q in quads}) == len(quads)


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_hash_seeds_do_not_show(seed, tmp_path):
    script = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1])\n"
        "from made_readings import all_readings\nfrom kg.graph import Graph\nfrom kg.graph.store import serialize_sorted\n"
        "with Graph.create(sys.argv[2], reference=None) as g:\n"
        "    list(g.add_all(all_readings()))\n    print(hashlib.sha256(serialize_sorted(g.quads())).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(HERE), str(tmp_path / "g")], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
    )  # fmt: skip
    import hashlib

    assert done.stdout.strip() == hashlib.sha256(built(tmp_path / "here", all_readings())).hexdigest()


def test_texts_come_back(graph):
    reading = denial_reading()
    graph.add(reading)
    assert graph.article(reading.article.key) == reading.article
    assert graph.article("0" * 16) is None


def test_readers_see_the_last_batch_while_a_writer_works(tmp_path):
    with Graph.create(tmp_path / "g", reference=None) as writer:
        writer.add(talks_reading())
        writer.commit()
        reader = Graph.open(tmp_path / "g")
        writer.add(denial_reading())
        assert len(reader.query("SELECT ?a WHERE { ?a a gev:Article }")) == 1
        writer.commit()
        assert len(Graph.open(tmp_path / "g").query("SELECT ?a WHERE { ?a a gev:Article }")) == 2
        with pytest.raises(GraphError, match="open for reading"):
            reader.add(talks_reading())


def test_a_second_writer_is_told(graph):
    with pytest.raises(LockedGraphError, match="another process"):
        Graph.open(graph.folder.root, read_only=False)


def test_folders_that_are_no_graph(tmp_path):
    with pytest.raises(NotAGraphError, match="holds no graph"):
        Graph.open(tmp_path)
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(NotAGraphError, match="not empty"):
        Graph.create(tmp_path, reference=None)
    (tmp_path / "kg.toml").write_text("format = 99\n")
    with pytest.raises(NotAGraphError, match="format 99"):
        Graph.open(tmp_path)
    (tmp_path / "kg.toml").write_text("format = \n")
    with pytest.raises(NotAGraphError, match="cannot be read"):
        Graph.open(tmp_path)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_failing_disk_loses_nothing(tmp_path, monkeypatch, code):
    before = built(tmp_path / "g", [talks_reading()])
    real = Path.replace

    def failing(self, target):
        if str(target).endswith(".nq"):
            raise OSError(code, os.strerror(code))
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", failing)
        with (
            pytest.raises(StorageError, match="What was stored before is intact"),
            Graph.open(tmp_path / "g", read_only=False) as graph,
        ):
            graph.add(denial_reading())
    with Graph.open(tmp_path / "g", read_only=False) as graph:
        assert serialize_sorted(graph.quads()) == before
        assert not list((tmp_path / "g").rglob("*.part"))


def test_a_writer_that_was_stopped_between_shard_and_index_is_made_good(tmp_path, monkeypatch):
    wanted = built(tmp_path / "whole", [talks_reading(), denial_reading()])
    built(tmp_path / "g", [talks_reading()])
    with monkeypatch.context() as patched:
        patched.setattr(Index, "follow", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        graph = Graph.open(tmp_path / "g", read_only=False)
        with pytest.raises(KeyboardInterrupt):
            graph.add(denial_reading())
        graph._release()
    with Graph.open(tmp_path / "g", read_only=False) as again:
        assert serialize_sorted(again.quads()) == wanted


def test_a_damaged_shard_is_named(tmp_path):
    built(tmp_path / "g", [talks_reading()])
    shard = next((tmp_path / "g" / "shards").rglob("*.nq"))
    shard.write_text("<broken")
    with Graph.open(tmp_path / "g", read_only=False) as graph, pytest.raises(StorageError, match=shard.name):
        graph.rebuild()


def test_another_base(tmp_path):
    export = built(tmp_path / "g", [talks_reading()], base="https://example.org/kg/")
    assert b"<https://example.org/kg/actor/XFD>" in export
    assert b"gev/id/actor/XFD" not in export
    assert Graph.open(tmp_path / "g").names == Names("https://example.org/kg/")


def test_info_counts(graph):
    list(graph.add_all(all_readings()))
    info = graph.info()
    assert info["things"]["Article"] == 3
    assert info["things"]["EventMention"] == 11
    assert sum(info["events by type"].values()) == info["things"]["Event"]
    assert sum(info["quads by graph"].values()) == len(graph.store)


def test_rdflib_sees_the_same_events(graph):
    list(graph.add_all(all_readings()))
    rows = graph.rdflib().query("SELECT ?e WHERE { ?e a <https://w3id.org/gev/ont#Event> }")
    assert len(list(rows)) == graph.info()["things"]["Event"]
    mine = {q.subject.value for q in said(graph) if q.object == gev("Event")}
    assert {str(row[0]) for row in rows} == mine


class FailingStore:
    """A store whose disk fails after some removals."""

    def __init__(self, store, removals):
        self._store, self._left = store, removals

    def __getattr__(self, name):
        return getattr(self._store, name)

    def remove(self, quad):
        if not self._left:
            raise OSError(errno.EIO, "the disk failed")
        self._left -= 1
        self._store.remove(quad)


@pytest.mark.parametrize("removals", range(0, 118, 13))
def test_a_removal_that_stops_anywhere_is_finished_at_the_next_opening(tmp_path, removals):
    talks, denial = talks_reading(), denial_reading()
    wanted = built(tmp_path / "fresh", [denial])
    built(tmp_path / "g", [talks, denial])
    graph = Graph.open(tmp_path / "g", read_only=False)
    graph._index.store = FailingStore(graph._index.store, removals)
    with pytest.raises(StorageError):
        graph.remove(talks.article.key)
    graph._release()
    with Graph.open(tmp_path / "g", read_only=False) as graph:
        assert list(graph.keys()) == [denial.article.key]
        assert serialize_sorted(graph.quads()) == wanted
