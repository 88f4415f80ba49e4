"""Which voices may be alike: an inverted index with short lists.

A term that stands in more than BLOCK voices has its list cut into blocks of that length, in the
order of days. So the work grows with the number of voices and not with its square, and two
voices far apart in time meet only through rarer terms.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.sparse import csr_matrix

from .space import Ints

BLOCK: Final = 64
NEAREST: Final = 24
ROWS: Final = 2_048
WEAKEST: Final = 0.06


def pairs(vectors: csr_matrix) -> tuple[Ints, Ints]:
    """Rows (a, b), a < b, each among the nearest of the other. Rows come in order of days."""
    blocked = _blocked(vectors)
    turned = blocked.T.tocsr()
    found = [
        _nearest((blocked[begin : begin + ROWS] @ turned).tocsr(), begin)
        for begin in range(0, blocked.shape[0], ROWS)
    ]
    if not found:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    whole = np.unique(np.concatenate(found))
    size = max(1, blocked.shape[0])
    return whole // size, whole % size


def _nearest(products: csr_matrix, begin: int) -> Ints:
    """The NEAREST of each row, as the number a · size + b of the pair."""
    size = products.shape[1]
    rows = np.repeat(np.arange(products.shape[0]), np.diff(products.indptr))
    columns, values = products.indices.astype(np.int64), products.data
    some = (values >= WEAKEST) & (columns != rows + begin)
    rows, columns, values = rows[some], columns[some], values[some]
    order = np.lexsort((columns, -values, rows))
    rows, columns = rows[order], columns[order]
    first = np.searchsorted(rows, np.arange(products.shape[0]))
    kept = np.arange(len(rows)) - first[rows] < NEAREST
    own, other = rows[kept] + begin, columns[kept]
    numbers: Ints = np.minimum(own, other) * size + np.maximum(own, other)
    return numbers


def _blocked(vectors: csr_matrix) -> csr_matrix:

    turned = vectors.tocsc()
    turned.sort_indices()
    lengths = np.diff(turned.indptr)
    columns = np.repeat(np.arange(len(lengths)), lengths)
    rank = np.arange(len(columns)) - turned.indptr[:-1][columns]
    blocks = -(-lengths // BLOCK)
    first = np.concatenate([[0], np.cumsum(blocks)])
    column = first[columns] + rank // BLOCK
    return csr_matrix(
        (turned.data, (turned.indices, column)), shape=(vectors.shape[0], int(first[-1]))
    )
