"""Finding words in texts without knowing where one Chinese word ends and the next begins.

A text is indexed by its grams: at each sign of its plain spelling, that sign and the next, or
the sign alone where a blank or the end follows. A term of several signs stands in a text exactly
where its grams follow each other; a single sign wherever a gram begins with it. So an index of
grams with their places answers as a scan of all texts would: `is_in` is that scan, and what
every index is measured by. (Character bigrams as index terms: Nie and Ren, Chinese information
retrieval: using characters or words?, Information Processing and Management 35, 1999.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from lianxin.engines.text.plain import plain

MOST_TERMS: Final = 8
_SAFE: Final = {sign: chr(sign + 0xFEE0) for sign in range(0x21, 0x7F) if not chr(sign).isalnum()}
_STOPS: Final = re.compile(r"[。！？!?；;\n]")
_BEFORE: Final = 30  # signs shown before the first match, unless a sentence begins nearer
_LENGTH: Final = 120


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a snippet; whether it is what was looked for."""

    text: str
    is_match: bool


def document(*parts: str) -> str:
    """The plain spelling of several texts that are found as one; no term crosses from one into
    the next.

    >>> document("停水", "A楼")
    '停水 a楼'
    """
    return " ".join(map(plain, parts))


def terms(query: str) -> tuple[str, ...]:
    """What somebody typed as terms, all of which a text must have; the first MOST_TERMS of them.

    >>> terms("停水　Ａ楼 停水")
    ('停水', 'a楼')
    """
    return tuple(dict.fromkeys(plain(query).split()))[:MOST_TERMS]


def is_in(document: str, terms: Iterable[str]) -> bool:
    """Whether a plain text has all of TERMS: the scan that no index may differ from."""
    return all(term in document for term in terms)


def grams(document: str) -> list[str]:
    """One gram for each sign of a plain text, in its order.

    Signs of ASCII that are no letters and digits become their wide forms, which a plain text never
    has, so that no reader of the index takes them for something of its own.

    >>> grams("停水 3:00")
    ['停水', '水', '3：', '：0', '00', '0']
    """
    found: list[str] = []
    for run in document.translate(_SAFE).split():
        found.extend(map("".join, pairwise(run)))
        found.append(run[-1])
    return found


def phrase(term: str) -> list[str]:
    """The grams that follow each other where TERM stands; a single sign begins one.

    >>> phrase("停水了"), phrase("水")
    (['停水', '水了'], ['水'])
    """
    found = grams(term)
    return found[:-1] or found


def marked(text: str, terms: Sequence[str]) -> tuple[Piece, ...]:
    """The whole of TEXT, with every place of TERMS marked."""
    return tuple(_pieces(text, _places(plain(text), terms), 0, len(text)))


def snippet(text: str, terms: Sequence[str]) -> tuple[Piece, ...]:
    """Some 120 signs of TEXT around the first of TERMS, or its beginning; blanks are joined.

    >>> [piece.text for piece in snippet("夜里停水了。", ["停水"])]
    ['夜里', '停水', '了。']
    """
    text = " ".join(text.split())
    places = _places(plain(text), terms)
    start = _beginning(text, places[0][0]) if places else 0
    end = min(len(text), start + _LENGTH)
    found = list(_pieces(text, places, start, end))
    before = [Piece("…", False)] if start else []
    after = [Piece("…", False)] if end < len(text) else []
    return (*before, *found, *after)


def _beginning(text: str, first: int) -> int:
    """A little before FIRST; at a sentence, if one begins there."""
    start = max(0, first - _BEFORE)
    if not start:
        return 0
    stops = [found.end() for found in _STOPS.finditer(text, start, first)]
    return stops[0] if stops else start


def _places(plain_text: str, terms: Sequence[str]) -> list[tuple[int, int]]:
    """Where any of TERMS stands, in order; what touches or overlaps is one place."""
    wanted = "|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True))
    if not wanted:
        return []
    found: list[tuple[int, int]] = []
    for hit in re.finditer(f"(?=({wanted}))", plain_text):
        start, end = hit.span(1)
        if found and start <= found[-1][1]:
            start, end = found[-1][0], max(end, found.pop()[1])
        found.append((start, end))
    return found


def _pieces(text: str, places: Iterable[tuple[int, int]], start: int, end: int) -> Iterator[Piece]:
    at = start
    for first, last in places:
        if last <= at:
            continue
        if first >= end:
            break
        if first > at:
            yield Piece(text[at:first], False)
        yield Piece(text[max(first, at) : min(last, end)], True)
        at = min(last, end)
    if at < end:
        yield Piece(text[at:end], False)
