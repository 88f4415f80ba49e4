"""Words of Chinese text, with their places.

Cut by rjieba (MIT), the algorithm and dictionary of jieba: a word graph weighed by unigram
frequency, and a hidden Markov model for what the dictionary does not know. What is written in
another script is cut by its own blanks and stops alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from .plain import MARKS, Place, plain, runs

if TYPE_CHECKING:
    from rjieba import Jieba

LONGEST_RUN: Final = 2_000
"""Signs without any stop between them that are still taken for language."""

HAN: Final = r"\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Han with plain Latin and digits (卡拉ok, 5g) is for the dictionary; any other script is not.
_SCRIPTS: Final = re.compile(
    rf"(?:[{HAN}]|[a-z0-9]++(?![^\W_]|[{MARKS}])|[a-z0-9]++(?=[{HAN}]))+|[^{HAN}]+"
)
_OF_DICTIONARY: Final = re.compile(rf"[{HAN}a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A word with its place and its part of speech, in the tags of jieba (n, v, nr, ns, x …)."""

    place: Place
    tag: str


@cache
def _dictionary() -> Jieba:
    from rjieba import Jieba  # noqa: PLC0415 - 0.1 s and 25 MB, and only needed by who cuts

    return Jieba()


def words(text: str) -> list[Place]:
    """The words of TEXT in order, with their places in it; stops and blanks are left out.

    A run longer than LONGEST_RUN is cut into pieces of that length first, so that the time
    stays linear whatever is typed.

    >>> [word.text for word in words("四团三连的滴灌带漏水")]
    ['四团', '三连', '的', '滴灌', '带', '漏水']
    >>> [word.text for word in words("ياخشىمۇسىز 您好")]
    ['ياخشىمۇسىز', '您好']
    """
    found = []
    for piece in _pieces(text):
        if not _OF_DICTIONARY.fullmatch(piece.text):
            found.append(piece)
            continue
        at = piece.start
        for word in _dictionary().cut(piece.text):
            found.append(Place(at, at + len(word), word))
            at += len(word)
    return found


def cut(plain_text: str) -> list[str]:
    """A plain text cut into pieces that make it up again, stops and blanks among them.

    Without places and without care for other scripts, and so many times as fast as ``words``:
    for counting, not for showing.

    >>> cut("四团三连, 漏水")
    ['四团', '三连', ',', ' ', '漏水']
    """
    found: list[str] = []
    for begin in range(0, len(plain_text), LONGEST_RUN):
        found += _dictionary().cut(plain_text[begin : begin + LONGEST_RUN])
    return found


def tagged(text: str) -> list[Tagged]:
    """The same words with their parts of speech; x where the dictionary does not know the word.

    >>> [(word.place.text, word.tag) for word in tagged("食堂没饭")]
    [('食堂', 'n'), ('没', 'v'), ('饭', 'n')]
    """
    found = []
    for piece in _pieces(text):
        if not _OF_DICTIONARY.fullmatch(piece.text):
            found.append(Tagged(piece, "x"))
            continue
        at = piece.start
        for word, tag in _dictionary().tag(piece.text):
            found.append(Tagged(Place(at, at + len(word), word), tag))
            at += len(word)
    return found


def in_dictionary(word: str) -> bool:
    """Whether the dictionary knows this WORD, in its plain spelling."""
    return bool(_dictionary().has_word(word))


def _pieces(text: str) -> Iterator[Place]:
    """Stretches in one script, none longer than LONGEST_RUN."""
    for run in runs(plain(text)):
        for script in _SCRIPTS.finditer(run.text):
            for begin in range(script.start(), script.end(), LONGEST_RUN):
                end = min(begin + LONGEST_RUN, script.end())
                yield Place(run.start + begin, run.start + end, run.text[begin:end])
