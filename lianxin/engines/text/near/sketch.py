"""Sketches of many texts at once: MinHash signatures (rensa, MIT) cut into bands.

Two texts whose sets of sign pairs have the Jaccard index j agree in one of b bands of r values
with the probability 1 - (1 - j**r)**b (Leskovec, Rajaraman, Ullman: Mining of Massive Datasets,
3.4). The hash of a sign pair is its two code points: nothing depends on the run of Python.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from .shape import grams

PERMUTATIONS: Final = 64
BANDS: Final = 16
ROWS: Final = PERMUTATIONS // BANDS
SEED: Final = 20_200_108
CHUNK: Final = 20_000
"""Texts sketched at a time, so that what lies between needs little memory."""

Signatures = npt.NDArray[np.uint32]
Codes = npt.NDArray[np.uint64]


def sketches(cores: Iterable[str]) -> list[RMinHash]:
    """The sketch of each of CORES, for rensa's own index."""
    tokens = [sorted(grams(core)) for core in cores]
    made: list[RMinHash] = RMinHash.from_token_sets(tokens, PERMUTATIONS, SEED)
    return made


def signatures(cores: Sequence[str]) -> Signatures:
    """The signatures of CORES, one row of PERMUTATIONS values each."""
    rows = np.empty((len(cores), PERMUTATIONS), np.uint32)
    for begin in range(0, len(cores), CHUNK):
        part = _digests(cores[begin : begin + CHUNK])
        flat = np.fromiter(chain.from_iterable(part), np.uint32, len(part) * PERMUTATIONS)
        rows[begin : begin + len(part)] = flat.reshape(len(part), PERMUTATIONS)
    return rows


def _digests(cores: Sequence[str]) -> list[list[int]]:
    hashes, offsets = _hashed(cores)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(hashes, offsets, PERMUTATIONS, SEED)
    rows: list[list[int]] = matrix.to_rows()
    return rows


def _hashed(cores: Sequence[str]) -> tuple[Codes, Codes]:
    """The sign pairs of all CORES in one row, and where those of each begin and end."""
    lengths = np.fromiter(map(len, cores), np.int64, len(cores))
    signs = np.frombuffer("".join(cores).encode("utf-32-le", "surrogatepass"), np.uint32)
    codes = (signs[:-1].astype(np.uint64) << np.uint64(21)) | signs[1:]
    counts = np.maximum(lengths - 1, 0)
    ends = np.cumsum(lengths)
    keep = np.ones(len(codes), bool)
    inner = ends[:-1][(ends[:-1] > 0) & (ends[:-1] < len(signs))]
    keep[inner - 1] = False  # a pair of the last sign of a text and the first of the next
    offsets = np.concatenate(([0], np.cumsum(counts))).astype(np.uint64)
    return codes[keep], offsets


def bands(rows: Signatures) -> Iterator[Codes]:
    """For each band the key of every text: equal keys are one bucket."""
    for begin in range(0, PERMUTATIONS, ROWS):
        yield _mixed(rows[:, begin : begin + ROWS])


def _mixed(part: Signatures) -> Codes:
    """ROWS values in one of 64 bits (the multiply-and-add of FNV-1a, Fowler, Noll, Vo)."""
    keys = np.full(len(part), 14_695_981_039_346_656_037, np.uint64)
    for column in range(part.shape[1]):
        keys = (keys ^ part[:, column]) * np.uint64(1_099_511_628_211)
        keys ^= keys >> np.uint64(29)
    return keys
