"""The same parses with numpy's product of matrices as with spaCy's own, and no more than one thread."""

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from thinc.api import NumpyOps
from threadpoolctl import threadpool_info

from kg.language import Pipeline
from kg.language.products import NumpyProducts
from kg.resources import resource

SENTENCES = (
    "Government forces shelled the port of Aden on Sunday, killing 12 people, a hospital official told reporters.",
    "Ukraine and Russia exchanged 200 prisoners in a deal brokered by the United Arab Emirates.",
    "The foreign minister said talks would resume next week, but her counterpart denied it.",
)
FLOATS = st.floats(-4, 4, width=32)


SIZES = st.tuples(*[st.integers(1, 6)] * 3)


@given(st.data(), SIZES, st.booleans(), st.booleans())
@settings(deadline=None, max_examples=50)
def test_a_product_is_what_thinc_makes_it(data, sizes, first, second):
    rows, inner, columns = sizes
    x = data.draw(arrays(np.float32, (inner, rows) if first else (rows, inner), elements=FLOATS))
    y = data.draw(arrays(np.float32, (columns, inner) if second else (inner, columns), elements=FLOATS))
    expected = NumpyOps().gemm(x, y, trans1=first, trans2=second)
    assert np.allclose(NumpyProducts().gemm(x, y, trans1=first, trans2=second), expected, atol=1e-4)


def test_a_product_is_written_where_asked():
    out = np.zeros((2, 2), dtype=np.float32)
    NumpyProducts().gemm(np.eye(2, dtype=np.float32), np.full((2, 2), 3, dtype=np.float32), out=out)
    assert out.tolist() == [[3, 3], [3, 3]]


@pytest.fixture(scope="module")
def read():
    return Pipeline().nlp


def test_every_network_of_the_shipped_pipeline_multiplies_with_numpy(read):
    models = [component.model for _, component in read.pipeline if hasattr(component, "model")]
    assert len(models) > 5
    assert all(type(node.ops) is NumpyProducts for model in models for node in model.walk())


def test_the_parse_is_that_of_spacy_alone(read):
    bare = spacy.load(resource("data", "model"))
    for ours, theirs in zip(read.pipe(SENTENCES), bare.pipe(SENTENCES), strict=True):
        assert [(token.head.i, token.dep_, token.tag_, token.ent_type_) for token in ours] == [
            (token.head.i, token.dep_, token.tag_, token.ent_type_) for token in theirs
        ]


def test_threads_of_other_work_stay_as_they_were(read):
    def threads():
        return [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]

    before = threads()
    list(read.pipe(SENTENCES))
    assert threads() == before
