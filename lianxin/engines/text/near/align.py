"""Which parts of two texts are the same, in time linear in their length.

Sequences of SEED signs that stand once in each text are taken as anchors and the longest
increasing chain of them as the skeleton, as in patience diff (Bram Cohen 2009; the chain by
patience sorting, Schensted 1961). Each anchor is widened to both sides. What is left between two
blocks is looked through again with shorter sequences.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Final, NamedTuple

SEEDS: Final = (8, 4, 2, 1)
"""Lengths of anchors: long ones first, because they are seldom alike by chance."""


class Block(NamedTuple):
    """``one[start:start + size]`` equals ``other[beside:beside + size]``."""

    start: int
    beside: int
    size: int


class Gap(NamedTuple):
    """What lies between two blocks: ``one[start:end]`` against ``other[beside:until]``."""

    start: int
    end: int
    beside: int
    until: int


def blocks(one: str, other: str) -> list[Block]:
    """The common blocks in the order of both texts, none overlapping.

    >>> [(block.start, block.beside, block.size) for block in blocks("ab1cd", "ab22cd")]
    [(0, 0, 2), (3, 4, 2)]
    """
    found: list[Block] = []
    gaps = [Gap(0, len(one), 0, len(other))]
    for seed in SEEDS:
        rest: list[Gap] = []
        for gap in gaps:
            new = _blocks_in(one, other, gap, seed)
            found += new
            rest += _between(new, gap)
        gaps = rest
    return sorted(found, key=lambda block: block.start)


def gaps(found: list[Block], one: str, other: str) -> list[Gap]:
    """What no block of FOUND covers, in order; one side of a gap may be empty."""
    whole = Gap(0, len(one), 0, len(other))
    return [gap for gap in _spaces(found, whole) if gap.end > gap.start or gap.until > gap.beside]


def _spaces(found: list[Block], whole: Gap) -> list[Gap]:
    spaces, start, beside = [], whole.start, whole.beside
    for block in found:
        spaces.append(Gap(start, block.start, beside, block.beside))
        start, beside = block.start + block.size, block.beside + block.size
    return [*spaces, Gap(start, whole.end, beside, whole.until)]


def _between(found: list[Block], whole: Gap) -> list[Gap]:
    """The spaces with something on both sides: only there can more be found."""
    spaces = _spaces(found, whole)
    return [gap for gap in spaces if gap.end > gap.start and gap.until > gap.beside]


def _blocks_in(one: str, other: str, gap: Gap, seed: int) -> list[Block]:
    prefix = _alike_ahead(one, other, gap)
    rest = Gap(gap.start + prefix, gap.end, gap.beside + prefix, gap.until)
    suffix = _alike_behind(one, other, rest)
    inner = Gap(rest.start, rest.end - suffix, rest.beside, rest.until - suffix)
    found = [Block(gap.start, gap.beside, prefix)] if prefix else []
    if min(inner.end - inner.start, inner.until - inner.beside) >= seed:
        found += _widened(one, other, inner, _chain(_anchors(one, other, inner, seed)), seed)
    return [*found, Block(inner.end, inner.until, suffix)] if suffix else found


def _alike_ahead(one: str, other: str, gap: Gap) -> int:
    most = min(gap.end - gap.start, gap.until - gap.beside)
    size = 0
    while size < most and one[gap.start + size] == other[gap.beside + size]:
        size += 1
    return size


def _alike_behind(one: str, other: str, gap: Gap) -> int:
    most = min(gap.end - gap.start, gap.until - gap.beside)
    size = 0
    while size < most and one[gap.end - 1 - size] == other[gap.until - 1 - size]:
        size += 1
    return size


def _anchors(one: str, other: str, gap: Gap, seed: int) -> list[tuple[int, int]]:
    """Places of the sequences that stand once on each side, in the order of the first."""
    there = _once(other, gap.beside, gap.until, seed)
    here = _once(one, gap.start, gap.end, seed)
    return [(at, there[text]) for text, at in here.items() if at >= 0 and there.get(text, -1) >= 0]


def _once(text: str, start: int, end: int, seed: int) -> dict[str, int]:
    """Where each sequence of SEED signs stands; -1 when it stands there twice."""
    places: dict[str, int] = {}
    for at in range(start, end - seed + 1):
        part = text[at : at + seed]
        places[part] = -1 if part in places else at
    return places


def _chain(anchors: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of anchors that rises on both sides."""
    tops: list[int] = []
    owners: list[int] = []
    before = [-1] * len(anchors)
    for number, (_, beside) in enumerate(anchors):
        pile = bisect_left(tops, beside)
        before[number] = owners[pile - 1] if pile else -1
        if pile == len(tops):
            tops.append(beside)
            owners.append(number)
        else:
            tops[pile], owners[pile] = beside, number
    chain, number = [], owners[-1] if owners else -1
    while number >= 0:
        chain.append(anchors[number])
        number = before[number]
    return chain[::-1]


def _widened(
    one: str, other: str, gap: Gap, chain: list[tuple[int, int]], seed: int
) -> list[Block]:
    """Blocks round the anchors: to the left as far as the block before, to the right to the end."""
    found: list[Block] = []
    start, beside = gap.start, gap.beside
    for at, there in chain:
        if at < start or there < beside:
            continue
        left = _alike_behind(one, other, Gap(start, at, beside, there))
        ahead = Gap(at + seed, gap.end, there + seed, gap.until)
        size = left + seed + _alike_ahead(one, other, ahead)
        found.append(Block(at - left, there - left, size))
        start, beside = at - left + size, there - left + size
    return found
