"""How near two short texts are, by the pairs of signs they share: an aid to the eye, no more."""

from __future__ import annotations

import re

NOT_WORDS = re.compile(r"[\W_]+")


def pairs(text: str) -> frozenset[str]:
    """Neighbouring signs inside each run of letters and characters.

    >>> sorted(pairs("停水，没水"))
    ['停水', '没水']
    """
    runs = NOT_WORDS.split(text.lower())
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))


def nearness(one: frozenset[str], other: frozenset[str]) -> float:
    """What part of the smaller one the other has too, from 0 to 1.

    >>> nearness(pairs("食堂没热饭"), pairs("夜班食堂没热饭吃"))
    1.0
    """
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0
