"""What waits for one person today; nothing here is a number about another person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from django.db.models import (
    BooleanField,
    Count,
    ExpressionWrapper,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.urls import reverse
from django.utils import timezone

from lianxin.matters.deciding import undecided
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
OF_IT = Q(matter=OuterRef("pk"))
READ = 5 * COUNTED  # rows of one source, from which several kinds are told apart

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
    answered: Several = field(default_factory=Several)  # my matters replied to, not yet closed
    watched: Several = field(default_factory=Several)  # under supervision in my branch
    overdue: Several = field(default_factory=Several)  # past their term in my branch
    answers: Several = field(default_factory=Several)  # replies to what I said, not yet read
    raised: Several = field(default_factory=Several)  # what I said that is not closed yet


def today(viewer: User, now: dt.datetime) -> Today:
    """One query a source, not one a kind: the first page is the one that is opened most."""
    if not viewer.holds(*HANDLING):
        return Today(offers=_offers(viewer, now), **_own(viewer, now))
    return Today(
        waiting=_waiting(viewer, now),
        offers=_offers(viewer, now),
        messages=_messages(viewer, now),
        **_owned(viewer, now),
        **(_led(viewer, now) if viewer.holds(Duty.LEADER) else {}),
        **_own(viewer, now),
    )


def _owned(viewer: User, now: dt.datetime) -> dict[str, Several]:
    """Of the matters one answers for: what is late or near its term, promised, begun, to ask."""
    calendar, day = working_calendar(), timezone.localdate(now)
    soon = calendar.closing(calendar.add_workdays(day, SOON))
    of_mine = Q(drafts__by=viewer)
    not_done = Q(revisits__done_at=None, revisits__due_on__lte=day)
    in_hand = Q(state=Matter.State.IN_HAND) & (Q(due__lte=soon) | Q(kind=Kind.PROMISE))
    begun = Q(state=Matter.State.ANSWERED) | Q(state__in=Matter.OPEN, draft__isnull=False)
    matters = (
        _seen(viewer)
        .owned_by(viewer)
        .alias(draft=FilteredRelation("drafts", condition=of_mine))
        .alias(asking=FilteredRelation("revisits", condition=not_done))
        .filter(in_hand | begun | Q(asking__isnull=False))
        .annotate(drafted=F("draft__pk"), ask_on=F("asking__due_on"))
        .order_by("due", "pk")
    )
    found = [(one, vars(one)) for one in matters[:READ]]
    hand = [one for one, _more in found if one.state == Matter.State.IN_HAND]
    answered = [one for one, _more in found if one.state == Matter.State.ANSWERED]
    work = [one for one in hand if one.kind != Kind.PROMISE and one.due <= soon]
    to_ask = sorted(((more["ask_on"], one) for one, more in found if more["ask_on"]), key=_first)
    return {
        "late": _some([_item(one, one.due, now) for one in work if one.due < now]),
        "due": _some([_item(one, one.due, now) for one in work if one.due >= now]),
        "promises": _some([_item(one, one.due, now) for one in hand if one.kind == Kind.PROMISE]),
        "drafts": _some([_item(one, one.due, now) for one, more in found if more["drafted"]]),
        "answered": _some([_item(one, None, now) for one in answered]),
        "revisits": _some([_item(one, on, now) for on, one in to_ask]),
    }


def _led(viewer: User, now: dt.datetime) -> dict[str, Several]:
    """In the branch one leads: what is supervised, what is late, and what one must decide."""
    led = Unit.objects.served_by(viewer, Duty.LEADER)
    here = _seen(viewer).open().filter(unit__in=led)
    late = Q(state=Matter.State.IN_HAND, due__lt=now)
    found = list(here.filter(Q(level__gt=0) | late).order_by("-level", "due", "pk")[:READ])
    return {
        "watched": _some([_item(one, one.due, now) for one in found if one.level]),
        "overdue": _some([_item(one, one.due, now) for one in found if one.is_late(now)]),
        **_to_decide(viewer, here.order_by(), now),
    }


def _to_decide(viewer: User, here: MatterQuerySet, now: dt.datetime) -> dict[str, Several]:
    """From the few open questions to their matters; one query for the three kinds."""
    first, *rest = [
        here.filter(pk__in=questions.values("matter"))
        .annotate(source=Value(name), by=Subquery(questions.filter(OF_IT).values("decide_by")))
        .values_list("source", "by", "pk", "number", "title", "unit__name")
        for name, questions in undecided(viewer).items()
    ]
    rows = first.union(*rest, all=True).order_by("by", "pk")[:READ]
    found = [
        (source, Item(f"{number} {title}", unit, by, _page(pk), _is_past(by, now)))
        for source, by, pk, number, title, unit in rows
    ]
    return {
        "meetings": _some([item for source, item in found if source == "meetings"]),
        "approvals": _some([item for source, item in found if source != "meetings"]),
    }


def _own(viewer: User, now: dt.datetime) -> dict[str, Several]:
    """What one said oneself: replies not yet read, and what is going on."""
    new = Count("deliveries", filter=Q(deliveries__read_on=None))
    going_on = Q(state="waiting") | Q(state="taken", matter__state__in=Matter.OPEN)
    mine = Voice.objects.visible_to(viewer).filter(raised_by=viewer).annotate(new=new)
    mine = mine.filter(going_on | Q(new__gt=0)).annotate(
        going_on=ExpressionWrapper(going_on, output_field=BooleanField())
    )
    rows = mine.select_related("matter").order_by("-received_on", "pk")
    found = [(_own_voice(one), vars(one)) for one in rows[:READ]]
    return {
        "answers": _some([item for item, more in found if more["new"]]),
        "raised": _some([item for item, more in found if more["going_on"]]),
    }


def _waiting(viewer: User, now: dt.datetime) -> Several:
    served = Unit.objects.served_by(viewer, *HANDLING)
    voices = Voice.objects.visible_to(viewer).waiting().filter(unit__in=served)
    return _several(voices.select_related("unit").order_by("accept_by", "pk"), _voice, now)


def _offers(viewer: User, now: dt.datetime) -> Several:
    to_me = _seen(viewer).open().filter(offers__to=viewer, offers__state="offered")
    return _matters(to_me.annotate(until=F("offers__answer_by")).order_by("until"), now)


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
    return _some([item(row, now) for row in rows[:COUNTED]])


def _some(items: list[Item]) -> Several:
    return Several(min(len(items), COUNTED), tuple(items[:FIRST]))


def _matter(matter: Matter, now: dt.datetime) -> Item:
    return _item(matter, getattr(matter, "until", matter.due), now)


def _item(matter: Matter, due: dt.datetime | dt.date | None, now: dt.datetime) -> Item:
    late = due is not None and _is_past(due, now)
    return Item(str(matter), str(matter.unit), due, _page(matter.pk), late)


def _page(pk: int) -> str:
    return reverse("matters:detail", args=[pk])


def _voice(voice: Voice, now: dt.datetime) -> Item:
    url = reverse("matters:voice", args=[voice.pk])
    return Item(voice.title, str(voice.unit), voice.accept_by, url, voice.accept_by < now)


def _dialogue(voice: Voice, now: dt.datetime) -> Item:
    return Item(voice.title, str(voice.unit), None, reverse("matters:voice", args=[voice.pk]))


def _own_voice(voice: Voice) -> Item:
    matter = voice.matter
    note = matter.get_state_display() if matter else voice.get_state_display()
    due = matter.due if matter and matter.state == Matter.State.IN_HAND else None
    return Item(voice.title, note, due, reverse("matters:my-voice", args=[voice.pk]))


def _first(pair: tuple[dt.date, Matter]) -> dt.date:
    return pair[0]


def _is_past(due: dt.datetime | dt.date, now: dt.datetime) -> bool:
    return due < now if isinstance(due, dt.datetime) else due < timezone.localdate(now)
