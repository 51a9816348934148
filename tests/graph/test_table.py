"""Answers as tables, and in the formats that leave the house."""

import csv
import io
import json
from datetime import date as Date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import Table

cells = (
    st.none()
    | st.integers()
    | st.booleans()
    | st.dates()
    | st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
)
tables = st.integers(1, 3).flatmap(
    lambda width: st.builds(
        Table, st.just(tuple("abc"[:width])), st.lists(st.tuples(*[cells] * width), max_size=4).map(tuple)
    )
)


def plain(cell):
    return str(cell).lower() if isinstance(cell, bool) else "" if cell is None else str(cell)


@given(tables)
def test_csv_reads_back(table):
    back = list(csv.reader(io.StringIO(table.to_csv())))
    assert (
        back == [list(table.columns), *([plain(cell) for cell in row] for row in table.rows)] or [""] in back
    )


@given(tables)
def test_tsv_and_markdown_keep_their_shape(table):
    lines = table.to_tsv().removesuffix("\n").split("\n")
    assert [line.count("\t") for line in lines] == [len(table.columns) - 1] * (len(table) + 1)
    assert len(table.to_markdown().splitlines()) == len(table) + 2


@given(tables)
def test_json_reads_back(table):
    back = json.loads(table.to_json())
    wanted = [
        {k: str(v) if isinstance(v, Date) else v for k, v in record.items()} for record in table.records()
    ]
    assert back == wanted


def test_pandas():
    frame = Table(("name", "n"), (("Ruritania", 2),)).to_pandas()
    assert isinstance(frame, pd.DataFrame)
    assert frame.loc[0, "n"] == 2


def test_a_column_that_is_not_there():
    with pytest.raises(ValueError, match="nothing"):
        Table(("a",), ()).column("nothing")
