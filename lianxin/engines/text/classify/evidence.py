"""The words of a text that spoke for a category."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from ..segment import words
from .features import Vocabulary, Weights, grams

SHOWN: Final = 8
"""Words named at most."""
WORTH: Final = 0.12
"""Share of the strongest word's weight below which a word is not worth naming."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """``text[start:end]`` is ``word``; ``weight`` in points of the score, always above nought."""

    start: int
    end: int
    word: str
    weight: float


def deciding_words(text: str, vocabulary: Vocabulary, pull: Weights) -> tuple[Evidence, ...]:
    """The words of TEXT that pull most, in the order of the text.

    PULL: points a feature adds to the score of the category, against its rivals. What a run of
    signs pulls is laid in equal parts on its signs, and each word gets what lies on its own.
    """
    found = grams([text])
    place, known = vocabulary.find(found.key)
    place, start, end = place[known], found.start[known], found.end[known]
    if not len(place):
        return ()
    once, which, count = np.unique(place, return_inverse=True, return_counts=True)
    values = (1 + np.log(count)) * vocabulary.rarity[once]
    points = (values * pull[once] / np.linalg.norm(values) / count)[which]
    ground = np.zeros(max(int(end.max()), 1) + 1)
    for length in range(1, int((end - start).max()) + 1):
        part = points / np.maximum(end - start, 1)
        inside = start + length - 1 < end
        np.add.at(ground, start[inside] + length - 1, part[inside])
    return _named(text, np.concatenate([[0.0], np.cumsum(ground)]))


def _named(text: str, sums: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[Evidence, ...]:
    last = len(sums) - 1
    weighed: dict[str, Evidence] = {}
    for word in words(text):
        weight = float(sums[min(word.end, last)] - sums[min(word.start, last)])
        known = weighed.get(word.text)
        if known is None:
            weighed[word.text] = Evidence(word.start, word.end, text[word.start : word.end], weight)
        else:
            weighed[word.text] = Evidence(known.start, known.end, known.word, known.weight + weight)
    ranked = sorted(weighed.values(), key=lambda one: (-one.weight, one.start))
    best = [one for one in ranked if one.weight > max(0.0, WORTH * ranked[0].weight)][:SHOWN]
    return tuple(sorted(best, key=lambda one: one.start))
