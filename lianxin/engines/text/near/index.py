"""Near-duplicates among many messages: as they come, one by one, or all at once.

Texts with the same core (see shape.py) are one text with several keys, however many. Candidates
among the others come from MinHash bands (sketch.py) and are verified by their true likeness.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rensa import RMinHashLSH

from .batch import Pair, pairs
from .compare import LIKE, Verdict, measure, verdict_of
from .shape import core, shape
from .sketch import BANDS, PERMUTATIONS, sketches

__all__ = ["Near", "NearIndex", "Pair", "pairs"]

MOST_CANDIDATES: Final = 300
"""Texts looked at for one question; of more the oldest are taken, which lead their group."""


@dataclass(frozen=True, slots=True)
class Near:
    """A message with this KEY in the index that is like the one asked about."""

    key: int
    likeness: float
    verdict: Verdict


class NearIndex:
    """Messages by what they say, in memory; rebuilt at start, changed by every deed.

    Texts without a letter or digit are like nothing and are not found.
    Keys are the caller's own (such as ids of rows). Not safe for several threads at once.
    """

    def __init__(self) -> None:
        self._bands = RMinHashLSH(threshold=LIKE, num_perm=PERMUTATIONS, num_bands=BANDS)
        self._texts: dict[int, tuple[str, str]] = {}  # number -> text as given, core
        self._numbers: dict[str, int] = {}  # core -> number
        self._keys: dict[int, dict[int, None]] = {}  # number -> keys, oldest first
        self._number_of: dict[int, int] = {}  # key -> number
        self._next = 0

    def __len__(self) -> int:
        return len(self._number_of)

    def __contains__(self, key: int) -> bool:
        return key in self._number_of

    def add(self, key: int, text: str) -> None:
        """Take TEXT in under KEY; what stood under that key before is forgotten."""
        self.add_many([(key, text)])

    def add_many(self, items: Iterable[tuple[int, str]]) -> None:
        """Take many in at once, which is faster than one by one."""
        new: list[str] = []
        first = self._next
        for key, text in items:
            self.remove(key)
            bare = core(text)
            if not bare:
                continue
            number = self._numbers.get(bare)
            if number is None:
                number = self._next
                self._next += 1
                self._numbers[bare] = number
                self._texts[number] = (text, bare)
                self._keys[number] = {}
                new.append(bare)
            self._keys[number][key] = None
            self._number_of[key] = number
        for number, sketch in zip(range(first, self._next), sketches(new), strict=True):
            if number in self._texts:  # and not removed again in the same call
                self._bands.insert(number, sketch)

    def remove(self, key: int) -> bool:
        """Forget KEY; False when it was not there."""
        number = self._number_of.pop(key, None)
        if number is None:
            return False
        del self._keys[number][key]
        if not self._keys[number]:
            del self._keys[number]
            self._bands.remove(number)
            del self._numbers[self._texts.pop(number)[1]]
        return True

    def query(self, text: str, *, limit: int = 10) -> list[Near]:
        """The LIMIT messages most like TEXT, likest first, verdicts included.

        Variants are among them, marked as such; what is merely about the same is not.
        """
        asked = shape(text)
        if not asked.core:
            return []
        found: list[Near] = []
        for likeness, number in self._candidates(asked.core):
            if len(found) >= limit:
                break
            stored, bare = self._texts[number]
            containment = measure(asked.core, bare)[1]
            verdict = verdict_of(asked, shape(stored), likeness, containment)
            found += [Near(key, likeness, verdict) for key in self._first_keys(number, limit)]
        return found[:limit]

    def _first_keys(self, number: int, limit: int) -> Iterator[int]:
        for key, _ in zip(self._keys[number], range(limit), strict=False):
            yield key

    def _candidates(self, bare: str) -> list[tuple[float, int]]:
        numbers = sorted(self._bands.query(*sketches([bare])))[:MOST_CANDIDATES]
        measured = ((measure(bare, self._texts[number][1])[0], number) for number in numbers)
        like = [(likeness, number) for likeness, number in measured if likeness >= LIKE]
        return sorted(like, key=lambda pair: (-pair[0], pair[1]))
