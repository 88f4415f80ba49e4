"""诉求台账: every voice as one line, read from what was done. There is no other way to add one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lianxin.matters.figures.scope import Scope, handled_by
from lianxin.matters.models import Channel, Delivery, Extension, Matter, Reply, Voice

if TYPE_CHECKING:
    from lianxin.matters.models.voices import VoiceQuerySet
    from lianxin.people.models import User

CHUNK = 1_000
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
    """The lines in the order of receipt, a thousand at a time, so that memory stays small."""
    voices = _with_all(viewer, scope).order_by("received_on", "pk")
    for voice in voices.iterator(chunk_size=CHUNK):
        yield _row(voice, now, _more(voice))


def ledger_page(
    viewer: User, scope: Scope, now: dt.datetime, *, start: int, count: int
) -> list[LedgerRow]:
    """COUNT lines from START, the newest first, for the screen.

    Without what only the spreadsheet has room for: helpers, more time, the reply, the revisit.
    """
    voices = _briefly(viewer, scope).order_by("-received_on", "pk")
    return [_row(voice, now, NO_MORE) for voice in voices[start : start + count]]


def ledger_count(viewer: User, scope: Scope, most: int) -> int:
    """How many lines there are, counted no further than MOST."""
    return handled_by(viewer, scope).order_by()[:most].count()


def _briefly(viewer: User, scope: Scope) -> VoiceQuerySet:
    return (
        handled_by(viewer, scope)
        .select_related("unit", "category", "raised_by", "matter__owner", "matter__category")
        .prefetch_related("ratings")
    )


def _with_all(viewer: User, scope: Scope) -> VoiceQuerySet:
    return _briefly(viewer, scope).prefetch_related(
        "matter__helpers",
        "matter__extensions",
        "matter__revisits",
        "deliveries__reply",
    )


def _row(voice: Voice, now: dt.datetime, more: dict[str, Any]) -> LedgerRow:
    matter = voice.matter
    ratings = list(voice.ratings.all())
    category = (matter and matter.category) or voice.category
    return LedgerRow(
        voice=voice.pk,
        matter=matter.pk if matter else None,
        number=matter.number if matter else voice.source_id,
        source=voice.source if voice.channel == Channel.IMPORTED else voice.get_channel_display(),
        said_on=voice.said_on,
        received_on=voice.received_on,
        recorded_late=voice.was_recorded_late,
        who=voice.who(),
        unit=str(voice.unit),
        category=str(category or ""),
        title=voice.title,
        text=voice.body,
        affected=voice.affected,
        state=_state(voice),
        verdict=str(ratings[-1]) if ratings else "",
        **_of_matter(matter, now),
        **more,
    )


def _more(voice: Voice) -> dict[str, Any]:
    """What stands in tables beside: read ahead for a thousand voices at a time."""
    delivery = max(voice.deliveries.all(), key=_weight, default=None)
    matter = voice.matter
    extensions = list(matter.extensions.all()) if matter else []
    approved = [one for one in extensions if one.state == Extension.State.APPROVED]
    revisits = [one for one in matter.revisits.all() if one.done_at] if matter else []
    return {
        "helpers": "、".join(str(one) for one in matter.helpers.all()) if matter else "",
        "extended_to": approved[-1].until if approved else None,
        "revisit": revisits[-1].outcome() if revisits else "",
        "answered_on": delivery.on if delivery else None,
        "reply": delivery.words[:EXCERPT] if delivery else "",
    }


def _of_matter(matter: Matter | None, now: dt.datetime) -> dict[str, Any]:
    if matter is None:
        return NO_MATTER
    return {
        "urgency": matter.get_urgency_display(),
        "owner": str(matter.owner),
        "accepted_at": matter.opened_at,
        "due": matter.due,
        "closure": matter.get_closure_display() if matter.closed_at else "",
        "closed_at": matter.closed_at,
        "bounces": matter.bounces,
        "level": matter.get_level_display() if matter.level else "",
        "reopened": matter.reopened,
        "is_solved": matter.is_solved,
        "is_late": matter.is_late(now),
    }


def _state(voice: Voice) -> str:
    if voice.state == Voice.State.TAKEN and voice.matter:
        return voice.matter.get_state_display()
    return voice.get_state_display()


def _weight(delivery: Delivery) -> tuple[bool, dt.date, int]:
    """A final reply above an interim one, the later above the earlier."""
    reply = delivery.reply
    final = reply is None or reply.kind == Reply.Kind.FINAL
    return final, delivery.on, delivery.reply_id or 0
