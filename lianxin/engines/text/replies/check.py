"""The reply check: everything that a writer may want to see before sending.

>>> seen = check("路灯坏了三天，何时能修？", "您好，留言已收悉。")
>>> seen.kind.value, [point.answered for point in seen.points]
('acknowledges', [False])
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .advice import REFUSES, Advice, Code, advise
from .clauses import Role, clauses
from .copies import Copied, copied
from .explains import ReplyKind, features, kind_of, probability
from .likeness import PointCheck, belongs, compare
from .parts import Parts, read_parts
from .points import points
from .promises import Promised, promises
from .sentences import Span, sentences

__all__ = [
    "Advice", "Check", "Code", "Copied", "Parts", "PointCheck", "Promised", "ReplyKind", "Span",
    "check",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Check:
    """What was seen; places are in the reply, those of ``points[…].point`` in the voice.

    ``waited`` is the number of days from receipt to today, ``delay`` the number of days past
    the day it was due (negative: days left); None without the days to tell.
    """

    points: tuple[PointCheck, ...]
    parts: Parts
    kind: ReplyKind
    explains_probability: float
    copied: tuple[Copied, ...]
    promises: tuple[Promised, ...]
    waited: int | None
    delay: int | None
    is_about: float
    advice: tuple[Advice, ...]


def check(
    voice: str,
    reply: str,
    *,
    earlier: Sequence[tuple[int, str]] = (),
    received: dt.date | None = None,
    today: dt.date | None = None,
    due: dt.date | None = None,
) -> Check:
    """What REPLY says to VOICE (title and text); EARLIER replies are (key, text).

    Linear in the texts; only the first 100,000 signs of each are read. Never raises.
    """
    found = clauses(reply)
    chance = probability(features(found))
    kind = kind_of(found, chance)
    parts = read_parts(reply, found)
    items = sum(sentence.opens for sentence in sentences(reply))
    compared = tuple(compare(points(voice), found, chance >= 0.5, items))
    taken = copied(found, earlier)
    promised = promises(reply, found, today)
    delay = (today - due).days if today and due else None
    is_about = belongs(voice, found)
    refuses = tuple(c.span for c in found if c.role is Role.TOLD and REFUSES.search(c.text))
    past = tuple(Span(p.start, p.end) for p in promised if p.due and today and p.due < today)
    seen = Check(
        points=compared,
        parts=parts,
        kind=kind,
        explains_probability=round(chance, 4),
        copied=taken,
        promises=promised,
        waited=(today - received).days if today and received else None,
        delay=delay,
        is_about=is_about,
        advice=(),
    )
    return replace(seen, advice=advise(seen, refuses=refuses, past=past))
