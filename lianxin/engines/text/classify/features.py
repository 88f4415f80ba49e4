"""What a text is made of: its runs of one, two and three signs, counted and weighed.

Three signs of Unicode fit into one number of 64 bits (21 bits each), so a feature *is* its
number: no dictionary of strings is kept, nothing collides, and a thousand messages are read
by a handful of array operations. Chinese words have two signs as a rule; runs of signs find them
wherever they stand and need no segmentation (Cavnar & Trenkle 1994; for Chinese, Li & Sun 2007).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from ..plain import LONGEST, plain

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Keys = npt.NDArray[np.uint64]
Places = npt.NDArray[np.intp]
Weights = npt.NDArray[np.float32]

LONGEST_GRAM: Final = 3
_BITS: Final = 21
_BLANK: Final = 32
_STOPS: Final = re.compile(r"[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Grams:
    """Every run of signs of some texts: its number, whose it is, where it begins and ends.

    Four arrays of one length; ``start`` and ``end`` are places in its own text.
    """

    key: Keys
    text: Places
    start: Places
    end: Places


def grams(texts: Sequence[str]) -> Grams:
    """The runs of signs of TEXTS; blanks within a run are passed over, stops end it."""
    # The stop after each text keeps runs from crossing into the next.
    spelled = [_STOPS.sub("\0", plain(text)) + "\0" for text in texts]
    sign = np.frombuffer("".join(spelled).encode("utf-32-le"), dtype=np.uint32)
    lengths = [len(text) for text in spelled]
    text = np.repeat(np.arange(len(texts)), lengths)
    begins = np.cumsum([0, *lengths[:-1]]) if lengths else np.zeros(0, np.intp)
    place = np.arange(len(sign)) - np.repeat(begins, lengths)
    shown = sign != _BLANK
    return _runs(sign[shown].astype(np.uint64), text[shown], place[shown])


def _runs(sign: Keys, text: Places, place: Places) -> Grams:
    keys, texts, starts, ends = [], [], [], []
    key, whole = np.zeros(len(sign), np.uint64), np.ones(len(sign), bool)
    for length in range(1, min(LONGEST_GRAM, len(sign)) + 1):
        count = len(sign) - length + 1
        last = sign[length - 1 :]
        key = (key[:count] << np.uint64(_BITS)) | last
        whole = whole[:count] & (last != 0)
        keys.append(key[whole])
        texts.append(text[:count][whole])
        starts.append(place[:count][whole])
        ends.append(place[length - 1 :][whole] + 1)
    if not keys:
        nothing = np.zeros(0, np.intp)
        return Grams(np.zeros(0, np.uint64), nothing, nothing, nothing)
    return Grams(*(np.concatenate(parts) for parts in (keys, texts, starts, ends)))


@dataclass(frozen=True)
class Vocabulary:
    """The features a model knows: ``keys`` in ascending order, each with its ``rarity``.

    ``rarity`` is the inverse document frequency, smoothed: ln((1 + n) / (1 + df)) + 1.
    """

    keys: Keys
    rarity: Weights

    def __len__(self) -> int:
        return len(self.keys)

    def find(self, keys: Keys) -> tuple[Places, npt.NDArray[np.bool_]]:
        """The place of each of KEYS, and whether it is known at all."""
        if not len(self.keys):
            return np.zeros(len(keys), np.intp), np.zeros(len(keys), bool)
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return place, self.keys[place] == keys

    def matrix(self, texts: Sequence[str]) -> csr_matrix:
        """TEXTS × features: (1 + ln count) · rarity, each row of length 1 or all zero."""
        found = grams(texts)
        place, known = self.find(found.key)
        return weighed(found.text[known], place[known], (len(texts), len(self)), self.rarity)


def weighed(row: Places, column: Places, shape: tuple[int, int], rarity: Weights) -> csr_matrix:
    """One entry a run of signs in, one weighed entry a feature out."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - heavy, only for who classifies

    ones = np.ones(len(row), np.float32)
    matrix = csr_matrix((ones, (row, column)), shape=shape, dtype=np.float32)
    matrix.data = (1 + np.log(matrix.data)) * rarity[matrix.indices]
    squares = np.add.reduceat(np.append(matrix.data**2, np.float32(0)), matrix.indptr[:-1])
    lengths = np.sqrt(np.where(np.diff(matrix.indptr) > 0, squares, 1))
    matrix.data /= np.repeat(lengths, np.diff(matrix.indptr)).astype(np.float32)
    return matrix


__all__ = ["LONGEST", "Grams", "Vocabulary", "grams", "weighed"]
