"""What a voice is about: pairs of signs, words, and names of places with an ending.

Pairs of neighbouring signs (character bigrams) are what Chinese texts are compared by: they find
names that no dictionary has, however these are cut. Words serve to say it to people.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ..plain import plain
from ..segment import in_dictionary, words
from .common import NAME_ENDINGS, NO_NAMES, STOP
from .voices import Said

READ_AT_MOST: Final = 1_500
"""Signs of a body that are read: what is not said by then is not what the voice is about."""
TITLE_AT_MOST: Final = 200

_CODED_UNIT: Final = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]\d{0,2}[省市县区巿]+")
"""Units under a code (A3区), as in lists that were made anonymous: no part of any word."""
_ENDS: Final = re.compile("(?:" + "|".join(sorted(NAME_ENDINGS, key=len, reverse=True)) + ")$")
_LINE: Final = re.compile(r"(?<![a-z0-9.])[a-z]{0,2}\d{1,4}(?:号线|路|国道|省道|县道|乡道)(?!口)")
INSTITUTION: Final = re.compile("(?:小学|中学|高中|大学|学院|学校|幼儿园|驾校|医院|卫生院)$")
_WIDE: Final = re.compile("(?:[省市县]|(?<![小社园辖地片])区)$")
"""Who writes of 某省某学院 and who of 某学院 means the same one."""
_LONGEST_NAME: Final = 9

Stretch = list[str]


@dataclass(frozen=True, slots=True)
class Terms:
    """Of one voice: pairs of signs with their counts, ``named`` those inside of names.

    ``institutions`` are the schools and hospitals of the title.
    """

    title: Counter[str]
    body: Counter[str]
    named: frozenset[str]
    institutions: tuple[str, ...]


def terms(said: Said) -> Terms:
    """Of the title and the beginning of the body of one voice."""
    texts = said.title[:TITLE_AT_MOST], said.body[:READ_AT_MOST]
    title, body = (stretches(text) for text in texts)
    in_title = names(title)
    named = {
        pair for name in (*in_title, *names(body)) for pair in _pairs(name) if not pair.isascii()
    }
    lines = [_lines(text) for text in texts]
    return Terms(
        _counted(title) + lines[0],
        _counted(body) + lines[1],
        frozenset({*named, *lines[0], *lines[1]}),
        tuple(name for name in in_title if INSTITUTION.search(name)),
    )


def _lines(text: str) -> Counter[str]:
    """Bus 205 and bus 225 share signs and are two: a line is one term, with its number."""
    return Counter(found.group().upper() for found in _LINE.finditer(plain(text)))


def stretches(text: str) -> list[Stretch]:
    """Runs of neighbouring words that say something; coded units part them too."""
    found: list[Stretch] = [[]]
    end = 0
    for word in words(_CODED_UNIT.sub(lambda unit: " " * len(unit.group()), text)):
        if word.text in STOP or word.start != end:
            found.append([])
        end = word.end
        if word.text not in STOP:
            found[-1].append(word.text)
    return [stretch for stretch in found if stretch]


def names(said: Iterable[Stretch]) -> list[str]:
    """Every word with the ending of a name, with what stands before it in its stretch."""
    return [name for stretch in said for name in _names(stretch)]


def _names(stretch: Stretch) -> list[str]:
    found = []
    for at, word in enumerate(stretch):
        ending = _ENDS.search(word)
        if ending is None or _common_noun(word, ending.group()):
            continue
        name, before = word, at - 1
        while before >= 0 and len(name) + len(stretch[before]) <= _LONGEST_NAME:
            if _WIDE.search(stretch[before]):
                break
            name = stretch[before] + name
            before -= 1
        if len(name) > len(ending.group()) and len(name) > 2 and name not in NO_NAMES:
            found.append(name)
    return found


def _common_noun(word: str, ending: str) -> bool:
    """家庭 and 沿街 end like names and are none; 路 alone may end one, and so may 小区."""
    return len(word) == 2 and len(ending) == 1 and in_dictionary(word)


def _counted(said: Iterable[Stretch]) -> Counter[str]:
    return Counter(pair for stretch in said for pair in _pairs("".join(stretch)))


def _pairs(text: str) -> Iterable[str]:
    return (text[at : at + 2] for at in range(len(text) - 1))
