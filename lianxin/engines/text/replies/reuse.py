"""Earlier replies, and clauses of them, that may serve again."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .clauses import Role, clauses
from .content import about, pairs
from .explains import features, probability
from .parts import BASIS
from .sentences import Span, spelled

MOST: Final = 5
MOST_CLAUSES: Final = 6
LEAST: Final = 0.08
"""Likeness of two voices (cosine) below which an earlier answer helps nobody."""


@dataclass(frozen=True, slots=True)
class Reusable:
    """An earlier reply by its KEY: how alike the two voices are (0…1), and its clauses to reuse.

    ``clauses`` are places in the earlier reply: whole sentences with a citation (《…》, 第…条)
    first, then those that speak of what the new voice speaks of.
    """

    key: int
    score: float
    clauses: tuple[Span, ...]


def suggest(voice: str, earlier: Sequence[tuple[int, str, str]]) -> list[Reusable]:
    """The best of EARLIER (key, voice, reply) for VOICE, best first; those that say nothing never.

    Cosine of pairs weighed by how few of the earlier voices hold them (inverse document
    frequency, Spärck Jones 1972).
    """
    asked = about(voice)
    others = [(key, about(other), reply) for key, other, reply in earlier]
    held = Counter(pair for _, other, _ in others for pair in other)
    weight = {
        pair: math.log(1 + len(others) / (1 + held[pair])) ** 2 for pair in asked | held.keys()
    }
    norm = math.sqrt(sum(weight[pair] for pair in asked))
    scored = []
    for key, other, reply in others:
        length = math.sqrt(sum(weight[pair] for pair in other))
        alike = sum(weight[pair] for pair in asked & other)
        score = alike / (norm * length) if alike else 0.0
        if score >= LEAST:
            scored.append((score, key, reply))
    scored.sort(key=lambda one: (-one[0], one[1]))
    found = (_reusable(score, key, reply, asked) for score, key, reply in scored[: 4 * MOST])
    return [one for one in found if one.clauses][:MOST]


def _reusable(score: float, key: int, reply: str, asked: set[str]) -> Reusable:
    told = clauses(reply)
    if probability(features(told)) < 0.5:
        return Reusable(key, round(score, 4), ())
    plain = spelled(reply)
    by_sentence: dict[int, list[Span]] = {}
    for clause in told:
        if clause.role is Role.TOLD:
            by_sentence.setdefault(clause.sentence, []).append(clause.span)
    spans = [Span(parts[0].start, parts[-1].end) for parts in by_sentence.values()]

    def worth(span: Span) -> tuple[bool, int]:
        text = plain[span.start : span.end]
        return bool(BASIS.search(text)), len(pairs(text) & asked)

    best = sorted(spans, key=worth, reverse=True)
    useful = [span for span in best if any(worth(span))][:MOST_CLAUSES]
    return Reusable(key, round(score, 4), tuple(sorted(useful, key=lambda span: span.start)))
