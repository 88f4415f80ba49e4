"""Which of many texts are worth comparing: those that meet in a bucket of their bands.

In a crowded bucket (a text that hundreds have sent on, each with a word of their own) everyone
meets only the LEADERS first ones, so that time stays near linear: who is like the first belongs
to its group all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from .sketch import Codes, bands, signatures

CROWD: Final = 24
"""Texts in one bucket up to which everyone meets everyone."""
LEADERS: Final = 3
"""Earlier texts that each one in a crowded bucket meets."""
HOPELESS: Final = 0.34
"""Share of equal values in two signatures of 64 under which a pair is not looked at: of pairs with
a likeness of exactly 0.5 that loses 4 in 1,000, of those with 0.6 one in 100,000 (binomial)."""
AT_ONCE: Final = 100_000

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Meetings:
    """Pairs of numbers, smaller first, in order: ``led`` are those of a text in a crowd with the
    first ones there, ``usual`` all others; no pair is in both."""

    led: Iterator[tuple[int, int]]
    usual: Iterator[tuple[int, int]]


def meetings(cores: Sequence[str]) -> Meetings:
    """Pairs that share a bucket and whose signatures agree enough, each once."""
    if len(cores) < 2:
        return Meetings(iter(()), iter(()))
    rows = signatures(cores)
    usual, crowded = [], []
    for keys in bands(rows):
        few, many = _in_buckets(keys)
        usual.append(few)
        crowded.append(many)
    everyone = np.int64(len(cores))
    led = _led(np.concatenate(crowded), everyone)
    few = _distinct(np.concatenate(usual))
    few = few[np.isin(few, led, assume_unique=True, invert=True)] if len(led) else few
    return Meetings(_hopeful(led, rows), _hopeful(few, rows))


def _distinct(met: Numbers) -> Numbers:
    """np.unique for many numbers of which few are alike: sorting is faster than its hashing."""
    met.sort()
    return met[np.concatenate(([True], met[1:] != met[:-1]))] if len(met) else met


def _hopeful(met: Numbers, rows: npt.NDArray[np.uint32]) -> Iterator[tuple[int, int]]:
    one, other = met // len(rows), met % len(rows)
    for begin in range(0, len(met), AT_ONCE):
        here, there = one[begin : begin + AT_ONCE], other[begin : begin + AT_ONCE]
        agree = (rows[here] == rows[there]).mean(axis=1) >= HOPELESS
        yield from zip(here[agree].tolist(), there[agree].tolist(), strict=True)


def _in_buckets(keys: Codes) -> tuple[Numbers, Numbers]:
    """Pairs of texts with an equal key, as smaller number * all + larger number: all of them in
    the usual buckets, those with the first LEADERS in the crowded ones."""
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    starts = np.flatnonzero(np.concatenate(([True], ranked[1:] != ranked[:-1])))
    sizes = np.diff(np.concatenate((starts, [len(keys)])))
    bucket = np.repeat(sizes, sizes)
    places = np.arange(len(keys)) - np.repeat(starts, sizes)  # of each text in its bucket
    few, many = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for step in range(1, min(CROWD, int(sizes.max()))):
        here = np.flatnonzero((places + step < bucket) & (bucket <= CROWD))
        few.append(order[here] * len(keys) + order[here + step])
    for place in range(LEADERS):
        there = np.flatnonzero((bucket > CROWD) & (places > place))
        many.append(order[there - places[there] + place] * len(keys) + order[there])
    return np.concatenate(few), np.concatenate(many)


def _led(met: Numbers, everyone: np.int64) -> Numbers:
    """Of the pairs in crowds, for each text those with the first LEADERS of all its buckets."""
    if not len(met):
        return met
    turned = _distinct(met % everyone * everyone + met // everyone)  # by the later text
    later, earlier = turned // everyone, turned % everyone
    starts = np.flatnonzero(np.concatenate(([True], later[1:] != later[:-1])))
    places = np.arange(len(later)) - np.repeat(starts, np.diff(np.append(starts, len(later))))
    first = places < LEADERS
    return np.sort(earlier[first] * everyone + later[first])
