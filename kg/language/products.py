"""The matrix products of a pipeline, done by numpy.

spaCy multiplies with a library of its own (BLIS), which is up to three times slower than the one numpy comes with on
processors that it has no kernels for. Nearly all of a small pipeline's time are such products. docs/benchmarks/coding.md
has the figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from thinc.api import Model, NumpyOps, Ops
from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from spacy.language import Language


class NumpyProducts(NumpyOps):  # type: ignore[misc]  # compiled, without types
    """thinc's operations with numpy's product of matrices.

    They run on one thread: more would change the last digits, and parallel runs of kg are processes.
    """

    def __init__(self) -> None:
        super().__init__(use_blis=False)
        self._threads = ThreadpoolController()

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """The product of two matrices, each transposed if asked; into `out` where given.

        >>> import numpy
        >>> NumpyProducts().gemm(numpy.eye(2, dtype="f"), numpy.ones((2, 1), dtype="f")).tolist()
        [[1.0], [1.0]]
        """
        with self._threads.limit(limits=1, user_api="blas"):
            return Ops.gemm(self, x, y, out=out, trans1=trans1, trans2=trans2)


def multiply_with_numpy(nlp: Language) -> None:
    """Let all networks of a pipeline that run on the processor multiply with numpy.

    What they compute stays the same but for rounding.
    """
    products = NumpyProducts()
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if isinstance(model, Model) else ():
            if type(node.ops) is NumpyOps:
                node.ops = products
