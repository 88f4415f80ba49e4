"""Words of Chinese text, with their places.

Cut by rjieba (MIT), the algorithm and dictionary of jieba: a word graph weighed by unigram
frequency, and a hidden Markov model for what the dictionary does not know.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from .plain import Place, plain, runs

if TYPE_CHECKING:
    from rjieba import Jieba

LONGEST_RUN = 2_000
"""Signs without any stop between them that are still taken for language."""


@cache
def _dictionary() -> Jieba:
    from rjieba import Jieba  # noqa: PLC0415 - 0.2 s, and only needed by who cuts

    return Jieba()


def words(text: str) -> list[Place]:
    """The words of TEXT in order, with their places in it; stops and blanks are left out.

    A run longer than LONGEST_RUN is cut into pieces of that length first, so that the time
    stays linear whatever is typed.

    >>> [word.text for word in words("四团三连的滴灌带漏水")]
    ['四团', '三连', '的', '滴灌', '带', '漏水']
    """
    found = []
    for run in runs(plain(text)):
        for begin in range(0, len(run.text), LONGEST_RUN):
            at = run.start + begin
            for word in _dictionary().cut(run.text[begin : begin + LONGEST_RUN]):
                found.append(Place(at, at + len(word), word))
                at += len(word)
    return found
