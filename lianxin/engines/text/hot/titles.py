"""An issue in its own words: title, place, period, examples, trend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from .trimming import trimmed
from .voices import Said
from .wording import Wording, wording

KEYWORDS: Final = 8
EXAMPLES: Final = 3
WEEKS_AT_MOST: Final = 16
"""A longer time is shown by months."""
USUAL: Final = 10
"""Pairs of signs of a short title: so that neither a word nor a long sentence is the title."""
OFTEN: Final = 0.8


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` of the title or the body of the voice KEY."""

    key: int
    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word of the trouble, in how many of the voices it stands, and where in the examples."""

    word: str
    voices: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """Voices from the day FIRST on, for a week or for a month."""

    first: date
    voices: int


@dataclass(frozen=True, slots=True)
class Description:
    """What a board shows of an issue. ``trend`` counts months when ``by_month``, else weeks."""

    title: str
    place: str
    people: int
    first_day: date
    last_day: date
    examples: tuple[int, ...]
    keywords: tuple[Keyword, ...]
    trend: tuple[Count, ...]
    by_month: bool


def describe(members: Sequence[Said]) -> Description:
    """The issue made of these MEMBERS (at least one, else ValueError), in its own words."""
    if not members:
        raise ValueError("an issue without voices")
    members = sorted(members, key=lambda one: (one.day, one.key))
    read = [wording(one) for one in members]
    central = _by_centrality(members)
    examples = _different([members[at] for at in central])
    days = [one.day for one in members]
    by_month = (days[-1] - days[0]).days > WEEKS_AT_MOST * 7
    return Description(
        title=_title([members[at] for at in central]),
        place=_commonest([one.names for one in read]),
        people=len({one.who or one.key for one in members}),
        first_day=days[0],
        last_day=days[-1],
        examples=tuple(one.key for one in examples),
        keywords=_keywords(read, examples),
        trend=_trend(days, by_month),
        by_month=by_month,
    )


def _by_centrality(members: Sequence[Said]) -> list[int]:
    """Positions, most central first: whose title is made of what the other titles say."""
    pairs = [_pairs(trimmed(one.title)) for one in members]
    shared = Counter(pair for each in pairs for pair in each)

    def score(at: int) -> float:
        return sum(shared[pair] for pair in pairs[at]) / (USUAL + len(pairs[at]))

    return sorted(range(len(members)), key=lambda at: (-score(at), at))


def _pairs(title: str) -> frozenset[str]:
    return frozenset(title[at : at + 2] for at in range(len(title) - 1))


def _title(central: Sequence[Said]) -> str:
    for one in central:
        if title := trimmed(one.title):
            return title
    return trimmed(central[0].body)


def _different(central: Sequence[Said]) -> list[Said]:
    """The most central voices of different people with different titles."""
    chosen: list[Said] = []
    for one in central:
        same = any(one.title == other.title or one.who == other.who != "" for other in chosen)
        if not same:
            chosen.append(one)
        if len(chosen) == EXAMPLES:
            break
    return chosen or list(central[:1])


def _commonest(names: Sequence[frozenset[str]]) -> str:
    """The longest of the forms of a name that nearly as many voices have as the commonest form."""
    counted = Counter(name for one in names for name in one)
    most = max(counted.values(), default=0)
    if not most or (len(names) > 1 and 2 * most < len(names)):
        return ""
    often = [name for name, times in counted.items() if times >= OFTEN * most]
    return max(sorted(often), key=len)


def _keywords(read: Sequence[Wording], examples: Sequence[Said]) -> tuple[Keyword, ...]:
    counted = Counter(word for one in read for word in one.words)
    best = sorted(counted.items(), key=lambda pair: (-pair[1], -len(pair[0]), pair[0]))
    least = 2 if len(read) > 1 else 1
    return tuple(
        Keyword(word, times, _spans(word, examples))
        for word, times in best[:KEYWORDS]
        if times >= least
    )


def _spans(word: str, examples: Sequence[Said]) -> tuple[Span, ...]:
    found = []
    for one in examples:
        for field, text in (("title", one.title), ("body", one.body)):
            if (start := text.find(word)) >= 0:
                found.append(Span(one.key, field, start, start + len(word)))
    return tuple(found)


def _trend(days: Sequence[date], by_month: bool) -> tuple[Count, ...]:
    counted = Counter(_begin(day, by_month) for day in days)
    at, trend = _begin(days[0], by_month), []
    while at <= days[-1]:
        trend.append(Count(at, counted[at]))
        at = _begin(at + timedelta(days=32), True) if by_month else at + timedelta(days=7)
    return tuple(trend)


def _begin(day: date, by_month: bool) -> date:
    return day.replace(day=1) if by_month else day - timedelta(days=day.weekday())
