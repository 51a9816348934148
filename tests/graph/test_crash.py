"""Killed at a random moment of a build, a retraction or a rebuild, a graph opens, and every article is whole or absent.

Twenty kills in an ordinary run; KG_CRASHES=200 for more.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from crash_worker import many_readings

from kg import query as kq
from kg.errors import StorageError
from kg.graph import Graph
from kg.graph.folder import Folder
from kg.graph.gate import judge
from kg.graph.index import serialize_sorted

HERE = Path(__file__).parent
CRASHES = int(os.environ.get("KG_CRASHES", "20"))
NETWORK = kq.named_query("actor-network")
"""Asked of the columns, and of the index itself."""


def started(folder, seed):
    command = [sys.executable, str(HERE / "crash_worker.py"), str(folder), str(seed)]
    worker = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert worker.stdout.readline() == "ready\n"
    return worker


def all_steps(folder):
    """Seconds that a worker needs here and now until it has taken every kind of step."""
    with started(folder, 0) as worker:
        begun, missing = time.monotonic(), {"add", "remove", "rebuild"}
        while missing:
            word, step, *_ = worker.stdout.readline().split()
            missing -= {step} if word == "done" else set()
        worker.kill()
        return time.monotonic() - begun


def killed(folder, seed, dice, longest):
    """What a worker said until it was killed."""
    with started(folder, seed) as worker:
        time.sleep(dice.random() * longest)
        worker.send_signal(signal.SIGKILL)
        said = worker.stdout.read()
    whole = said[: said.rfind("\n") + 1]
    return [line.split() for line in whole.splitlines()]


def expected(present, steps):
    """Keys that must be there, and keys that may be there or not, after some steps."""
    certain, open_ = set(present), set()
    for word, step, *keys in steps:
        for key in keys:
            if word == "start":
                open_.add(key)
            else:
                open_.discard(key)
                (certain.add if step == "add" else certain.discard)(key)
    return certain - open_, open_


def test_a_killed_writer_loses_nothing_and_leaves_no_part(tmp_path):
    dice, folder, readings = random.Random(7), tmp_path / "g", {r.article.key: r for r in many_readings()}
    with Graph.create(folder, reference=None):
        pass
    present, steps_seen, interrupted = set(), set(), 0
    longest = max(1.2, 1.2 * all_steps(tmp_path / "trial"))
    for crash in range(CRASHES):
        steps = killed(folder, crash, dice, longest)
        certain, either = expected(present, steps)
        with Graph.open(folder, read_only=False) as graph:
            present = set(graph.keys())
            assert certain <= present <= certain | either, crash
            assert graph.verify().broken == (), crash
            assert kq.ask(graph, "actor-network") == graph.query(kq.bind(NETWORK, {}, graph)), crash
            for key in present:
                assert graph.folder.read_shard(key) == serialize_sorted(
                    judge(readings[key], graph.names).quads
                )
            if crash % 5 == 0:
                assert graph.quads() == fresh(
                    tmp_path / f"fresh-{crash}", [readings[key] for key in sorted(present)]
                )
        steps_seen |= {step for _, step, *_ in steps}
        interrupted += bool(steps) and steps[-1][0] == "start"
    assert steps_seen == {"add", "remove", "rebuild"}
    assert interrupted, "no kill fell into a step"


def fresh(path, readings):
    with Graph.create(path, reference=None) as graph:
        list(graph.add_all(readings))
        return graph.quads()


WRITER = """
import sys; sys.path.insert(0, sys.argv[1])
from made_readings import all_readings
from kg.graph import Graph
with Graph.create(sys.argv[2], reference=None) as graph:
    graph.add(all_readings()[0]); graph.commit()
    print("ready", flush=True)
    for number in range(10_000):
        graph.remove(graph.add(all_readings()[1 + number % 2]).key); graph.add(all_readings()[1]); graph.commit()
"""
READER = """
import sys
from kg.graph import Graph
ask = "SELECT (COUNT(?a) AS ?n) { ?a a gev:Article }"
lone = "SELECT ?m { ?m a gev:EventMention FILTER NOT EXISTS { ?m gev:denotes ?e } }"
for _ in range(15):
    graph = Graph.open(sys.argv[1])
    assert graph.query(ask).rows[0][0] >= 1
    assert not graph.query(lone).rows
"""
SECOND = """
import sys
from kg.errors import LockedGraphError
from kg.graph import Graph
try:
    Graph.open(sys.argv[1], read_only=False)
except LockedGraphError as error:
    sys.exit(0 if "another process" in str(error) else 1)
sys.exit(1)
"""


@pytest.fixture
def writing(tmp_path):
    """A folder that another process is writing to."""
    command = [sys.executable, "-c", WRITER, str(HERE), str(tmp_path / "g")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout.readline() == "ready\n"
        yield tmp_path / "g"
        assert writer.poll() is None, "the writer was disturbed"
        writer.kill()


def test_readers_in_other_processes_read_on_while_one_writes(writing):
    readers = [subprocess.Popen([sys.executable, "-c", READER, str(writing)]) for _ in range(3)]
    assert [reader.wait(timeout=120) for reader in readers] == [0, 0, 0]


def _half_gone(snapshot, copy):
    shutil.copytree(snapshot, copy)
    next(copy.glob("*.sst")).unlink()
    return copy


def test_a_reader_looks_again_where_a_snapshot_goes_while_it_is_opened(tmp_path, monkeypatch):
    with Graph.create(tmp_path / "g", reference=None) as graph:
        graph.add(many_readings()[0])
    folder = Folder.open(tmp_path / "g")
    last = folder.snapshot()
    seen = iter([_half_gone(last, tmp_path / "gone"), last, last])
    monkeypatch.setattr(Folder, "snapshot", lambda _: next(seen))
    assert Graph.open(tmp_path / "g").query("SELECT ?a { ?a a gev:Article }").rows
    assert next(seen, None) is None, "the broken one was opened"


def test_a_broken_snapshot_or_index_is_told_of(tmp_path):
    with Graph.create(tmp_path / "g", reference=None) as graph:
        graph.add(many_readings()[0])
    for broken in (Folder.open(tmp_path / "g").snapshot(), tmp_path / "g" / "index"):
        (broken / "CURRENT").write_bytes(b"")
    for read_only in (True, False):
        with pytest.raises(StorageError, match="cannot be opened"):
            Graph.open(tmp_path / "g", read_only=read_only)


def test_a_second_writer_in_another_process_is_told(writing):
    assert subprocess.run([sys.executable, "-c", SECOND, str(writing)], check=False).returncode == 0
