"""One hot issue as one viewer may read it: its voices with their reasons, its weeks, its deeds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.journal.models import Event
from lianxin.kernel import charts
from lianxin.kernel.access import Verdict
from lianxin.matters.access import hot as access
from lianxin.matters.models import HotIssue, Matter, Voice

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.safestring import SafeString

    from lianxin.matters.figures.hot import Card
    from lianxin.matters.models.voices import VoiceQuerySet
    from lianxin.people.models import User

EXCERPT = 160
REASONS = {
    "place": gettext_lazy("地点：%(words)s"),
    "unit": gettext_lazy("单位：%(words)s"),
    "trouble": gettext_lazy("说法：%(words)s"),
    "copy": gettext_lazy("与另一件诉求文字相同"),
    "officer": gettext_lazy("由工作人员归入"),
}


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, marked where a keyword of the issue stands."""

    text: str
    is_marked: bool


@dataclass(frozen=True)
class Heard:
    """A voice of the issue with what it has in common with the others."""

    voice: Voice
    reasons: list[str]
    title: list[Piece]
    body: list[Piece]


def title_for(viewer: User, issue: HotIssue) -> str:
    """Words of voices that VIEWER does not see are not shown."""
    return issue.title if issue.is_named or access.sees_whole(viewer, issue) else ""


def voices_of(issue: HotIssue, viewer: User) -> VoiceQuerySet:
    """The most central first."""
    rows = Voice.objects.visible_to_handler(viewer).filter(hot__issue=issue)
    return rows.for_list().select_related("hot").order_by("-hot__likeness", "pk")


def heard(voices: Sequence[Voice], keywords: Sequence[str]) -> list[Heard]:
    return [
        Heard(
            voice,
            [in_words(reason) for reason in voice.hot.reasons],
            marked(voice.title, keywords),
            marked(excerpt(voice.body, keywords), keywords),
        )
        for voice in voices
    ]


def in_words(reason: Sequence[str]) -> str:
    kind, *words = reason
    return str(REASONS[kind]) % {"words": _("、").join(words)}


def excerpt(text: str, keywords: Sequence[str]) -> str:
    """Some lines around the first keyword."""
    text = " ".join(text.split())
    found = [at for word in keywords if (at := text.find(word)) >= 0]
    start = max(0, min(found, default=0) - EXCERPT // 4)
    cut = text[start : start + EXCERPT]
    return f"{'…' if start else ''}{cut}{'…' if start + EXCERPT < len(text) else ''}"


def marked(text: str, keywords: Sequence[str]) -> list[Piece]:
    """TEXT in pieces, so that the page can mark the keywords."""
    words = sorted(filter(None, keywords), key=len, reverse=True)
    if not words:
        return [Piece(text, False)]
    pieces = re.split(f"({'|'.join(map(re.escape, words))})", text)
    return [Piece(piece, at % 2 == 1) for at, piece in enumerate(pieces) if piece]


def events_of(issue: HotIssue) -> QuerySet[Event]:
    """The journal of an issue its reader has already found through its rule."""
    return Event.objects.about(issue)


def chart(card: Card) -> SafeString:
    """How many voices a week, or a month."""
    title = _("每月诉求数") if card.by_month else _("每周诉求数（从周一起）")
    labels = [f"{bar.first:%Y-%m}" if card.by_month else f"{bar.first:%m-%d}" for bar in card.trend]
    return charts.lines(title, labels, {str(_("件数")): [bar.count for bar in card.trend]})


def open_matters(issue: HotIssue, viewer: User) -> list[Matter]:
    """Those that voices of the issue are handled in now, the one with the most voices first."""
    keys = voices_of(issue, viewer).filter(matter__isnull=False).values_list("matter", flat=True)
    count: dict[int, int] = {}
    for key in keys:
        if key is not None:
            count[key] = count.get(key, 0) + 1
    rows = Matter.objects.visible_to(viewer).open().filter(pk__in=count)
    found = list(rows.select_related("owner", "unit").prefetch_related("avoid"))
    return sorted(found, key=lambda matter: (-count[matter.pk], matter.pk))


@dataclass(frozen=True)
class Choice:
    """A deed about the issue; the reason stands where the button would be."""

    label: str
    icon: str
    url: str
    verdict: Verdict
    is_first: bool = False
    is_post: bool = False


def choices_for(user: User, issue: HotIssue) -> list[Choice]:
    return [*_shaping(user, issue), *_monthly(user, issue)]


def _shaping(user: User, issue: HotIssue) -> Iterator[Choice]:
    if not issue.is_live:
        return
    take_up = access.may_take_up(user, issue)
    yield _choice(_("统一受理"), "inbox", "take-up", issue, take_up, is_first=True)
    yield _choice(_("改名"), "pencil", "rename", issue, access.may_rename(user, issue))
    yield _choice(_("归入诉求"), "plus-lg", "add", issue, access.may_add(user, issue))
    yield _choice(_("并入另一问题"), "union", "join", issue, access.may_join(user, issue))


def _monthly(user: User, issue: HotIssue) -> Iterator[Choice]:
    if issue.can("take_as_monthly"):
        verdict = access.may_take_as_monthly(user, issue)
        yield _choice(_("列为每月一题"), "calendar-event", "monthly", issue, verdict)
    if issue.state == issue.State.MONTHLY:
        yield _choice(_("修改方案"), "pencil", "plan", issue, access.may_change_plan(user, issue))
    if issue.taken_on:
        result = access.may_record_result(user, issue)
        yield _choice(_("登记结果"), "clipboard-check", "result", issue, result)
    if issue.result:
        publish = access.may_publish(user, issue)
        yield _choice(_("公开结果"), "megaphone", "publish", issue, publish)
    if issue.can("settle"):
        settle = access.may_settle(user, issue)
        yield _choice(_("确认已解决"), "check-circle", "settle", issue, settle, is_post=True)
    if issue.can("put_back"):
        back = access.may_put_back(user, issue)
        yield _choice(
            _("改回关注中"), "arrow-counterclockwise", "put-back", issue, back, is_post=True
        )


def _choice(
    label: str,
    icon: str,
    name: str,
    issue: HotIssue,
    verdict: Verdict,
    **more: bool,
) -> Choice:
    return Choice(label, icon, reverse(f"matters:hot-{name}", args=[issue.pk]), verdict, **more)


def old_since(today: dt.date) -> dt.date:
    """Matters received before that and still open are old."""
    return today - dt.timedelta(days=60)
