"""What waits for one person today; nothing here is a number about another person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from lianxin.matters.models import Kind, Matter, Side, Voice
from lianxin.people.calendar import working_calendar
from lianxin.people.duties import HANDLING, Duty
from lianxin.people.models import Unit, User

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lianxin.matters.models.matters import MatterQuerySet

FIRST = 5  # shown on the page
COUNTED = 100  # counted no further: a desk with more is simply "99+"
SOON = 3  # working days

M = TypeVar("M", Voice, Matter)


@dataclass(frozen=True)
class Item:
    """One thing to do: what to show, when it is due, and where it is done."""

    label: str
    note: str
    due: dt.datetime | dt.date | None
    url: str
    is_late: bool = False


@dataclass(frozen=True)
class Several:
    """How many there are (COUNTED means that or more) and the first few."""

    count: int = 0
    first: tuple[Item, ...] = ()

    def __bool__(self) -> bool:
        return self.count > 0

    @property
    def is_more(self) -> bool:
        return self.count >= COUNTED


@dataclass(frozen=True)
class Today:
    """Empty where the person has no such duty."""

    waiting: Several = field(default_factory=Several)  # voices nobody has taken in yet
    late: Several = field(default_factory=Several)  # my matters past their term
    due: Several = field(default_factory=Several)  # my matters due within three working days
    offers: Several = field(default_factory=Several)  # put to me, to take over or turn back
    meetings: Several = field(default_factory=Several)  # mine to decide, as a leader
    approvals: Several = field(default_factory=Several)  # more time, closures: mine to approve
    revisits: Several = field(default_factory=Several)  # to ask whether it truly helped
    promises: Several = field(default_factory=Several)
    messages: Several = field(default_factory=Several)  # people wrote in my matters
    drafts: Several = field(default_factory=Several)  # replies I began
    watched: Several = field(default_factory=Several)  # under supervision in my branch
    answers: Several = field(default_factory=Several)  # replies to what I said, not yet read
    raised: Several = field(default_factory=Several)  # what I said that is not closed yet


def today(viewer: User, now: dt.datetime) -> Today:
    if not viewer.holds(*HANDLING):
        return Today(offers=_offers(viewer, now), **_own(viewer, now))
    led = Unit.objects.served_by(viewer, Duty.LEADER) if viewer.holds(Duty.LEADER) else None
    return Today(
        waiting=_waiting(viewer, now),
        offers=_offers(viewer, now),
        revisits=_revisits(viewer, now),
        messages=_messages(viewer, now),
        drafts=_matters(_seen(viewer).owned_by(viewer).open().filter(drafts__by=viewer), now),
        **_in_hand(viewer, now),
        **(_to_decide(viewer, led, now) if led is not None else {}),
        **_own(viewer, now),
    )


def _in_hand(viewer: User, now: dt.datetime) -> dict[str, Several]:
    calendar = working_calendar()
    soon = calendar.closing(calendar.add_workdays(timezone.localdate(now), SOON))
    mine = _seen(viewer).owned_by(viewer).in_hand().for_list()
    work = mine.exclude(kind=Kind.PROMISE)
    return {
        "late": _matters(work.filter(due__lt=now), now),
        "due": _matters(work.filter(due__gte=now, due__lte=soon), now),
        "promises": _matters(mine.filter(kind=Kind.PROMISE), now),
    }


def _to_decide(viewer: User, led: QuerySet[Unit], now: dt.datetime) -> dict[str, Several]:
    here = _seen(viewer).filter(unit__in=led).for_list()
    asked = Q(extensions__state="asked") & ~Q(extensions__by=viewer)
    closing = Q(closure_requests__state="asked") & ~Q(closure_requests__by=viewer)
    return {
        "meetings": _matters(here.open().filter(meetings__state="called"), now),
        "approvals": _matters(here.open().filter(asked | closing).distinct(), now),
        "watched": _matters(here.open().filter(level__gt=0).order_by("-level", "due"), now),
    }


def _own(viewer: User, now: dt.datetime) -> dict[str, Several]:
    mine = Voice.objects.visible_to(viewer).filter(raised_by=viewer).select_related("matter")
    mine = mine.order_by("-received_on", "pk")
    unread = mine.filter(deliveries__isnull=False, deliveries__read_on=None).distinct()
    going_on = Q(state="waiting") | Q(state="taken", matter__state__in=Matter.OPEN)
    return {
        "answers": _several(unread, _own_voice, now),
        "raised": _several(mine.filter(going_on), _own_voice, now),
    }


def _waiting(viewer: User, now: dt.datetime) -> Several:
    served = Unit.objects.served_by(viewer, *HANDLING)
    voices = Voice.objects.visible_to(viewer).waiting().filter(unit__in=served)
    return _several(voices.select_related("unit").order_by("accept_by", "pk"), _voice, now)


def _offers(viewer: User, now: dt.datetime) -> Several:
    to_me = _seen(viewer).open().filter(offers__to=viewer, offers__state="offered")
    return _matters(to_me.annotate(until=F("offers__answer_by")).order_by("until"), now)


def _revisits(viewer: User, now: dt.datetime) -> Several:
    day = timezone.localdate(now)
    mine = _seen(viewer).owned_by(viewer).filter(revisits__done_at=None, revisits__due_on__lte=day)
    return _matters(mine.annotate(until=F("revisits__due_on")).order_by("until"), now)


def _messages(viewer: User, now: dt.datetime) -> Several:
    """People wrote: in matters I answer for, or in voices of my units that still wait."""
    written = Q(messages__side=Side.PERSON, messages__read_on=None)
    served = Unit.objects.served_by(viewer, *HANDLING)
    mine = Q(matter__owner=viewer) | Q(matter=None, unit__in=served)
    voices = Voice.objects.visible_to(viewer).filter(written, mine).select_related("unit")
    return _several(voices.distinct().order_by("received_on", "pk"), _dialogue, now)


def _seen(viewer: User) -> MatterQuerySet:
    return Matter.objects.visible_to(viewer).for_list()


def _matters(matters: QuerySet[Matter], now: dt.datetime) -> Several:
    return _several(matters, _matter, now)


def _several(
    rows: QuerySet[M], item: Callable[[M, dt.datetime], Item], now: dt.datetime
) -> Several:
    """One query: reading a hundred rows costs less than counting and reading five."""
    found = list(rows[:COUNTED])
    return Several(len(found), tuple(item(row, now) for row in found[:FIRST]))


def _matter(matter: Matter, now: dt.datetime) -> Item:
    due = getattr(matter, "until", matter.due)
    url = reverse("matters:detail", args=[matter.pk])
    return Item(str(matter), str(matter.unit), due, url, _is_past(due, now))


def _voice(voice: Voice, now: dt.datetime) -> Item:
    url = reverse("matters:voice", args=[voice.pk])
    return Item(voice.title, str(voice.unit), voice.accept_by, url, voice.accept_by < now)


def _dialogue(voice: Voice, now: dt.datetime) -> Item:
    return Item(voice.title, str(voice.unit), None, reverse("matters:voice", args=[voice.pk]))


def _own_voice(voice: Voice, now: dt.datetime) -> Item:
    matter = voice.matter
    note = matter.get_state_display() if matter else voice.get_state_display()
    due = matter.due if matter and matter.state == Matter.State.IN_HAND else None
    return Item(voice.title, note, due, reverse("matters:voice", args=[voice.pk]))


def _is_past(due: dt.datetime | dt.date, now: dt.datetime) -> bool:
    return due < now if isinstance(due, dt.datetime) else due < timezone.localdate(now)
