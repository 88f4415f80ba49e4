"""诉求台账: every voice as one line, read from what was done. There is no other way to add one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch

from lianxin.matters.figures.scope import Scope, handled_by
from lianxin.matters.models import (
    Channel,
    Closure,
    Delivery,
    Extension,
    Level,
    Matter,
    Rating,
    Reply,
    Step,
    Urgency,
    Voice,
)

if TYPE_CHECKING:
    from lianxin.matters.models.voices import VoiceQuerySet
    from lianxin.people.models import User

CHUNK = 900  # below what a database takes as parameters of one query
EXCERPT = 120
NO_MATTER: dict[str, Any] = {
    **dict.fromkeys(("accepted_at", "due", "closed_at")),
    **dict.fromkeys(("urgency", "owner", "closure", "level"), ""),
    **dict.fromkeys(("is_solved", "is_late"), False),
    **dict.fromkeys(("bounces", "reopened"), 0),
}
NO_MORE: dict[str, Any] = {
    **dict.fromkeys(("helpers", "revisit", "reply"), ""),
    **dict.fromkeys(("extended_to", "answered_on")),
}


@dataclass(frozen=True)
class LedgerRow:
    """Labels as people read them; None or "" where nothing has been entered."""

    voice: int  # the key of its page
    matter: int | None
    number: str
    source: str
    said_on: dt.date
    received_on: dt.date
    recorded_late: bool  # 补录
    who: str
    unit: str
    category: str
    title: str
    text: str
    affected: int
    urgency: str
    owner: str
    helpers: str
    accepted_at: dt.datetime | None
    due: dt.datetime | None
    extended_to: dt.datetime | None
    state: str
    closure: str
    closed_at: dt.datetime | None
    answered_on: dt.date | None
    reply: str  # the beginning of the latest reply
    verdict: str  # what the person thinks, in four steps
    revisit: str
    bounces: int
    level: str
    reopened: int
    is_solved: bool
    is_late: bool


def ledger(viewer: User, scope: Scope, now: dt.datetime) -> Iterator[LedgerRow]:
    """The lines in the order of receipt. The keys are sorted first and the rows read by pieces,
    so that memory stays small however many there are."""
    words, voices = Words(), _with_all(viewer, scope)
    keys = handled_by(viewer, scope).order_by("received_on", "pk").values_list("pk", flat=True)
    order = list(keys)
    for start in range(0, len(order), CHUNK):
        piece = order[start : start + CHUNK]
        found = voices.in_bulk(piece)
        for voice in (found[pk] for pk in piece if pk in found):
            yield _row(voice, now, words, _more(voice))


def ledger_page(
    viewer: User, scope: Scope, now: dt.datetime, *, start: int, count: int
) -> list[LedgerRow]:
    """COUNT lines from START, the newest first, for the screen.

    Without what only the spreadsheet has room for: helpers, more time, the reply, the revisit.
    """
    words, voices = Words(), _briefly(viewer, scope).order_by("-received_on", "pk")
    return [_row(voice, now, words, NO_MORE) for voice in voices[start : start + count]]


def ledger_count(viewer: User, scope: Scope, most: int) -> int:
    """How many lines there are, counted no further than MOST."""
    return handled_by(viewer, scope).order_by()[:most].count()


class Words:
    """The labels of all choices, translated once and not for each of a hundred thousand rows."""

    def __init__(self) -> None:
        self.channel = _said(Channel.choices)
        self.voice = _said(Voice.State.choices)
        self.matter = _said(Matter.State.choices)
        self.urgency = _said(Urgency.choices)
        self.closure = _said(Closure.choices)
        self.level = _said(Level.choices)
        self.step = _said(Step.choices)


def _said(choices: Iterable[tuple[Any, Any]]) -> dict[Any, str]:
    return {key: str(label) for key, label in choices}


def _briefly(viewer: User, scope: Scope) -> VoiceQuerySet:
    return (
        handled_by(viewer, scope)
        .select_related("unit", "category", "raised_by", "matter__owner", "matter__category")
        .prefetch_related(Prefetch("ratings", to_attr="all_ratings"))
    )


def _with_all(viewer: User, scope: Scope) -> VoiceQuerySet:
    return _briefly(viewer, scope).prefetch_related(
        Prefetch("matter__helpers", to_attr="all_helpers"),
        Prefetch("matter__extensions", to_attr="all_extensions"),
        Prefetch("matter__revisits", to_attr="all_revisits"),
        "deliveries__reply",
    )


def _row(voice: Voice, now: dt.datetime, words: Words, more: dict[str, Any]) -> LedgerRow:
    matter = voice.matter
    ratings: list[Rating] = vars(voice)["all_ratings"]
    category = (matter and matter.category) or voice.category
    imported = voice.channel == Channel.IMPORTED
    return LedgerRow(
        voice=voice.pk,
        matter=matter.pk if matter else None,
        number=matter.number if matter else voice.source_id,
        source=voice.source if imported else words.channel[voice.channel],
        said_on=voice.said_on,
        received_on=voice.received_on,
        recorded_late=voice.was_recorded_late,
        who=voice.who(),
        unit=str(voice.unit),
        category=str(category or ""),
        title=voice.title,
        text=voice.body,
        affected=voice.affected,
        state=_state(voice, words),
        verdict=words.step[ratings[-1].step] if ratings else "",
        **_of_matter(matter, now, words),
        **more,
    )


def _more(voice: Voice) -> dict[str, Any]:
    """What stands in tables beside, read ahead for a piece of the ledger at a time."""
    delivery = max(voice.deliveries.all(), key=_weight, default=None)
    beside = vars(voice.matter) if voice.matter else {}
    approved = [e for e in beside.get("all_extensions", []) if e.state == Extension.State.APPROVED]
    revisits = [revisit for revisit in beside.get("all_revisits", []) if revisit.done_at]
    return {
        "helpers": "、".join(str(helper) for helper in beside.get("all_helpers", [])),
        "extended_to": approved[-1].until if approved else None,
        "revisit": revisits[-1].outcome() if revisits else "",
        "answered_on": delivery.on if delivery else None,
        "reply": delivery.words[:EXCERPT] if delivery else "",
    }


def _of_matter(matter: Matter | None, now: dt.datetime, words: Words) -> dict[str, Any]:
    if matter is None:
        return NO_MATTER
    return {
        "urgency": words.urgency[matter.urgency],
        "owner": str(matter.owner),
        "accepted_at": matter.opened_at,
        "due": matter.due,
        "closure": words.closure[matter.closure] if matter.closed_at else "",
        "closed_at": matter.closed_at,
        "bounces": matter.bounces,
        "level": words.level[matter.level] if matter.level else "",
        "reopened": matter.reopened,
        "is_solved": matter.is_solved,
        "is_late": matter.is_late(now),
    }


def _state(voice: Voice, words: Words) -> str:
    if voice.state == Voice.State.TAKEN and voice.matter:
        return words.matter[voice.matter.state]
    return words.voice[voice.state]


def _weight(delivery: Delivery) -> tuple[bool, dt.date, int]:
    """A final reply above an interim one, the later above the earlier."""
    reply = delivery.reply
    final = reply is None or reply.kind == Reply.Kind.FINAL
    return final, delivery.on, delivery.reply_id or 0
