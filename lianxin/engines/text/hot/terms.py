"""What a voice is about: pairs of signs, words, and names of places with an ending.

Pairs of neighbouring signs (character bigrams) are what Chinese texts are compared by: they find
names that no dictionary has, however these are cut. Words serve to say it to people.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from ..segment import words
from .common import NAME_ENDINGS, NO_NAMES, STOP
from .voices import Said

READ_AT_MOST: Final = 1_500
"""Signs of a body that are read: what is not said by then is not what the voice is about."""

TITLE_COUNTS: Final = 3
"""A title says in few words what the voice is about; each counts as often as three in the body."""

_UNITS: Final = re.compile(
    r"(?:[A-Za-z]\d{0,2}|[\u4e00-\u9fff]{2,3})[省市县区](?![\u4e00-\u9fff]?域)"
)
_CODED_UNIT: Final = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]\d{0,2}[省市县区巿]+")
_ENDS: Final = re.compile("(?:" + "|".join(sorted(NAME_ENDINGS, key=len, reverse=True)) + ")$")
_LONGEST_NAME: Final = 9


@dataclass(frozen=True, slots=True)
class Terms:
    """``pairs`` with their counts (title weighed), ``named`` the pairs inside of names."""

    pairs: Counter[str]
    named: frozenset[str]
    names: tuple[str, ...]
    title_words: frozenset[str]
    words: frozenset[str]


def terms(said: Said) -> Terms:
    """Of the title and the beginning of the body of one voice."""
    pairs: Counter[str] = Counter()
    names: list[str] = []
    title, body = _cut(said.title), _cut(said.body[:READ_AT_MOST])
    for pieces, times in ((title, TITLE_COUNTS), (body, 1)):
        for piece in pieces:
            joined = "".join(piece)
            for at in range(len(joined) - 1):
                pairs[joined[at : at + 2]] += times
            names += _names(piece)
    named = frozenset(name[at : at + 2] for name in names for at in range(len(name) - 1))
    return Terms(pairs, named, tuple(dict.fromkeys(names)), _telling(title), _telling(title + body))


def _cut(text: str) -> list[list[str]]:
    """Stretches of neighbouring words that say something; coded units (A3区) part them too."""
    stretches: list[list[str]] = [[]]
    end = 0
    blanked = _CODED_UNIT.sub(lambda found: " " * len(found.group()), text)
    for word in words(blanked):
        if word.text in STOP or word.start != end:
            stretches.append([])
        end = word.end
        if word.text not in STOP:
            stretches[-1].append(word.text)
    return [stretch for stretch in stretches if stretch]


def _telling(stretches: list[list[str]]) -> frozenset[str]:
    return frozenset(
        word for stretch in stretches for word in stretch if len(word) > 1 and not word.isdecimal()
    )


def _names(stretch: list[str]) -> list[str]:
    """Every word with the ending of a name, with what stands before it in the stretch."""
    found = []
    for at, word in enumerate(stretch):
        ending = _ENDS.search(word)
        if ending is None or (word in NO_NAMES and at == 0):
            continue
        name, before = word, at - 1
        while before >= 0 and len(name) + len(stretch[before]) <= _LONGEST_NAME:
            name = stretch[before] + name
            before -= 1
        if len(name) > len(ending.group()) and len(name) > 2:
            found.append(name)
    return found
