"""Sentences and list items with their places, in texts as they come.

Tabs, wide blanks and newlines part sentences like full stops do; a list mark begins a new one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lianxin.engines.text.plain import LONGEST, plain

__all__ = ["Sentence", "Span", "sentences", "spelled"]

_NUMERALS: Final = "一二三四五六七八九十"
_BREAKS: Final = "\n\r\x0b\x0c\x85\u2028\u2029"
_MARKS: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_KEPT: Final = re.compile(f"[{_BREAKS}{_MARKS}]")
_AFTER_STOP: Final = r"(?:(?<=[\s,。;:、)!?”\"…])|(?<![\s\S]))"
_ITEM: Final = re.compile(
    rf"[{_MARKS}]"
    r"|(?<![\d.\-/第a-z周])\d{1,2}(?:[、)]|[.．:](?=\D))(?!\d{1,2}(?!\d))"
    rf"|{_AFTER_STOP}\d{{1,2}}[-—](?=[^\W\d_a-z])"
    rf"|{_AFTER_STOP}[{_NUMERALS}]{{1,2}}、(?![{_NUMERALS}])"
    rf"|\((?:[{_NUMERALS}]{{1,2}}|\d{{1,2}})\)[、.]?"
    rf"|{_AFTER_STOP}第[{_NUMERALS}]{{1,2}}(?:[,:、.]|点|个问题)"
    rf"|{_AFTER_STOP}(?:其[一二三四五]|[{_NUMERALS}]是)[,:、]?"
)
_STOP: Final = re.compile(
    r"[。!?;\n…]+[”’』」)\"']*|(?<=[^\W\d_a-z])\.(?!\d)|[ \t]{2,}(?=\S)",
)


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` of the text as it was given."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a list item's first one; ``text`` is its plain spelling.

    ``item`` counts list items from 1 (0: not in a list), ``opens`` says that it has the mark,
    ``paragraph`` counts the wide gaps and line breaks before it.
    """

    start: int
    end: int
    text: str
    item: int = 0
    opens: bool = False
    paragraph: int = 0

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def spelled(text: str) -> str:
    """The plain spelling, sign for sign, with line breaks and circled numbers kept."""
    signs = list(plain(text))
    for found in _KEPT.finditer(text, 0, LONGEST):
        signs[found.start()] = "\n" if found.group() in _BREAKS else found.group()
    return "".join(signs)


def _cuts(text: str) -> list[tuple[int, int, bool]]:
    """Where a piece ends, where the next begins, and whether a paragraph ends there."""
    cuts = []
    for found in _STOP.finditer(text):
        wide = not found.group().strip() or "\n" in found.group()
        cuts.append((found.end(), found.end(), wide))
    return cuts


def sentences(text: str) -> list[Sentence]:
    """The sentences of TEXT in order; blanks at their ends are left out.

    >>> [s.text for s in sentences("路灯坏了。\\n\\t1、何时修？2、谁来修？")]
    ['路灯坏了。', '1、何时修?', '2、谁来修?']
    """
    whole = spelled(text)
    marks = {found.start() for found in _ITEM.finditer(whole)}
    ends = {end: wide for end, _, wide in _cuts(whole)}
    edges = sorted(marks | ends.keys() | {len(whole)})
    found: list[Sentence] = []
    begin = item = paragraph = 0
    marked = False
    for edge in edges:
        piece = whole[begin:edge]
        start = begin + len(piece) - len(piece.lstrip())
        if start < begin + len(piece.rstrip()):
            opens = begin in marks
            item, marked = (item + 1, True) if opens else (item, marked)
            found.append(
                Sentence(start, begin + len(piece.rstrip()), piece.strip(),
                         item if marked else 0, opens, paragraph)
            )  # fmt: skip
        if ends.get(edge):
            paragraph += 1
            marked = False
        begin = edge
    return found
