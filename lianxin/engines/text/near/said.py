"""What has been said already about the same thing, in whatever words.

A person about to send sees what others have raised before. Near-duplicates come first, but most
are told anew: so candidates (the application fetches them by full-text search) are ranked by the
words they share with the text, rare words weighing more (TF-IDF of pairs and triples of signs,
cosine; Salton and Buckley 1988), and by agreement about the place.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lianxin.engines.text import mentions

from .compare import Span
from .shape import Shape, shape

LEAST: Final = 0.08
"""Score under which nothing is shared but everyday words."""
SAME_PLACE: Final = 0.15
OTHER_PLACE: Final = 0.6
WIDE: Final = ("省", "市")
"""Places too wide to say that two people speak of the same one."""
MOST_SPANS: Final = 6
LONGEST: Final = 2_000
"""Signs of a candidate or text that are read here; the gist stands before."""


class Reason(StrEnum):
    SAME_TEXT = "same_text"
    SHARED_WORDS = "shared_words"
    SAME_PLACE = "same_place"
    OTHER_PLACE = "other_place"


@dataclass(frozen=True, slots=True)
class AlreadySaid:
    """A candidate that says the like; the spans of shared words are places in the text asked
    about, the most telling first."""

    key: int
    score: float
    shared_words: tuple[Span, ...]
    same_place: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    text: Shape
    counts: Counter[str]
    places: frozenset[str]


def rank(text: str, candidates: Sequence[tuple[int, str]], *, limit: int = 10) -> list[AlreadySaid]:
    """The CANDIDATES (key, text) that say what TEXT says, likest first; score from 0 to 1.

    Rarity of words is counted among the candidates, so that what all of them have in common (the
    words by which they were fetched) weighs little.
    """
    asked = _read(text)
    read = [(key, _read(words)) for key, words in candidates]
    weights = _rarity([found.counts for _, found in read])
    mine = _weighed(asked.counts, weights)
    found = [(_score(asked, other, mine, weights), key, other) for key, other in read]
    likest = sorted((one for one in found if one[0] >= LEAST), key=lambda one: -one[0])
    return [_said(key, score, asked, other, weights) for score, key, other in likest[:limit]]


def _read(text: str) -> _Read:
    text = text[:LONGEST]
    shaped = shape(text)
    core = shaped.core
    counts = Counter(core[at : at + size] for size in (2, 3) for at in range(len(core) - size + 1))
    named = (mentions.Kind.PLACE, mentions.Kind.ORGANISATION)
    places = frozenset(
        one.normal
        for one in mentions.mentions(text)
        if one.kind in named and not one.normal.endswith(WIDE)
    )
    return _Read(shaped, counts, places)


def _rarity(counted: Sequence[Counter[str]]) -> dict[str, float]:
    """The inverse document frequency, smoothed so that one candidate alone has weights too."""
    within: Counter[str] = Counter()
    for counts in counted:
        within.update(counts.keys())
    return {gram: math.log((1 + len(counted)) / times) + 0.1 for gram, times in within.items()}


def _weighed(counts: Counter[str], weights: dict[str, float]) -> dict[str, float]:
    """Weights of the grams of a text, of length 1 together; one that no candidate has weighs as
    the others do on average, for nobody knows how rare it is."""
    known = [weights[gram] for gram in counts if gram in weights]
    usual = sum(known) / len(known) if known else 1.0
    weighed = {gram: (1 + math.log(n)) * weights.get(gram, usual) for gram, n in counts.items()}
    length = math.sqrt(sum(value * value for value in weighed.values())) or 1.0
    return {gram: value / length for gram, value in weighed.items()}


def _score(asked: _Read, other: _Read, mine: dict[str, float], weights: dict[str, float]) -> float:
    theirs = _weighed(other.counts, weights)
    alike = sum(value * mine[gram] for gram, value in theirs.items() if gram in mine)
    if asked.places & other.places:
        return min(1.0, alike + SAME_PLACE * min(1.0, alike / LEAST))
    return alike * OTHER_PLACE if asked.places and other.places else min(1.0, alike)


def _said(
    key: int, score: float, asked: _Read, other: _Read, weights: dict[str, float]
) -> AlreadySaid:
    same_place = bool(asked.places & other.places)
    reasons = [Reason.SHARED_WORDS]
    if asked.text.core == other.text.core:
        reasons.insert(0, Reason.SAME_TEXT)
    if same_place:
        reasons.append(Reason.SAME_PLACE)
    elif asked.places and other.places:
        reasons.append(Reason.OTHER_PLACE)
    words = _shared(asked.text, other.counts, weights)
    return AlreadySaid(key, round(score, 4), words, same_place, tuple(reasons))


def _shared(asked: Shape, theirs: Counter[str], weights: dict[str, float]) -> tuple[Span, ...]:
    """Stretches of the text made of pairs of signs that the candidate has too."""
    found: list[tuple[float, Span]] = []
    core, at = asked.core, 0
    while at < len(core) - 1:
        until = at
        while until < len(core) - 1 and core[until : until + 2] in theirs:
            until += 1
        if until > at:
            span = Span(asked.places[at], asked.places[until] + 1)
            worth = sum(weights[core[place : place + 2]] for place in range(at, until))
            found.append((worth, span))
        at = until + 1
    found.sort(key=lambda pair: (-pair[0], pair[1].start))
    return tuple(span for _, span in found[:MOST_SPANS])
