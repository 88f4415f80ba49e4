"""Hot issues for tables and for the briefing: plain values of what one viewer may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from django.utils.translation import gettext as _

from lianxin.matters.figures.hot import ENOUGH, Card, Scope, cards, code, ranked
from lianxin.matters.models import HotIssue, Voice
from lianxin.people.models import User

BRIEFED = 5  # issues that fit on one page


@dataclass(frozen=True)
class IssueRow:
    """A line of 热点问题表."""

    rank: int
    code: str
    heat: float
    period: str
    place: str
    problem: str


@dataclass(frozen=True)
class VoiceRow:
    """A line of 热点问题留言明细表; of the day, never the hour, and nameless senders unnamed."""

    code: str
    number: str
    who: str
    title: str
    said_on: dt.date
    body: str
    dislikes: int
    likes: int


@dataclass(frozen=True)
class Briefing:
    """What one page says: the hottest issues, and how much there is in all."""

    cards: list[Card]
    issues: int
    voices: int
    rising: list[Card]  # with people who spoke up lately, the most first
    monthly: list[Card]


def issue_rows(viewer: User, scope: Scope, most: int | None, today: dt.date) -> list[IssueRow]:
    chosen = ranked(viewer, scope, today, most=most)
    return [
        IssueRow(one.rank, one.code, one.heat, period(one.first, one.last), one.place, one.title)
        for one in cards(viewer, chosen.rows, today, found=chosen)
    ]


def period(first: dt.date, last: dt.date) -> str:
    if first == last:
        return first.isoformat()
    days = {"first": first.isoformat(), "last": last.isoformat()}
    return _("%(first)s 至 %(last)s") % days


def count_voices(viewer: User, scope: Scope, most: int | None, today: dt.date) -> int:
    return ranked(viewer, scope, today, most=most).voices


def voice_rows(viewer: User, scope: Scope, most: int | None, today: dt.date) -> Iterator[VoiceRow]:
    """Issue after issue as they are ranked, the most central voice first."""
    found = ranked(viewer, scope, today, most=most)
    chosen = [one.issue.pk for one in cards(viewer, found.rows, today, found=found)]
    for start in range(0, len(chosen), ENOUGH):
        yield from _rows_of(viewer, chosen[start : start + ENOUGH])


def _rows_of(viewer: User, issues: Sequence[int]) -> Iterator[VoiceRow]:
    place = {pk: at for at, pk in enumerate(issues)}
    voices = Voice.objects.visible_to_handler(viewer).filter(hot__issue__in=issues)
    rows = voices.order_by().select_related("raised_by", "matter", "hot")
    for voice in sorted(rows, key=lambda v: (place[v.hot.issue_id], -v.hot.likeness, v.pk)):
        yield VoiceRow(
            code=code(voice.hot.issue_id),
            number=voice.source_id or (voice.matter.number if voice.matter else ""),
            who=voice.who(),
            title=voice.title,
            said_on=voice.said_on,
            body=voice.body,
            dislikes=voice.dislikes,
            likes=voice.likes,
        )


def briefing(viewer: User, scope: Scope, today: dt.date) -> Briefing:
    found = ranked(viewer, scope, today, ahead=BRIEFED)
    top = found.rows[:BRIEFED]
    issues = HotIssue.objects.visible_to(viewer).select_related("unit", "lead")
    whole = issues.in_bulk([one.pk for one in top])  # with lead, target and result
    top = [replace(one, make=partial(whole.__getitem__, one.pk)) for one in top if one.pk in whole]
    shown = cards(viewer, top, today, found=found)
    growing = sorted((c for c in shown if c.growth > 0), key=lambda card: -card.growth)
    return Briefing(
        cards=shown,
        issues=len(found.rows),
        voices=found.voices,
        rising=growing,
        monthly=[card for card in shown if card.issue.state == card.issue.State.MONTHLY],
    )
