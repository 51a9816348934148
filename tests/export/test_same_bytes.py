"""The same input gives the same bytes whatever the hash seed of Python: every format, three seeds."""

import os
import subprocess
import sys
from pathlib import Path

from kg.export import NETWORK_FORMATS, QUAD_FORMATS

PROGRAM = """
import hashlib, io, sys
sys.path.insert(0, sys.argv[1])
from conftest import sample_quads, synthetic
from kg.analysis import actor_balance, central_actors, communities
from kg.export import NETWORK_FORMATS, QUAD_FORMATS, write_network, write_quads
network = synthetic(30, 80)
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
    folder = str(Path(__file__).parent)
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, folder],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for seed in ("0", "1", "4711")
    ]
    results = [process.communicate(timeout=300) for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], results[0][1].decode()
    assert results[0][0].count(b"\n") == len(QUAD_FORMATS) + len(NETWORK_FORMATS) + 1
    assert len({out for out, _ in results}) == 1
