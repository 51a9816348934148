"""The same input gives the same bytes whatever the hash seed of Python: every format, three seeds."""

import os
import subprocess
import sys
from pathlib import Path

from kg.export import EVENT_FORMATS, NETWORK_FORMATS, QUAD_FORMATS

PROGRAM = """
import hashlib, io, sys, tempfile
sys.path[:0] = sys.argv[1:3]
from conftest import sample_quads, synthetic
from made_readings import all_readings
from kg.analysis import actor_balance, central_actors, communities
from kg.export import EVENT_FORMATS, NETWORK_FORMATS, QUAD_FORMATS, with_reifiers, write_events, write_network, write_quads
from kg.graph import Graph
network = synthetic(30, 80)
with tempfile.TemporaryDirectory() as folder, Graph.create(folder, reference=None) as graph:
    list(graph.add_all(all_readings()))
    quads, names = graph.quads(), graph.names
for name in EVENT_FORMATS:
    out = io.BytesIO()
    write_events(set(quads), out, format=name)
    print(name, hashlib.sha256(out.getvalue()).hexdigest())
for name in ("trig", "nquads"):
    out = io.BytesIO()
    write_quads(set(with_reifiers(set(quads), names)), out, format=name)
    print("reified", name, hashlib.sha256(out.getvalue()).hexdigest())
for name in QUAD_FORMATS:
    out = io.BytesIO()
    write_quads(set(quads), out, format=name)
    print("graph", name, hashlib.sha256(out.getvalue()).hexdigest())
for name in (*QUAD_FORMATS, *NETWORK_FORMATS):
    out = io.BytesIO()
    if name in QUAD_FORMATS:
        write_quads(sample_quads(), out, format=name)
    else:
        write_network(network, out, format=name)
    print(name, hashlib.sha256(out.getvalue()).hexdigest())
print(central_actors(network), communities(network), actor_balance(network))
"""


def test_three_hash_seeds_one_result():
    here = Path(__file__).parent
    folders = [str(here), str(here.parent / "graph")]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *folders],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for seed in ("0", "1", "4711")
    ]
    results = [process.communicate(timeout=300) for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], results[0][1].decode()
    lines = 2 * len(QUAD_FORMATS) + len(NETWORK_FORMATS) + len(EVENT_FORMATS) + 2 + 1
    assert results[0][0].count(b"\n") == lines
    assert len({out for out, _ in results}) == 1
