"""What a text is made of: its runs of one, two and three signs, its words and pairs of words.

Three signs of Unicode fit into one number of 64 bits (21 bits each), so a run *is* its number: no
dictionary of strings is kept, nothing collides, and a thousand messages are read by a handful of
array operations. Words and pairs of them are numbers by their hash, in a region where no sign
begins. What stands at the head of a text counts once more, as a feature of its own. Signs and
words together do better on Chinese than either alone (Li & Sun 2007, and bench/classify).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from ..plain import plain
from ..segment import cut

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Keys = npt.NDArray[np.uint64]
Places = npt.NDArray[np.intp]
Weights = npt.NDArray[np.float32]

LONGEST_GRAM: Final = 3
HEAD: Final = 25
"""Signs at the beginning of a text whose runs count once more as features of their own: people
begin with a title or with what matters."""
AT_HEAD: Final = np.uint64(1 << 63)
WORDS: Final = np.uint64(0x1F << 58)
"""From here on keys are words: no sign of Unicode begins with these bits."""
ROOM: Final = 4
"""Slots, at least, for each key in the table of a vocabulary."""
_BITS: Final = 21
_BLANK: Final = 32
_TOP: Final = np.uint64(6)
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
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
    """The runs of signs and the words of TEXTS; blanks in a run are passed over, stops end it."""
    # The stop after each text keeps runs from crossing into the next.
    spelled = [_STOPS.sub("\0", plain(text)) + "\0" for text in texts]
    sign = np.frombuffer("".join(spelled).encode("utf-32-le"), dtype=np.uint32)
    lengths = np.array([len(text) for text in spelled], np.intp)
    text = np.repeat(np.arange(len(texts)), lengths)
    begins = np.cumsum(lengths) - lengths
    place = np.arange(len(sign)) - np.repeat(begins, lengths)
    shown = sign != _BLANK
    parts = _runs(sign[shown].astype(np.uint64), text[shown], place[shown])
    return _with_heads([*parts, *_words(spelled)])


def _runs(sign: Keys, text: Places, place: Places) -> Iterator[Grams]:
    key, whole = np.zeros(len(sign), np.uint64), np.ones(len(sign), bool)
    for length in range(1, min(LONGEST_GRAM, len(sign)) + 1):
        count = len(sign) - length + 1
        last = sign[length - 1 :]
        key = (key[:count] << np.uint64(_BITS)) | last
        whole = whole[:count] & (last != 0)
        ends = place[length - 1 :][whole] + 1
        yield Grams(key[whole], text[:count][whole], place[:count][whole], ends)


def _words(spelled: Sequence[str]) -> Iterator[Grams]:
    pieces = [cut(text) for text in spelled]
    words = list(chain.from_iterable(pieces))
    lengths = np.fromiter(map(len, words), np.intp, len(words))
    number = np.fromiter(map(_number, words), np.uint64, len(words))
    text = np.repeat(np.arange(len(spelled)), [len(piece) for piece in pieces])
    begins = np.cumsum([0, *map(len, spelled)])[:-1]
    place = np.cumsum(lengths) - lengths - begins[text]
    word = number != 0
    number, text, start = number[word], text[word], place[word]
    end = start + lengths[word]
    yield Grams(number >> _TOP | WORDS, text, start, end)
    same = text[:-1] == text[1:]
    pair = (number[:-1] * _MIX ^ number[1:]) * _MIX
    yield Grams(pair[same] >> _TOP | WORDS, text[:-1][same], start[:-1][same], end[1:][same])


@lru_cache(maxsize=200_000)
def _number(word: str) -> int:
    """The hash of a word; nought of stops and blanks, which have no word character."""
    if word[0] in "\0 ":
        return 0
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest()) | 1


def _with_heads(parts: Sequence[Grams]) -> Grams:
    if not parts:
        nothing = np.zeros(0, np.intp)
        return Grams(np.zeros(0, np.uint64), nothing, nothing, nothing)
    key, text, start, end = (
        np.concatenate([getattr(part, field) for part in parts])
        for field in ("key", "text", "start", "end")
    )
    head = np.flatnonzero(end <= HEAD)
    return Grams(
        np.concatenate([key, key[head] | AT_HEAD]),
        np.concatenate([text, text[head]]),
        np.concatenate([start, start[head]]),
        np.concatenate([end, end[head]]),
    )


def _slot(keys: Keys, slots: int) -> Places:
    """The upper bits of a product (Knuth: multiplicative hashing); SLOTS is a power of two."""
    return (keys * _MIX >> np.uint64(65 - slots.bit_length())).astype(np.intp)


def rarity(seen: npt.NDArray[np.float64], texts: int) -> Weights:
    """Of features SEEN in so many of TEXTS: the inverse document frequency, smoothed."""
    return (np.log((1 + texts) / (1 + seen)) + 1).astype(np.float32)


@dataclass(frozen=True)
class Vocabulary:
    """The features a model knows: ``keys`` in ascending order, each with its ``rarity``.

    ``rarity`` is ln((1 + n) / (1 + df)) + 1 for what occurs in df of n texts.
    """

    keys: Keys
    rarity: Weights

    def __len__(self) -> int:
        return len(self.keys)

    def find(self, keys: Keys) -> tuple[Places, npt.NDArray[np.bool_]]:
        """The place of each of KEYS, and whether it is known at all."""
        slot = _slot(keys, len(self._table))
        place = self._table[slot]
        astray = np.flatnonzero((place >= 0) & (self._padded[place] != keys))
        while len(astray):
            slot[astray] = (slot[astray] + 1) % len(self._table)
            place[astray] = self._table[slot[astray]]
            other = (place[astray] >= 0) & (self._padded[place[astray]] != keys[astray])
            astray = astray[other]
        return place, place >= 0

    @cached_property
    def _padded(self) -> Keys:
        """Never empty, so that it can be asked for even where nothing is known."""
        return np.append(self.keys, np.uint64(0))

    @cached_property
    def _table(self) -> Places:
        """Place of the key by its slot, -1 for none; who finds it taken goes to the next.

        A text is read half as fast again as with a binary search for each of its keys.
        """
        table = np.full(1 << (ROOM * len(self.keys) + 1).bit_length(), -1, np.intp)
        left, slot = np.arange(len(self.keys)), _slot(self.keys, len(table))
        while len(left):
            free = table[slot] < 0
            table[slot[free]] = left[free]  # of several that come, the last stays
            housed = table[slot] == left
            left, slot = left[~housed], (slot[~housed] + 1) % len(table)
        return table

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
