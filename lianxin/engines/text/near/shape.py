"""A message stripped to what its copies share: letters and digits, no greeting, no thanks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import add
from typing import Final

from lianxin.engines.text.plain import LONGEST, plain

_NOISE: Final = re.compile(r"[\W_]+")
_WORDS: Final = re.compile(r"[^\W_]+")
_USUAL: Final = re.compile(r"[\u4e00-\u9fff0-9a-z\n，。、；：？！“”（）《》,.;:?!() ]*")
"""Texts of nothing else, most of them, are spelt plainly as far as letters and digits go."""
_OPENING: Final = re.compile(
    r"(?:(?:尊敬|敬爱)的|各位|政府|有关|相关|部门|领导|书记|市长|区长|县长|同志|主任|局长|您们?好|"
    r"你们?好|大家好|早上好|上午好|下午好|晚上好|打扰了|请问一?下?|我想(?:问|咨询)一?下){1,8}"
)
_CLOSINGS: Final = (
    *(
        "谢谢",
        "谢谢您",
        "感谢",
        "感谢您",
        "多谢",
        "万分",
        "非常",
        "十分",
        "急急急",
        "盼复",
        "盼回复",
    ),
    *("望回复", "请回复", "恳请回复", "此致", "敬礼", "拜托", "拜托了", "麻烦了", "辛苦了", "领导"),
    *("望解决", "望尽快解决", "请解决", "请尽快解决", "望领导重视"),
)
_MOST_CLOSINGS: Final = 6


@dataclass(frozen=True, slots=True)
class Shape:
    """``core`` without signs and courtesies; ``places[i]`` is where its i-th sign stands in
    ``spelt``, the text in its plain spelling, and so in the text as it was given."""

    core: str
    places: tuple[int, ...]
    spelt: str


def core(text: str) -> str:
    """TEXT without stops, blanks and courtesies, in its plain spelling.

    A text of nothing else is kept as it is, so that two empty cores mean two empty texts.

    >>> core("您好！Ａ区停水３天，没人管。谢谢！")
    'a区停水3天没人管'
    """
    bare = _NOISE.sub("", _spelt(text))
    start, end = _bounds(bare)
    return bare[start:end]


def shape(text: str) -> Shape:
    """The same, and where each sign of it stands in TEXT."""
    spelt = _spelt(text)
    words = [found.span() for found in _WORDS.finditer(spelt)]
    bare = "".join([spelt[start:end] for start, end in words])
    kept = [at for start, end in words for at in range(start, end)]
    start, end = _bounds(bare)
    return Shape(bare[start:end], tuple(kept[start:end]), spelt)


def _spelt(text: str) -> str:
    text = text[:LONGEST]
    return text if _USUAL.fullmatch(text) else plain(text)


def _bounds(bare: str) -> tuple[int, int]:
    opening = _OPENING.match(bare)
    start, end = opening.end() if opening else 0, len(bare)
    for _ in range(_MOST_CLOSINGS):
        if not bare.endswith(_CLOSINGS, 0, end):
            break
        end -= max(len(words) for words in _CLOSINGS if bare.endswith(words, 0, end))
    return (start, end) if start < end else (0, len(bare))


def grams(core: str) -> frozenset[str]:
    """Its pairs of neighbouring signs; the sign itself when there is only one.

    >>> sorted(grams("停水停水"))
    ['停水', '水停']
    """
    if len(core) < 2:
        return frozenset({core} if core else ())
    return frozenset(map(add, core, core[1:]))
