"""How hot an issue is, in the open: every part can be read, and every weight changed.

    heat = cohesion factor × Σ weight × value

Every value grows with a logarithm, so that the tenth voice counts less than the second and no
single row carries an issue. People are counted, not messages: of a person with a token only one
voice counts, whatever they post. Nothing here looks at a person or at how they write.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from math import inf, log2
from typing import Final

from .voices import Said

HALF_YEAR: Final = 182
BEFORE: Final = 84
"""Days before the latest ones, with which growth is compared."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much; zero switches a part off. Negative weights are refused."""

    voices: float = 10.0
    """Distinct people: what makes an issue an issue, so it outweighs all other parts."""
    growth: float = 4.0
    """More people in the latest weeks than before: what is rising is better met early."""
    supporters: float = 2.0
    """People who pressed "me too": cheaper than a message of one's own, so a fifth of it."""
    unsolved: float = 2.0
    """Half-years that people have waited: old trouble weighs, and the more people wait the more."""
    reopened: float = 4.0
    """Voices whose person said "not solved": the answer has failed, not only been late."""
    recent_days: int = 28
    """The latest weeks for growth: four, so that one loud weekend is not yet a trend."""
    fading_days: int = 365
    """After so many days a voice counts half: an issue nobody mentions any more cools down."""
    solved_counts: float = 0.25
    """How much a solved voice counts: it shows the size of the issue, not its present heat."""
    supporters_cap: int = 20
    """Supporters of one person's voice beyond this change nothing: clicks are easily got."""
    supporters_a_person: int = 3
    """And all together count at most so many for each person who wrote."""

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            least = 1 if each.name.endswith("_days") else 0
            if not least <= value < inf:
                raise ValueError(f"{each.name} must be {least} or more")


@dataclass(frozen=True, slots=True)
class Part:
    """One term of the sum. ``share`` is its part of the total, 0 to 1."""

    name: str
    value: float
    weight: float
    share: float


@dataclass(frozen=True, slots=True)
class Heat:
    """``total`` = ``cohesion`` × Σ value × weight of the parts."""

    total: float
    parts: tuple[Part, ...]
    cohesion: float


def heat(
    members: Sequence[Said], weights: Weights | None = None, *, today: date, cohesion: float = 1.0
) -> Heat:
    """The heat of an issue with these MEMBERS on the day TODAY.

    COHESION is ``Group.cohesion``: how alike the trouble of its voices is, 0 to 1. All that was
    ever said about one estate is a large pile and still no issue.
    """
    weights = weights or Weights()
    persons = _persons(members)
    factor = min(1.0, max(0.0, cohesion) / FULL_COHESION)
    values = {
        "voices": log2(1 + sum(_counts(one, weights, today) for one in persons)),
        "growth": _growth(persons, weights, today),
        "supporters": _supporters(persons, weights),
        "unsolved": _unsolved(persons),
        "reopened": log2(1 + sum(1 for one in persons if one.reopened)),
    }
    weighed = {name: value * getattr(weights, name) for name, value in values.items()}
    whole = sum(weighed.values())
    return Heat(
        factor * whole,
        tuple(
            Part(name, value, getattr(weights, name), weighed[name] / whole if whole else 0.0)
            for name, value in values.items()
        ),
        factor,
    )


FULL_COHESION: Final = 0.08
"""``Group.cohesion`` from which on a group is taken for one issue and nothing is taken off."""


def _persons(members: Iterable[Said]) -> list[Said]:
    """One voice of each person: the first one; who is unknown counts alone."""
    seen: dict[object, list[Said]] = {}
    for one in sorted(members, key=lambda one: (one.day, one.key)):
        seen.setdefault(one.who or one.key, []).append(one)
    return [_joined(voices) for voices in seen.values()]


def _joined(voices: list[Said]) -> Said:
    """What a person said, as one voice: from the first day, open while one of them is open."""
    first = voices[0]
    return Said(
        first.key,
        first.title,
        first.body,
        first.day,
        first.who,
        first.place,
        max(one.supporters for one in voices),
        all(one.solved for one in voices),
        max(0 if one.solved else one.days_open for one in voices),
        max(one.reopened for one in voices),
    )


def _counts(one: Said, weights: Weights, today: date) -> float:
    age = max(0, (today - one.day).days)
    fading: float = 0.5 ** (age / weights.fading_days)
    return fading * (weights.solved_counts if one.solved else 1.0)


def _growth(persons: Sequence[Said], weights: Weights, today: date) -> float:
    """Log ratio of the latest weeks to an equal stretch of the time before; never below 0.

    One is added on both sides, so that a single new voice is no explosion.
    """
    recent = sum(1 for one in persons if 0 <= (today - one.day).days < weights.recent_days)
    before = sum(1 for one in persons if 0 <= (today - one.day).days - weights.recent_days < BEFORE)
    expected = before * weights.recent_days / BEFORE
    return max(0.0, log2((1 + recent) / (1 + expected)))


def _supporters(persons: Sequence[Said], weights: Weights) -> float:
    """Each person's supporters up to the cap, and all together in step with the persons."""
    capped = sum(min(max(0, one.supporters), weights.supporters_cap) for one in persons)
    return log2(1 + min(capped, weights.supporters_a_person * len(persons)))


def _unsolved(persons: Sequence[Said]) -> float:
    """Half-years that the persons have waited, all together; each counts for one at most."""
    waited = sum(min(max(0, one.days_open), HALF_YEAR) for one in persons if not one.solved)
    return log2(1 + waited / HALF_YEAR)
