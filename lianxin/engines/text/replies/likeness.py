"""Does a reply speak of what a voice speaks of: as a whole, and point by point."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Final

from .clauses import Clause, Role
from .content import about, pairs, share, signs
from .points import Kind, Point
from .sentences import Span, spelled

TAKEN_UP: Final = 0.25
"""Likeness from which a question counts as answered: an answer takes up its words."""
MET: Final = 0.1
"""The same for requests and complaints, which are met in words of the office's own, and for the
only point of a voice, to which an explanation is likely to speak."""
TELLING: Final = 6
"""Pairs without which a point (如何操作呢) has no words of its own that could be missed."""
CHANCE: Final = 0.02
HEAPS: Final = 0.65
STEEP: Final = 2.0
"""Of `belongs`: log-odds for each time (in natural logarithms) that they share more than chance."""
MOST_SPANS: Final = 3

_OWED: Final = tuple(
    (re.compile(asks), re.compile(gives))
    for asks, gives in (
        (r"多少|几(?:个|年|人|天|次|元|家)|什么(?:比例|标准|价)",
         r"[\d一二三四五六七八九十百千万两]+\s?(?:[元%个年月人天次家名万倍]|班|所|户|周|米|公里|平方|亩|台|辆|工作日|以[上下])|百分之|不能|没有|尚未|暂"),
        (r"何时|什么时候|几时|多久|多长时间|什么时间",
         r"\d+\s?[年月日天周]|[一二三四五六七八九十]+[年月天周]|[今明本年]年|[年月]底|尚未|暂|待|后(?:即|再|方)|已经?|正在|近期|无法|不能"),
    )
)  # fmt: skip
"""Questions after a number or a day, and what a reply that answers them holds at the least."""


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


def compare(
    raised: Sequence[Point], found: Sequence[Clause], explains: bool, items: int
) -> list[PointCheck]:
    """Each point with its answer; a reply that does not explain answers none.

    ITEMS is the number of list items in the reply; if it has as many as there are points, it
    goes through them one by one.

    The likeness is the mean of the shares of the point's pairs and of its signs that come back
    in what the reply tells. Absence is what is looked for: a point counts as answered unless it
    has words of its own and hardly any of them come back.
    """
    told = [
        (clause, pairs(clause.text))
        for clause in found
        if clause.role in (Role.TOLD, Role.CONTACT, Role.LATER)
    ]
    said = set().union(*(pair for _, pair in told))
    whole = " ".join(clause.text for clause, _ in told)
    said_signs = signs(whole)
    several = len(raised) > 1
    point_by_point = several and items >= len(raised)
    checked = []
    for point in raised:
        plain = spelled(point.text)
        asked = pairs(plain)
        likeness = (share(asked, said) + share(signs(plain), said_signs)) / 2
        least = TAKEN_UP if several and point.kind is Kind.QUESTION else MET
        answered = explains and (point_by_point or likeness >= least or len(asked) < TELLING)
        if any(asks.search(plain) and not gives.search(whole) for asks, gives in _OWED):
            answered = False
        spans = _beside(asked, told)
        checked.append(PointCheck(point, answered, round(likeness, 3), spans))
    return checked


def _beside(asked: set[str], told: Sequence[tuple[Clause, set[str]]]) -> tuple[Span, ...]:
    """The clauses that share most with a point, in order."""
    best = nlargest(MOST_SPANS, told, key=lambda one: len(one[1] & asked))
    spans = (clause.span for clause, said in best if said & asked)
    return tuple(sorted(spans, key=lambda span: span.start))
