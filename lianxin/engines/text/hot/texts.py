"""Different texts, each once with the voices that say it, and what officers have decided.

The same message sent ten thousand times is read once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from ..plain import plain
from .space import Ints
from .voices import Said

SILENCE: Final = 365
"""Days without a voice after which the same trouble is another issue: what comes back every year
(enrolment, heating) is a new one every year."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Rows in the order of days: the first voice of each text, and all voices with it."""

    first: list[Said]
    all: list[list[Said]]
    last_day: list[date]
    row_of: dict[int, int]


def distinct(said: Iterable[Said], single: Set[int]) -> Texts:
    """SAID by text, unit and period; voices whose keys are in SINGLE keep a row of their own."""
    latest: dict[tuple[str, str, str], list[Said]] = {}
    voices: list[list[Said]] = []
    for one in sorted(said, key=lambda one: (one.day, one.key)):
        words = _bare(one.title), _bare(one.body), one.place
        row = latest.get(words)
        if row is None or one.key in single or (one.day - row[-1].day).days > SILENCE:
            row = []
            voices.append(row)
            if one.key not in single:
                latest[words] = row
        row.append(one)
    return Texts(
        [each[0] for each in voices],
        voices,
        [each[-1].day for each in voices],
        {one.key: row for row, each in enumerate(voices) for one in each},
    )


def _bare(text: str) -> str:
    return " ".join(plain(text).split())


def parted(texts: Texts, apart: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    """For each row the rows it may never meet."""
    forbidden: dict[int, set[int]] = {}
    for one, other in apart:
        if one in texts.row_of and other in texts.row_of and one != other:
            a, b = texts.row_of[one], texts.row_of[other]
            forbidden.setdefault(a, set()).add(b)
            forbidden.setdefault(b, set()).add(a)
    return forbidden


def joined_by_officers(
    texts: Texts, together: Sequence[frozenset[int]], apart: Iterable[tuple[int, int]]
) -> tuple[Ints, int]:
    """A label for each row, equal for rows that officers have joined, and how many there are."""
    forbidden = parted(texts, apart)
    members: dict[int, set[int]] = {}
    root = list(range(len(texts.first)))
    for keys in together:
        rows = sorted({texts.row_of[key] for key in keys if key in texts.row_of})
        for place, row in enumerate(rows):
            for other in rows[:place]:
                if _join(root, members, forbidden, other, row):
                    break
    label = np.unique(np.array(root), return_inverse=True)[1]
    return label, int(label.max()) + 1


def _join(
    root: list[int], members: dict[int, set[int]], forbidden: dict[int, set[int]], a: int, b: int
) -> bool:
    """Put A and B under one root unless two of their rows are parted."""
    one, other = root[a], root[b]
    here, there = members.get(one, {one}), members.get(other, {other})
    if one != other:
        if any(forbidden.get(row, set()) & there for row in here):
            return False
        members[one] = here | there
        for row in there:
            root[row] = one
    return True
