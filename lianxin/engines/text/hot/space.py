"""Voices as two sparse vectors: what names of places they hold, and what trouble.

A pair of signs belongs to the place when it stands inside names in at least half of the voices
it stands in: 丽发 of 丽发新城 does, 施工 does not, even where it comes before one. So the names
teach themselves, and are then found also where they stand without their ending.
Weights: (1 + log tf) · idf, Salton and Buckley 1988. Title and body count half each, whatever
their lengths: the title says in few words what the voice is about.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from .terms import Terms

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Vector = dict[int, float]

KEPT: Final = 80
"""Heaviest terms kept of each vector; what comes after them tells little and costs time."""
FEWEST: Final = 2_000
"""Voices an idf is reckoned with at least, so that in a small site no word seems worthless."""
COMMON: Final = 0.08
"""A pair in more than this share of the voices is no evidence for anything."""
NAMELIKE: Final = 0.5
PIECE: Final = 4_096


class Space:
    """Collects voices (`add`), weighs them (`fit`), and weighs new ones on the same scale."""

    def __init__(self) -> None:
        self.vocabulary: dict[str, int] = {}
        self._terms: list[str] = []
        self._unseen: dict[str, int] = {}
        self._ids, self._named = array("i"), array("i")
        self._counts = array("f"), array("f")
        self._ends = array("q", [0])
        self._idf: Floats = np.zeros(0, np.float32)
        self._of_place: NDArray[np.bool_] = np.zeros(0, bool)

    def add(self, said: Terms) -> None:
        number = self.vocabulary.setdefault
        for pair in {**said.title, **said.body}:
            self._ids.append(number(pair, len(self.vocabulary)))
            self._counts[0].append(said.title[pair])
            self._counts[1].append(said.body[pair])
        self._named.extend(
            self.vocabulary[pair] for pair in sorted(said.named) if pair in self.vocabulary
        )
        self._ends.append(len(self._ids))

    def fit(self) -> tuple[csr_matrix, csr_matrix]:
        """The vectors of all voices added: of places, and of trouble."""
        size = len(self.vocabulary)
        in_voices = np.bincount(_frozen(self._ids, np.int32), minlength=size)
        in_names = np.bincount(_frozen(self._named, np.int32), minlength=size)
        reckoned = self._reckoned()
        self._idf = np.log(reckoned / np.maximum(in_voices, 1)).astype(np.float32)
        self._idf[in_voices > COMMON * reckoned] = 0.0
        self._of_place = in_names >= NAMELIKE * np.maximum(in_voices, 1)
        pieces = [self._piece(begin) for begin in range(0, len(self._ends) - 1, PIECE)]
        places, troubles = zip(*pieces, strict=True) if pieces else ((), ())
        return self._stacked(places), self._stacked(troubles)

    def headed(self) -> Floats:
        """1 for each voice whose title names a place, else 0."""
        ids = _frozen(self._ids, np.int32)
        telling = (
            (_frozen(self._counts[0], np.float32) > 0) & self._of_place[ids] & (self._idf[ids] > 0)
        )
        rows = np.repeat(np.arange(len(self._ends) - 1), np.diff(_frozen(self._ends, np.int64)))
        return (np.bincount(rows[telling], minlength=len(self._ends) - 1) > 0).astype(np.float32)

    def vectors(self, said: Terms) -> tuple[Vector, Vector]:
        """A new voice on the scale of the fitted ones; numbers of unknown pairs are negative."""
        halves: tuple[Vector, Vector] = ({}, {})
        for counts in (said.title, said.body):
            weighed: tuple[Vector, Vector] = ({}, {})
            for pair, count in counts.items():
                number, idf, of_place = self._known(pair, said)
                if idf:
                    weighed[0 if of_place else 1][number] = (1 + float(np.log(count))) * idf
            for whole, part in zip(halves, weighed, strict=True):
                for number, weight in _unit(part).items():
                    whole[number] = whole.get(number, 0.0) + weight
        return _unit(halves[0]), _unit(halves[1])

    def term(self, number: int) -> str:
        if len(self._terms) < len(self.vocabulary):
            self._terms = list(self.vocabulary)
        return self._terms[number]

    def places_in(self, counted: Mapping[str, int], said: Terms) -> list[str]:
        """Those of the terms COUNTED of SAID that tell a place."""
        known = ((pair, self._known(pair, said)) for pair in counted)
        return [pair for pair, (_, idf, of_place) in known if idf and of_place]

    def _known(self, pair: str, said: Terms) -> tuple[int, float, bool]:
        number = self.vocabulary.get(pair)
        if number is None or number >= len(self._idf):
            return (
                -1 - self._unseen.setdefault(pair, len(self._unseen)),
                float(np.log(self._reckoned())),
                pair in said.named,
            )
        return number, float(self._idf[number]), bool(self._of_place[number])

    def _reckoned(self) -> int:
        return max(len(self._ends) - 1, FEWEST)

    def _piece(self, begin: int) -> tuple[csr_matrix, csr_matrix]:
        ends = _frozen(self._ends, np.int64)
        stop = min(begin + PIECE, len(ends) - 1)
        part = slice(ends[begin], ends[stop])
        ids = _frozen(self._ids, np.int32)[part]
        rows = np.repeat(np.arange(stop - begin), np.diff(ends[begin : stop + 1]))
        of_place = self._of_place[ids]
        shape = (stop - begin, len(self.vocabulary))
        places, troubles = (
            sum(
                _of_length_one(rows, self._weights(counts, part, ids) * kind, shape[0])
                for counts in self._counts
            )
            for kind in (of_place, ~of_place)
        )
        return _heaviest(rows, ids, places, shape), _heaviest(rows, ids, troubles, shape)

    def _weights(self, counts: array[float], part: slice, ids: Any) -> Any:
        counted = _frozen(counts, np.float32)[part]
        return np.where(counted > 0, 1 + np.log(np.maximum(counted, 1)), 0) * self._idf[ids]

    def _stacked(self, pieces: Any) -> csr_matrix:
        if not pieces:
            return csr_matrix((0, len(self.vocabulary)), dtype=np.float32)
        return vstack(pieces, format="csr", dtype=np.float32)


def _frozen(values: array[Any], kind: Any) -> Any:
    return np.frombuffer(values, kind) if values else np.zeros(0, kind)


def _unit(vector: Vector) -> Vector:
    best = sorted(vector.items(), key=lambda pair: (-pair[1], pair[0]))[:KEPT]
    length = sum(weight * weight for _, weight in best) ** 0.5
    return {number: weight / length for number, weight in best} if length else {}


def _of_length_one(rows: Ints, weights: Any, count: int) -> Any:
    lengths = np.sqrt(np.bincount(rows, weights.astype(np.float64) ** 2, minlength=count))
    return weights / np.where(lengths > 0, lengths, 1)[rows]


def _heaviest(rows: Ints, ids: Any, weights: Any, shape: tuple[int, int]) -> csr_matrix:
    """A matrix of the KEPT heaviest entries of each row, each row of length 1."""
    some = weights > 0
    rows, ids, weights = rows[some], ids[some], weights[some]
    order = np.lexsort((ids, -weights, rows))
    rows, ids, weights = rows[order], ids[order], weights[order]
    first = np.searchsorted(rows, np.arange(shape[0]))
    kept = np.arange(len(rows)) - first[rows] < KEPT
    rows, ids, weights = rows[kept], ids[kept], weights[kept]
    weights = _of_length_one(rows, weights, shape[0]).astype(np.float32)
    return csr_matrix((weights, (rows, ids)), shape=shape)
