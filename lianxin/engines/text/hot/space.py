"""Voices as two sparse vectors: what names of places they hold, and what trouble.

A pair of signs belongs to the place when it stands inside names in at least half of the voices
it stands in: 丽发 of 丽发新城 does, 施工 does not, even where it comes before one. So the names
teach themselves, and are then found also where they stand without their ending.
Weights: (1 + log tf) · idf, Salton and Buckley 1988, each vector of length 1.
"""

from __future__ import annotations

from array import array
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from .terms import Terms

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

KEPT: Final = 80
"""Heaviest terms kept of each vector; what comes after them tells little and costs time."""
FEWEST: Final = 2_000
"""Voices an idf is reckoned with at least, so that in a small site no word seems worthless."""
COMMON: Final = 0.08
"""A pair in more than this share of the voices is no evidence for anything."""
NAMELIKE: Final = 0.5


class Space:
    """Collects voices first (`add`), then weighs them (`fit`), and new ones with the same scale."""

    def __init__(self) -> None:
        self.vocabulary: dict[str, int] = {}
        self._ids, self._counts = array("i"), array("f")
        self._ends = array("q", [0])
        self._named = array("i")
        self._idf: Floats = np.zeros(0, np.float32)
        self._of_place: NDArray[np.bool_] = np.zeros(0, bool)

    def add(self, said: Terms) -> None:
        number = self.vocabulary.setdefault
        for pair, count in said.pairs.items():
            self._ids.append(number(pair, len(self.vocabulary)))
            self._counts.append(count)
        self._named.extend(self.vocabulary[pair] for pair in said.named if pair in said.pairs)
        self._ends.append(len(self._ids))

    def fit(self) -> tuple[csr_matrix, csr_matrix]:
        """The vectors of all voices added: of places, and of trouble."""
        size, voices = len(self.vocabulary), len(self._ends) - 1
        ids = np.frombuffer(self._ids, np.int32) if self._ids else np.zeros(0, np.int32)
        in_voices = np.bincount(ids, minlength=size)
        in_names = np.bincount(np.asarray(self._named, np.int32), minlength=size)
        reckoned = max(voices, FEWEST)
        self._idf = np.log(reckoned / np.maximum(in_voices, 1)).astype(np.float32)
        self._idf[in_voices > COMMON * reckoned] = 0.0
        self._of_place = in_names >= NAMELIKE * np.maximum(in_voices, 1)
        return self._weighed(ids)

    def _weighed(self, ids: NDArray[np.int32]) -> tuple[csr_matrix, csr_matrix]:
        counts = (
            np.frombuffer(self._counts, np.float32) if self._counts else np.zeros(0, np.float32)
        )
        ends = np.frombuffer(self._ends, np.int64)
        pieces: list[tuple[csr_matrix, csr_matrix]] = []
        for begin in range(0, len(ends) - 1, 4096):
            stop = min(begin + 4096, len(ends) - 1)
            part = slice(ends[begin], ends[stop])
            rows = np.repeat(np.arange(stop - begin), np.diff(ends[begin : stop + 1]))
            weights = (1 + np.log(counts[part])) * self._idf[ids[part]]
            place = self._of_place[ids[part]]
            shape = (stop - begin, len(self.vocabulary))
            pieces.append(
                (
                    _heaviest(rows, ids[part], weights * place, shape),
                    _heaviest(rows, ids[part], weights * ~place, shape),
                )
            )
        return _stacked(pieces, 0, len(self.vocabulary)), _stacked(pieces, 1, len(self.vocabulary))

    def vectors(self, said: Terms) -> tuple[dict[int, float], dict[int, float]]:
        """A new voice on the scale of the fitted ones; numbers of unknown pairs are negative."""
        places: dict[int, float] = {}
        troubles: dict[int, float] = {}
        rarest = float(np.log(max(len(self._ends) - 1, FEWEST)))
        for at, (pair, count) in enumerate(said.pairs.items()):
            number = self.vocabulary.get(pair, -1 - at)
            known = 0 <= number < len(self._idf)
            weight = (1 + np.log(count)) * (float(self._idf[number]) if known else rarest)
            named = bool(self._of_place[number]) if known else pair in said.named
            if weight:
                (places if named else troubles)[number] = float(weight)
        return _unit(places), _unit(troubles)


def _unit(vector: dict[int, float]) -> dict[int, float]:
    best = sorted(vector.items(), key=lambda pair: (-pair[1], pair[0]))[:KEPT]
    length = sum(weight * weight for _, weight in best) ** 0.5
    return {number: weight / length for number, weight in best} if length else {}


def _heaviest(rows: Ints, ids: Any, weights: Any, shape: tuple[int, int]) -> csr_matrix:
    """A matrix of the KEPT heaviest entries of each row, each row of length 1."""

    some = weights > 0
    rows, ids, weights = rows[some], ids[some], weights[some]
    order = np.lexsort((ids, -weights, rows))
    rows, ids, weights = rows[order], ids[order], weights[order]
    first = np.searchsorted(rows, np.arange(shape[0]))
    kept = np.arange(len(rows)) - first[rows] < KEPT
    rows, ids, weights = rows[kept], ids[kept], weights[kept].astype(np.float32)
    lengths = np.sqrt(np.bincount(rows, weights.astype(np.float64) ** 2, minlength=shape[0]))
    weights = (weights / lengths[rows]).astype(np.float32)
    return csr_matrix((weights, (rows, ids)), shape=shape)


def _stacked(pieces: list[tuple[csr_matrix, csr_matrix]], which: int, width: int) -> csr_matrix:

    if not pieces:
        return csr_matrix((0, width), dtype=np.float32)
    return vstack([piece[which] for piece in pieces], format="csr", dtype=np.float32)
