"""Voices that must not meet: one text with another place in it, one trouble at two schools.

A form that goes round is filled in for many places. Its words are nearly alike, so that likeness
alone would join them all; what differs is the name, and that makes them different issues.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ..near.compare import Verdict, compare
from ..segment import in_dictionary
from .terms import INSTITUTION
from .voices import Said

NEARLY_ONE_TEXT: Final = 0.6
"""Likeness of the trouble from which on two texts are laid side by side."""
ONE_PLACE: Final = 0.7
"""Likeness of the places from which on nobody asks whether another name was filled in."""
COMPARED_AT_MOST: Final = 1_500

Names = tuple[str, ...]


def rivals(
    pairs: Iterable[tuple[int, int, bool]], said: Sequence[Said], named: Sequence[Names]
) -> Iterator[tuple[int, int]]:
    """Of (a, b, whether to compare them word by word) those that speak of two places.

    NAMED are the institutions of each of SAID.
    """
    for a, b, closely in pairs:
        if two_institutions(named[a], named[b]) or (closely and one_form_twice(said[a], said[b])):
            yield a, b


def one_form_twice(one: Said, other: Said) -> bool:
    texts = (f"{each.title}\n{each.body}"[:COMPARED_AT_MOST] for each in (one, other))
    return compare(*texts).verdict is Verdict.VARIANT


def two_institutions(one: Names, other: Names) -> bool:
    """Both name some of one kind, and none of them can be the same."""
    kinds = {_kind(a) for a in one} & {_kind(b) for b in other}
    return bool(kinds) and not any(_may_be_one(a, b) for a in one for b in other)


def _kind(name: str) -> str:
    found = INSTITUTION.search(name)
    return found.group() if found else ""


def _may_be_one(one: str, other: str) -> bool:
    """The same, or one with more before it: 市雅礼中学 is 雅礼中学, 涉外经济学院 no 经济学院."""
    short, long = sorted((one, other), key=len)
    if short == long:
        return True
    name = INSTITUTION.sub("", short)
    return long.endswith(short) and len(name) > 1 and not in_dictionary(name)
