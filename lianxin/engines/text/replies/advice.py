"""What the writer may want to look at, as codes with places; the sentences are the app's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from .explains import ReplyKind
from .sentences import Span

if TYPE_CHECKING:
    from .check import Check

NOT_ABOUT: Final = 0.2
"""`is_about` below which the reply may belong to another voice."""


class Code(StrEnum):
    """Spans of UNANSWERED are places in the voice, all others in the reply."""

    UNANSWERED = "unanswered"
    ONLY_FORWARDS = "only_forwards"
    ONLY_THANKS = "only_thanks"
    ONLY_ACKNOWLEDGES = "only_acknowledges"
    NOT_ABOUT = "not_about"
    NO_WHO = "no_who"
    NO_WHEN = "no_when"
    NO_BASIS = "no_basis"
    """It refuses or explains, and names no rule."""
    PROMISE_WITHOUT_DAY = "promise_without_day"
    PROMISE_WITH_DAY = "promise_with_day"
    """It may be kept as a dated promise."""
    PROMISE_PAST = "promise_past"
    """The day promised is over already."""
    COPIED = "copied"
    LATE = "late"
    NO_GREETING = "no_greeting"
    NO_DATE = "no_date"


@dataclass(frozen=True, slots=True)
class Advice:
    code: Code
    spans: tuple[Span, ...] = ()


_ONLY: Final = {
    ReplyKind.FORWARDS: Code.ONLY_FORWARDS,
    ReplyKind.THANKS: Code.ONLY_THANKS,
    ReplyKind.ACKNOWLEDGES: Code.ONLY_ACKNOWLEDGES,
}


def advise(
    seen: Check, *, refuses: tuple[Span, ...] = (), past: tuple[Span, ...] = ()
) -> tuple[Advice, ...]:
    """What to look at, the gravest first; nothing is forbidden by it.

    REFUSES are the clauses that say no, PAST the promises whose day is over.
    """
    missing = tuple(Span(p.point.start, p.point.end) for p in seen.points if not p.answered)
    undated = tuple(Span(p.start, p.end) for p in seen.promises if p.due is None)
    dated = tuple(Span(p.start, p.end) for p in seen.promises if p.due)
    parts, says = seen.parts, seen.kind not in _ONLY
    told = [
        (not says, _ONLY.get(seen.kind, Code.ONLY_ACKNOWLEDGES), ()),
        (seen.is_about < NOT_ABOUT, Code.NOT_ABOUT, ()),
        (says and missing, Code.UNANSWERED, missing),
        (seen.copied, Code.COPIED, seen.copied[0].spans if seen.copied else ()),
        (past, Code.PROMISE_PAST, past),
        (undated, Code.PROMISE_WITHOUT_DAY, undated),
        (dated, Code.PROMISE_WITH_DAY, dated),
        (says and not parts.says_who, Code.NO_WHO, ()),
        (parts.says_what and not parts.says_when, Code.NO_WHEN, parts.says_what),
        (refuses and not parts.basis, Code.NO_BASIS, refuses),
        ((seen.delay or 0) > 0, Code.LATE, ()),
        (not parts.greets, Code.NO_GREETING, ()),
        (not parts.dated, Code.NO_DATE, ()),
    ]
    return tuple(Advice(code, spans) for holds, code, spans in told if holds)


REFUSES: Final = re.compile(
    r"不符合|不属于|不具备|不予|不能|无法|不得|不可|暂不|不在[^,。]{0,12}范围|没有(?:政策|依据)|尚未(?:列入|纳入)"
)
