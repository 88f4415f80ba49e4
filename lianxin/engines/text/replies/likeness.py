"""Does a reply speak of what a voice speaks of: as a whole, and point by point."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .clauses import Clause, Role
from .content import about, pairs, share
from .points import Point
from .sentences import Span

ANSWERED: Final = 0.2
"""Share of a point's pairs that must come back in the reply's own content."""
CHANCE: Final = 0.02
HEAPS: Final = 0.65
STEEP: Final = 2.0
"""Of `belongs`: log-odds for each time (in natural logarithms) that they share more than chance."""
MOST_SPANS: Final = 3


@dataclass(frozen=True, slots=True)
class PointCheck:
    """A point of the voice beside the places of the reply that speak of it."""

    point: Point
    answered: bool
    likeness: float
    reply_spans: tuple[Span, ...]


def belongs(voice: str, found: Sequence[Clause]) -> float:
    """0…1 that the reply is to this voice; 0.5 when it says nothing that could tell.

    The pairs they share, against those that two letters of their lengths share by chance. The
    exponent lies below one because words come back within a letter (Heaps' law).
    """
    said = pairs(" ".join(c.text for c in found if c.role is not Role.COURTESY))
    asked = about(voice)
    if not said or not asked:
        return 0.5
    by_chance = CHANCE * (len(said) * len(asked)) ** HEAPS
    odds = STEEP * (math.log(len(said & asked) + 1) - math.log(by_chance + 1))
    return round(1 / (1 + math.exp(-odds)), 4)


def compare(raised: Sequence[Point], found: Sequence[Clause], explains: bool) -> list[PointCheck]:
    """Each point with its answer; nothing answers when the reply tells nothing."""
    told = [(clause, pairs(clause.text)) for clause in found if clause.role is Role.TOLD]
    whole = set().union(*(said for _, said in told))
    return [_one(point, told, whole, explains) for point in raised]


def _one(
    point: Point, told: list[tuple[Clause, set[str]]], whole: set[str], explains: bool
) -> PointCheck:
    asked = about(point.text)
    likeness = share(asked, whole)
    best = sorted(told, key=lambda one: -len(one[1] & asked))[:MOST_SPANS]
    spans = tuple(sorted((c.span for c, said in best if said & asked), key=lambda span: span.start))
    answered = explains and (likeness >= ANSWERED or not asked)
    return PointCheck(point, answered, round(likeness, 3), spans)
