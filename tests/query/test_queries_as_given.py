"""On the shared example graph, each named query answers what the query it was made from answers."""

import os
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from kg import query as kq
from kg.graph import Graph, Names
from kg.graph.folder import Folder
from kg.graph.names import BASE
from kg.graph.schema import schema_quads
from kg.graph.table import table

SHARED = Path(os.environ.get("KG_SHARED", Path(__file__).parents[2].parent / "shared")) / "ontology"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/ontology is not here")

MADE_FROM = {
    "01_mediators": ("mediators", {"a": "Ukraine", "b": "RUS"}),
    "02_dyad_timeline": ("dyad-timeline", {"a": "UKR", "b": "Russia"}),
    "03_monthly_balance": ("monthly-balance", {"a": "XFD", "b": "XSV"}),
    "04_changed_sides": ("changed-sides", {}),
    "05_claims_denied": ("claims-denied", {}),
    "06_independent_publishers": ("independent-publishers", {}),
    "07_strikes_during_talks": ("strikes-during-talks", {}),
    "08_roles_over_time": ("roles-over-time", {}),
    "09_contradictory_accounts": ("contradictory-accounts", {}),
    "10_actor_network": ("actor-network", {}),
    "11_evidence": ("evidence", {"type": "AGREE"}),
    "12_demands_met": ("demands-met", {}),
    "13_venues": ("venues", {}),
    "14_sector_rollup": ("sector-rollup", {}),
    "15_audit": ("audit", {}),
}
RENAMED = {"days": "outcome"}
"""Columns with a better name now."""

DROPPED = {"when"}
"""Columns that told the time of a run: no clock reaches a graph."""


@pytest.fixture(scope="module")
def example():
    store = Store()
    store.load(path=str(SHARED / "example.trig"), format=RdfFormat.TRIG)
    store.extend(schema_quads(Names()))
    rollup = (SHARED / "queries/views/rollup.rq").read_text(encoding="utf-8")
    from pyoxigraph import Quad

    graph = Names().graph("rollup")
    derived = store.query(rollup, use_default_graph_as_union=True)
    store.extend([Quad(t.subject, t.predicate, t.object, graph) for t in derived])
    return Graph(Folder(Path("nowhere"), BASE), store, None, read_only=True)


@pytest.mark.parametrize("original", sorted(MADE_FROM))
def test_same_rows(example, original):
    text = (SHARED / "queries" / f"{original}.rq").read_text(encoding="utf-8")
    found = example.store.query(text, use_default_graph_as_union=True)
    columns = [variable.value for variable in found.variables]
    kept = [column for column in columns if column not in DROPPED]
    wanted = [[record[c] for c in kept] for record in table(columns, found, Names()).records()]
    name, parameters = MADE_FROM[original]
    answered = kq.ask(example, name, parameters).records()
    assert wanted
    assert sorted(map(comparable, wanted)) == sorted(
        comparable([record[RENAMED.get(c, c)] for c in kept]) for record in answered
    )


def test_the_roll_up_is_the_same(example):
    views = [
        (SHARED / "queries/views/rollup.rq").read_text(encoding="utf-8"),
        (Path(__file__).parents[2] / "queries/views/rollup.rq").read_text(encoding="utf-8"),
    ]
    answers = [{str(t) for t in example.store.query(view, use_default_graph_as_union=True)} for view in views]
    assert answers[0] == answers[1]


def comparable(row):
    """A row as text; labels that a query joins come in no set order from the query as it was given."""
    return str([sorted(cell.split(", ")) if isinstance(cell, str) else cell for cell in row])
