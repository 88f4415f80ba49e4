"""Find and hide what identifies a person.

A rule may err to the side of hiding: what is sent on can be asked for, what is out cannot be
called back. Every pattern has bounded repetition, so that the time is linear in the text.

>>> mask("请联系王师傅，电话13812345678。").text
'请联系***师傅，电话***。'
>>> [(found.kind.value, found.reason.value) for found in find("身份证11010519491231002X")]
[('id_card', 'check_digit')]
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from .addresses import addresses
from .identifiers import identifiers
from .names import names
from .personal import Found, Span

__all__ = ["Found", "Masked", "Mention", "find", "mask", "names_mentioned", "stars"]

SHORTEST_NAME: Final = 2

# One character for one character, so that places in the copy are places in the text.
_PLAIN: Final = str.maketrans(
    {
        chr(code): str(unicodedata.decimal(chr(code), ""))
        for code in range(0x110000)
        if code > 127 and unicodedata.category(chr(code)) == "Nd"
    }
    | {chr(0x2460 + digit): str(digit + 1) for digit in range(9)}
    | {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
    | dict.fromkeys("‐‑‒–—―−﹣－", "-")
    | dict.fromkeys("\t\u00a0\u2002\u2003\u2009\u200b\u200c\u200d\u2060\u3000\ufeff", " ")
)
_DOTS: Final = str.maketrans(dict.fromkeys("•・‧∙⋅●．.･", "·"))


@dataclass(frozen=True, slots=True)
class Masked:
    """The text with every find replaced; ``found`` has the places in the text before."""

    text: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A known name at ``text[start:end]``; ``name`` as it was given to us."""

    name: str
    start: int
    end: int


def find(text: str) -> list[Found]:
    """Everything found, in the order of the text, no two overlapping.

    Finds that overlap are joined under the longest of them: where two rules disagree about what
    something is, none of it is left in the open.
    """
    plain = text.translate(_PLAIN)
    spans = [*identifiers(plain), *addresses(plain), *names(text)]
    return [
        Found(span.kind, span.start, span.end, text[span.start : span.end], span.reason)
        for span in _joined(spans)
    ]


def stars(found: Found) -> str:
    """Three stars whatever was there, so that not even its length is told."""
    return "***"


def mask(text: str, replace: Callable[[Found], str] = stars) -> Masked:
    """The text with every find replaced by what ``replace`` makes of it."""
    found = find(text)
    pieces, done = [], 0
    for one in found:
        pieces += [text[done : one.start], replace(one)]
        done = one.end
    return Masked("".join([*pieces, text[done:]]), tuple(found))


def names_mentioned(text: str, known: Iterable[str]) -> list[Mention]:
    """Where full names of known people stand, leftmost and longest first, none overlapping.

    Dots of any kind join the parts of a long name. Names shorter than two characters are left
    out: they would be found everywhere. A name is also found inside a longer unknown one (王明
    in 王明亮): ask before acting on it.
    """
    by_start: dict[str, list[tuple[str, str]]] = {}
    for name in dict.fromkeys(known):
        plain = name.strip().translate(_DOTS)
        if len(plain) >= SHORTEST_NAME:
            by_start.setdefault(plain[:SHORTEST_NAME], []).append((plain, name))
    for sharing in by_start.values():
        sharing.sort(key=lambda pair: -len(pair[0]))
    return _mentions(text.translate(_DOTS), by_start)


def _mentions(plain: str, by_start: dict[str, list[tuple[str, str]]]) -> list[Mention]:
    mentions, place = [], 0
    while place < len(plain):
        sharing = by_start.get(plain[place : place + SHORTEST_NAME], ())
        hit = next((pair for pair in sharing if plain.startswith(pair[0], place)), None)
        if hit:
            mentions.append(Mention(hit[1], place, place + len(hit[0])))
            place += len(hit[0])
        else:
            place += 1
    return mentions


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    longest = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not joined or span.start >= joined[-1].end:
            joined.append(span)
            longest = span.end - span.start
            continue
        leader = joined[-1]
        if span.end - span.start > longest:
            longest = span.end - span.start
            leader = span
        end = max(joined[-1].end, span.end)
        joined[-1] = Span(joined[-1].start, end, leader.kind, leader.reason)
    return joined
