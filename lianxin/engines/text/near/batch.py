"""All near-duplicates among many messages at once.

Exact copies fall together first, so that the same message ten thousand times is one text. Which
of the others are worth comparing is said by meetings.py; each pair is verified by the true
likeness of the texts and gets its verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from typing import Final

from .compare import LIKE, Verdict, verdict_of
from .meetings import meetings
from .shape import core, grams, shape
from .swaps import names

KEPT_SHAPES: Final = 1_000
"""Shapes kept while pairs go through them in order."""


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

    Texts without a letter or digit are left out. Keys are all different. Memory: about 1.2 KB a
    message.
    """
    keys: list[int] = []
    texts: list[str] = []  # different ones
    first: list[int] = []  # the message each of them came with
    known: dict[str, int] = {}
    found: list[tuple[int, int, float, Verdict]] = []
    for number, (key, text) in enumerate(items):
        keys.append(key)
        bare = core(text)
        if not bare:
            continue
        place = known.setdefault(bare, len(texts))
        if place < len(texts):
            found.append((first[place], number, 1.0, Verdict.SAME))
        else:
            texts.append(text)
            first.append(number)
    near = _near(list(known), texts)
    found += [(first[one], first[other], like, verdict) for one, other, like, verdict in near]
    found = sorted({pair[:2]: pair for pair in found}.values(), key=lambda pair: pair[:2])
    return [Pair(keys[one], keys[other], like, verdict) for one, other, like, verdict in found]


_Found = tuple[int, int, float, Verdict]


def _near(cores: Sequence[str], texts: Sequence[str]) -> Iterator[_Found]:
    """Pairs of different texts, by their numbers, with likeness and verdict."""
    shaped = lru_cache(maxsize=KEPT_SHAPES)(lambda number: shape(texts[number]))
    met = meetings(cores)

    def verified(numbers: Iterable[tuple[int, int]]) -> Iterator[_Found]:
        last, here = -1, frozenset[str]()
        for one, other in numbers:
            if one != last:
                last, here = one, grams(cores[one])
            likeness = _likeness(here, cores[other])
            if likeness >= LIKE:
                verdict = verdict_of(shaped(one), shaped(other), likeness, likeness)
                yield one, other, likeness, verdict

    copied: dict[int, int] = {}  # the first leader that each text in a crowd is a copy of
    stranger: dict[int, int] = {}  # the first that it is a variant of
    for found in verified(met.led):
        one, other, _, verdict = found
        (stranger if verdict is Verdict.VARIANT else copied).setdefault(other, one)
        yield found
    yield from verified(
        (one, other)
        for one, other in met.usual
        if copied.get(one, one) != copied.get(other, other)  # else one group already
    )
    alone = ((number, form) for number, form in stranger.items() if number not in copied)
    yield from verified(_namesakes(sorted(alone), texts))


def _likeness(here: frozenset[str], other: str) -> float:
    both = len(here.intersection(map(add, other, other[1:])))
    if both < LIKE * len(here):  # the union has as many at least, and no more can be shared
        return 0.0
    return both / (len(here) + len(grams(other)) - both)


def _namesakes(
    strangers: Sequence[tuple[int, int]], texts: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """In a crowd with one form for many places: texts that fill the same names into it."""
    first: dict[tuple[int, frozenset[str]], int] = {}
    for number, form in strangers:
        one = first.setdefault((form, names(texts[number])), number)
        if one != number:
            yield one, number


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
