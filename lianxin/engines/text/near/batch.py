"""All near-duplicates among many messages at once.

Exact copies fall together first, so that the same message ten thousand times is one text. The
others meet in the buckets of their bands (sketch.py); each pair is verified by the true likeness
of the texts and gets its verdict. In a crowded bucket (a text that hundreds have sent on, each
with a word of their own) everyone meets only its LEADERS first ones and the neighbours, so that
time stays near linear: who is like the first belongs to its group all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from .compare import LIKE, Verdict, verdict_of
from .shape import core, grams, shape
from .sketch import Codes, bands, signatures

CROWD: Final = 24
"""Texts in one bucket up to which everyone meets everyone."""
LEADERS: Final = 3
HOPELESS: Final = 0.25
"""Share of equal values in two signatures under which a likeness of LIKE is out of reach: with 64
values and a likeness of 0.5 it lies below with a probability of 3 in 100,000."""

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two messages with one text; ``one`` came first.

    Of messages with the very same text each is paired with the first of them only, and only that
    one with texts a little different. Verdicts: same, copy or variant.
    """

    one: int
    other: int
    likeness: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Group:
    """Messages with one text about one thing; each member is ``same`` as or a ``copy`` of the
    representative, which came first, or of one such copy. At least two."""

    representative: int
    members: tuple[int, ...]


def pairs(items: Iterable[tuple[int, str]]) -> list[Pair]:
    """The pairs among ITEMS (key, text), in the order of the first, then of the second key given.

    Texts without a letter or digit are left out. Memory: about 1.2 KB a message.
    """
    keys: list[int] = []
    texts: list[str] = []
    first_with: dict[str, int] = {}
    found: list[tuple[int, int, float, Verdict]] = []
    for key, text in items:
        bare = core(text)
        number = len(keys)
        keys.append(key)
        first = first_with.setdefault(bare, number) if bare else number
        if first != number:
            found.append((first, number, 1.0, Verdict.SAME))
        texts.append(text if first == number else "")
    numbers = list(first_with.values())
    for one, other, likeness in _like(list(first_with)):
        here, there = numbers[one], numbers[other]
        verdict = verdict_of(shape(texts[here]), shape(texts[there]), likeness, likeness)
        found.append((here, there, likeness, verdict))
    found.sort(key=lambda pair: pair[:2])
    return [Pair(keys[one], keys[other], like, verdict) for one, other, like, verdict in found]


def groups(found: Sequence[Pair]) -> list[Group]:
    """Pairs, in the order of `pairs`, joined into groups, likest first.

    Two groups of which a member of one is a variant of a member of the other stay apart, even if
    a third message is like both.
    """
    leader: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    apart: dict[int, list[int]] = {}
    for pair in found:
        for key, beside in ((pair.one, pair.other), (pair.other, pair.one)):
            members.setdefault(leader.setdefault(key, key), [key])
            if pair.verdict is Verdict.VARIANT:
                apart.setdefault(key, []).append(beside)
    for pair in sorted(found, key=lambda pair: -pair.likeness):
        if pair.verdict is not Verdict.VARIANT:
            _join(leader[pair.one], leader[pair.other], leader, members, apart)
    order = {key: at for at, key in enumerate(dict.fromkeys(pair.one for pair in found))}
    ranked = [
        sorted(group, key=lambda key: order.get(key, len(order))) for group in members.values()
    ]
    ranked = [group for group in ranked if len(group) > 1]
    return [Group(group[0], tuple(group)) for group in sorted(ranked, key=lambda g: order[g[0]])]


def _join(
    one: int,
    other: int,
    leader: dict[int, int],
    members: dict[int, list[int]],
    apart: dict[int, list[int]],
) -> None:
    """Union by size, unless something holds the two apart."""
    small, large = sorted((one, other), key=lambda key: len(members[key]))
    if one == other or any(
        leader[beside] == large for key in members[small] for beside in apart.get(key, ())
    ):
        return
    for key in members.pop(small):
        leader[key] = large
        members[large].append(key)


def _like(cores: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Pairs of CORES with a likeness of LIKE or more, with it."""
    if len(cores) < 2:
        return
    for one, other in _candidates(cores):
        here, there = grams(cores[one]), grams(cores[other])
        both = len(here & there)
        likeness = both / (len(here) + len(there) - both)
        if likeness >= LIKE:
            yield one, other, likeness


def _candidates(cores: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs that share a bucket and whose signatures agree enough, each once, in order."""
    rows = signatures(cores)
    met = np.unique(np.concatenate([_meetings(keys) for keys in bands(rows)]))
    one, other = met // len(cores), met % len(cores)
    for begin in range(0, len(met), 100_000):
        here, there = one[begin : begin + 100_000], other[begin : begin + 100_000]
        agree = (rows[here] == rows[there]).mean(axis=1) >= HOPELESS
        yield from zip(here[agree].tolist(), there[agree].tolist(), strict=True)


def _meetings(keys: Codes) -> Numbers:
    """Pairs of texts with an equal key, as smaller number * all + larger number."""
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    starts = np.flatnonzero(np.concatenate(([True], ranked[1:] != ranked[:-1])))
    sizes = np.diff(np.concatenate((starts, [len(keys)])))
    places = np.arange(len(keys)) - np.repeat(starts, sizes)  # of each text in its bucket
    left, crowded = np.repeat(sizes, sizes) - places - 1, np.repeat(sizes > CROWD, sizes)
    met = [np.empty(0, np.int64)]
    for step in range(1, CROWD):
        here = np.flatnonzero((left >= step) & (~crowded | (step < LEADERS)))
        met.append(order[here] * len(keys) + order[here + step])
    for place in range(LEADERS):
        there = np.flatnonzero(crowded & (places > place))
        met.append(order[there - places[there] + place] * len(keys) + order[there])
    return np.concatenate(met)
