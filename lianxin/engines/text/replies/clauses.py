"""What each clause of a reply is there for.

An answer is what remains when courtesy, receipt, the subject quoted, handing on, telephone
numbers, "wait for news" and the signature are taken away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from .roles import DATE, HIDDEN, Role, role_of
from .sentences import Sentence, Span, sentences

__all__ = ["Clause", "Role", "clauses"]


@dataclass(frozen=True, slots=True)
class Clause:
    """``text`` is the plain spelling; ``sentence`` the number of its sentence."""

    start: int
    end: int
    text: str
    role: Role
    sentence: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


_PARTS: Final = re.compile(
    r"[,;:](?!\d)|(?<=\d),(?=[^\W\d])|\s+(?=\d{4}年\d)|(?<=[^\W\d_a-z]) (?=[^\W\d_a-z])"
)
_QUOTED: Final = re.compile(
    r"(?:反映|反应|咨询|提出|投诉|举报|提到|关于|留言|来信|所述|所说|所提|建议|标题为|主题为)[^“\"《。!?\n]{0,16}[“\"《][^”\"》\n]{0,200}[”\"》]"
)
_GREETS_AGAIN: Final = r"[“\"]?(?:网友|网民|尊敬|亲爱|您好|你好|uu\d)"
_AFTER_DATE: Final = re.compile(rf"{DATE}(?={_GREETS_AGAIN})")


def clauses(text: str) -> list[Clause]:
    """The clauses of a reply with their roles, in order; linear in the length.

    >>> [c.role.value for c in clauses("您好，留言已收悉，已转交水务局处理。管道昨夜已修好。")]
    ['courtesy', 'received', 'forwarded', 'told']
    """
    found: list[Clause] = []
    for number, sentence in enumerate(sentences(text)):
        found += _of(sentence, number)
    return found


def _of(sentence: Sentence, number: int) -> list[Clause]:
    hidden = _QUOTED.sub(lambda quote: HIDDEN * len(quote.group()), sentence.text)
    cuts = {cut.end() for pattern in (_PARTS, _AFTER_DATE) for cut in pattern.finditer(hidden)}
    edges = sorted(cuts | {len(hidden)})
    found, begin = [], 0
    for edge in edges:
        piece = sentence.text[begin:edge]
        bare = piece.strip(" ,;:。!?\t\n")
        if bare:
            start = sentence.start + begin + piece.index(bare[0])
            shown = hidden[begin:edge].strip(" ,;:。!?\t\n")
            found.append(Clause(start, start + len(bare), bare, role_of(shown), number))
        begin = edge
    return found
