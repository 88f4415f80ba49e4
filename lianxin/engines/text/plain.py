"""One spelling for what people type in many: widths, cases, blanks and invisible signs.

Every sign stands for exactly one sign, so that a place in the plain text is the same place in
the text as it was given, and evidence can be marked there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 100_000
"""Signs of a text that are read at all; nobody writes more than this in one message."""
MARKS: Final = (
    r"\u0300-\u036f\u0483-\u0487\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    r"\u06ea-\u06ed\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0f18\u0f19\u0f35"
    r"\u0f37\u0f39\u0f3e\u0f3f\u0f71-\u0f84\u0f86\u0f87\u0f8d-\u0fbc\u180b-\u180d\u18a9\u1ab0-\u1ace\u20d0-\u20f0"
    r"\u3099\u309a"
)
"""Signs written on, under or within a letter, which belong to its word: the vowels of Tibetan, of
Thai and of Devanagari, the points of Arabic script, the variants of Mongolian."""

_WORDS: Final = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}])*")
_TAGS: Final = re.compile(r"<[!/]?[A-Za-z][^<>]{0,400}>|&(?:[A-Za-z]{2,8}|#\d{1,6});")


@dataclass(frozen=True, slots=True)
class Place:
    """``text[start:end]`` of the text as it was given, and what stands there."""

    start: int
    end: int
    text: str


class _Spelling(dict[int, str]):
    """How each sign is spelled, found out when it is first met: `str.translate` asks for it."""

    def __missing__(self, code: int) -> str:
        self[code] = _plain_sign(chr(code))
        return self[code]


def _plain_sign(sign: str) -> str:
    """Its compatibility form in small letters if that is one sign too; a blank if it shows none.

    Unicode Standard Annex 15 (NFKC), general categories Cc, Cf, Cs, Cn, Z*.
    """
    if unicodedata.category(sign)[0] in "CZ":
        return " "
    folded = unicodedata.normalize("NFKC", sign).lower()
    return folded if len(folded) == 1 and not folded.isspace() else sign


_SPELLING: Final = _Spelling()


def plain(text: str) -> str:
    """TEXT in its plain spelling, sign for sign; markup is blanked out.

    >>> plain("ＡＢ１２　职工\\u200b食堂")
    'ab12 职工 食堂'
    >>> plain("<p>停水</p>")
    '   停水    '
    """
    text = text[:LONGEST]
    if "<" in text or "&" in text:
        text = _TAGS.sub(lambda found: " " * len(found.group()), text)
    return text.translate(_SPELLING)


def runs(text: str) -> Iterator[Place]:
    """The runs of letters, digits and characters of a plain text, without what parts them.

    >>> [run.text for run in runs("停水3天了，没人管")]
    ['停水3天了', '没人管']
    >>> [run.text for run in runs("བོད་ལྗོངས།")]
    ['བོད', 'ལྗོངས']
    """
    for found in _WORDS.finditer(text):
        yield Place(found.start(), found.end(), found.group())
