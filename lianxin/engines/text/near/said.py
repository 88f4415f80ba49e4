"""What has been said already about the same thing, in whatever words.

A person about to send sees what others have raised before. Near-duplicates come first, but most
are told anew: so candidates (the application fetches them by full-text search) are ranked by the
words they share with the text, rare words weighing more (inverse document frequency of pairs of
signs, cosine; Salton and Buckley 1988), and by agreement about the place.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from lianxin.engines.text import mentions

from .compare import Span
from .shape import Shape, core, grams, shape

LEAST: Final = 0.08
"""Score under which nothing is shared but everyday words."""
SAME_PLACE: Final = 0.15
OTHER_PLACE: Final = 0.6
WIDE: Final = ("省", "市")
"""Places too wide to say that two people speak of the same one."""
MOST_SPANS: Final = 6
MOST_PLACED: Final = 30
LONGEST_PLACED: Final = 300
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


def rank(text: str, candidates: Sequence[tuple[int, str]], *, limit: int = 10) -> list[AlreadySaid]:
    """The CANDIDATES (key, text) that say what TEXT says, likest first; score from 0 to 1.

    Rarity of words is counted among the candidates, so that what all of them have in common (the
    words by which they were fetched) weighs little. The place is looked up in the MOST_PLACED
    likest ones only.
    """
    asked = shape(text[:LONGEST])
    mine = grams(asked.core)
    read = [(key, words, grams(core(words[:LONGEST]))) for key, words in candidates]
    weights = _rarity([theirs for _, _, theirs in read])
    alike = [(_cosine(mine, theirs, weights), -at) for at, (_, _, theirs) in enumerate(read)]
    likest = sorted((pair for pair in alike if pair[0] >= LEAST * OTHER_PLACE), reverse=True)
    found, here = [], _places(text)
    for cosine, place in likest[: max(limit, MOST_PLACED)]:
        key, words, theirs = read[-place]
        said = _said(key, _placed(cosine, here, _places(words)), asked, theirs, weights)
        same_text = asked.core == core(words)
        found.append(
            replace(said, reasons=(Reason.SAME_TEXT, *said.reasons)) if same_text else said
        )
    ranked = sorted((one for one in found if one.score >= LEAST), key=lambda one: -one.score)
    return ranked[:limit]


def _places(text: str) -> frozenset[str]:
    named = (mentions.Kind.PLACE, mentions.Kind.ORGANISATION)
    return frozenset(
        one.normal
        for one in mentions.mentions(text[:LONGEST_PLACED])
        if one.kind in named and not one.normal.endswith(WIDE)
    )


def _rarity(sets: Sequence[frozenset[str]]) -> dict[str, float]:
    """The inverse document frequency, smoothed so that one candidate alone has weights too."""
    within: Counter[str] = Counter()
    for grams_of_one in sets:
        within.update(grams_of_one)
    return {gram: math.log((1 + len(sets)) / times) + 0.1 for gram, times in within.items()}


def _cosine(mine: frozenset[str], theirs: frozenset[str], weights: dict[str, float]) -> float:
    """Of what any candidate says; words of the text that none of them has count as much as the
    others do on average, for nobody knows how rare they are."""
    known = [weights[gram] ** 2 for gram in mine if gram in weights]
    if not known or not theirs:
        return 0.0
    shared = sum(weights[gram] ** 2 for gram in mine & theirs)
    length = sum(known) * len(mine) / len(known)
    return shared / math.sqrt(length * sum(weights[gram] ** 2 for gram in theirs))


def _placed(cosine: float, here: frozenset[str], there: frozenset[str]) -> tuple[float, bool, bool]:
    """The score, whether the place is the same, whether it is another."""
    if here & there:
        return min(1.0, cosine + SAME_PLACE * min(1.0, cosine / LEAST)), True, False
    if here and there:
        return cosine * OTHER_PLACE, False, True
    return min(1.0, cosine), False, False


def _said(
    key: int,
    placed: tuple[float, bool, bool],
    asked: Shape,
    theirs: frozenset[str],
    weights: dict[str, float],
) -> AlreadySaid:
    score, same, other = placed
    reasons = [Reason.SHARED_WORDS]
    if same or other:
        reasons.append(Reason.SAME_PLACE if same else Reason.OTHER_PLACE)
    return AlreadySaid(key, round(score, 4), _shared(asked, theirs, weights), same, tuple(reasons))


def _shared(asked: Shape, theirs: frozenset[str], weights: dict[str, float]) -> tuple[Span, ...]:
    """Stretches of the text made of pairs of signs that the candidate has too."""
    found: list[tuple[float, Span]] = []
    words, at = asked.core, 0
    while at < len(words) - 1:
        until = at
        while until < len(words) - 1 and words[until : until + 2] in theirs:
            until += 1
        if until > at:
            span = Span(asked.places[at], asked.places[until] + 1)
            worth = sum(weights[words[place : place + 2]] for place in range(at, until))
            found.append((worth, span))
        at = until + 1
    found.sort(key=lambda pair: (-pair[0], pair[1].start))
    return tuple(span for _, span in found[:MOST_SPANS])
