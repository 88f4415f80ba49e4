"""What the clocks of matters ask for: reminders, urging, supervision, what comes back in a year.

Each is safe to run twice: it marks the row, or writes a line of the journal, in the transaction
in which it tells somebody, and looks for that mark first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from lianxin.engines.workdays.ladder import Step
from lianxin.journal.models import record
from lianxin.kernel.errors import Refused
from lianxin.matters import clocks
from lianxin.matters.access.matters import leaders_besides, nearest_leaders, office_holders
from lianxin.matters.actions import deciding, supervising
from lianxin.matters.alerts import alert, alert_who_was_asked, written
from lianxin.matters.forgetting import forget_sheets
from lianxin.matters.grouping import group_voices, place_new
from lianxin.matters.learning import relearn, suggest
from lianxin.matters.likening import liken
from lianxin.matters.marks import is_told, not_yet
from lianxin.matters.models import (
    ClosureRequest,
    Extension,
    Level,
    Matter,
    Meeting,
    Offer,
    Revisit,
)
from lianxin.matters.models.replies import Step as Opinion
from lianxin.matters.searching import settle_search
from lianxin.matters.waiting import urge_units
from lianxin.people.calendar import working_calendar

NEAR = dt.timedelta(days=1)


def remind(now: dt.datetime) -> int:
    """One working day before the end; two hours for clocks that run day and night."""
    calendar = working_calendar()
    until = calendar.closing(calendar.add_workdays(timezone.localdate(now), 1)) + NEAR
    near = Matter.objects.in_hand().filter(reminded_at=None, due__gte=now, due__lte=until)
    done = 0
    for matter in _with_people(near):
        stand = clocks.how_it_stands(matter.urgency, matter.due, now, calendar)
        done += stand.step == Step.REMIND and _remind(matter, now)
    return done


@transaction.atomic
def _remind(matter: Matter, now: dt.datetime) -> bool:
    if not _mark(matter, reminded_at=now):
        return False
    record("matter.reminded", matter, by=None, due=written(matter.due))
    alert(matter, "matter.reminded", [matter.owner], by=None, due=written(matter.due))
    return True


def urge(now: dt.datetime) -> int:
    """催办: in writing to the owner and the leader, on the working day after the end."""
    calendar, done = working_calendar(), 0
    for matter in _with_people(Matter.objects.overdue(now).filter(urged_at=None)):
        stand = clocks.how_it_stands(matter.urgency, matter.due, now, calendar)
        done += stand.step in (Step.URGE, Step.SUPERVISE) and _urge(matter, now)
    return done


@transaction.atomic
def _urge(matter: Matter, now: dt.datetime) -> bool:
    if not _mark(matter, urged_at=now):
        return False
    record("matter.urged", matter, by=None, due=written(matter.due))
    people = [matter.owner, *nearest_leaders(matter, matter.owner)]
    alert(matter, "matter.urged", people, by=None, due=written(matter.due))
    return True


def supervise(now: dt.datetime) -> int:
    """督办: a step for every five working days late, counted anew from the day it was lifted."""
    calendar, today = working_calendar(), timezone.localdate(now)
    since = Greatest("due", Coalesce("lifted_at", "due"))
    late = Matter.objects.overdue(now).filter(level__lt=Level.RED).annotate(since=since)
    done = 0
    for matter in _with_people(late.filter(since__lt=now - clocks.SUPERVISE_STEP * NEAR)):
        days = calendar.workdays_between(timezone.localdate(vars(matter)["since"]), today)
        level = min(Level.RED, (days - 1) // clocks.SUPERVISE_STEP)
        done += level > matter.level and _climb(matter, level)
    return done


def climb_after_silence(now: dt.datetime) -> int:
    """Nobody asked whether it helped, or nobody did anything after a no, for five working days."""
    before = working_calendar().add_workdays(timezone.localdate(now), -clocks.SUPERVISE_STEP)
    unasked = Q(done_at=None, due_on__lt=before)
    unheard = Q(done_at__date__lt=before, step=Opinion.NOT)
    silent = Revisit.objects.filter(
        unasked | unheard, is_climbed=False, matter__state=Matter.State.CLOSED
    )
    done = 0
    for revisit in silent.select_related("matter__owner", "matter__unit"):
        with transaction.atomic():
            here = Revisit.objects.filter(pk=revisit.pk, is_climbed=False)
            if here.update(is_climbed=True) and revisit.matter.level < Level.RED:
                done += _climb(revisit.matter, revisit.matter.level + 1)
    return done


def _climb(matter: Matter, level: int) -> bool:
    """False when a leader has just moved it."""
    try:
        supervising.escalate(matter, by=None, level=level)
    except Refused:
        return False
    return True


def lapse_offers(now: dt.datetime) -> int:
    """An offer without an answer counts as not taken: the owner stays the owner."""
    late = Offer.objects.filter(state=Offer.State.OFFERED, answer_by__lt=now)
    return sum(_lapse(offer, now) for offer in late.select_related("matter__owner", "to"))


def _lapse(offer: Offer, now: dt.datetime) -> bool:
    try:
        with transaction.atomic():
            offer.move("lapse", answered_at=now)
            record("matter.offer_lapsed", offer.matter, by=None, offer=offer.pk)
            alert(offer.matter, "matter.offer_lapsed", [offer.matter.owner], by=None)
            alert_who_was_asked(offer, "matter.offer_lapsed", by=None)
    except Refused:
        return False
    return True


def urge_decisions(now: dt.datetime) -> int:
    """A meeting without a decision, a request without an answer: every leader above hears it."""
    late = Q(decide_by__lt=now)
    waiting: Iterable[Meeting | Extension | ClosureRequest] = (
        *not_yet("matter.decision_urged", Meeting.objects.filter(late, state="called")),
        *not_yet("matter.decision_urged", Extension.objects.filter(late, state="asked")),
        *not_yet("matter.decision_urged", ClosureRequest.objects.filter(late, state="asked")),
    )
    return sum(_urge_decision(one) for one in waiting)


@transaction.atomic
def _urge_decision(one: Meeting | Extension | ClosureRequest) -> bool:
    until = written(one.decide_by)
    if is_told("matter.decision_urged", one):
        return False
    record("matter.decision_urged", one, by=None, until=until)
    askers = [] if isinstance(one, Meeting) else [one.by]
    leaders = leaders_besides(one.matter, *askers)
    alert(one.matter, "matter.decision_urged", leaders, by=None, until=until)
    return True


def urge_waiting(now: dt.datetime) -> int:
    """Voices past the term in which they should have been taken in."""
    return urge_units(now)


def remind_revisits(now: dt.datetime) -> int:
    due = Revisit.objects.filter(done_at=None, due_on__lte=timezone.localdate(now))
    due = due.filter(matter__state=Matter.State.CLOSED).select_related("matter__owner")
    return sum(_remind_revisit(revisit) for revisit in not_yet("matter.revisit_due", due))


@transaction.atomic
def _remind_revisit(revisit: Revisit) -> bool:
    if is_told("matter.revisit_due", revisit):
        return False
    record("matter.revisit_due", revisit, by=None)
    alert(revisit.matter, "matter.revisit_due", [revisit.matter.owner], by=None)
    return True


def bring_back_queued(now: dt.datetime) -> int:
    """纳入项目库: on its day it comes back to its owner and leader, until they review it."""
    due = Matter.objects.filter(
        state=Matter.State.CLOSED, review_on__lte=timezone.localdate(now), reminded_at=None
    )
    return sum(_bring_back(matter, now) for matter in _with_people(due))


@transaction.atomic
def _bring_back(matter: Matter, now: dt.datetime) -> bool:
    here = Matter.objects.filter(pk=matter.pk, review_on=matter.review_on, reminded_at=None)
    if not here.update(reminded_at=now):
        return False
    record("matter.review_due", matter, by=None, day=matter.review_on)
    people = [matter.owner, *nearest_leaders(matter, matter.owner)]
    alert(matter, "matter.review_due", people, by=None)
    return True


def call_for_the_absent(now: dt.datetime) -> int:
    """Whose owner has left, or holds no such office any more: a leader decides anew."""
    alone = Matter.objects.open().exclude(owner__in=office_holders())
    alone = alone.exclude(meetings__state=Meeting.State.CALLED)
    return sum(_call(matter) for matter in _with_people(alone))


def _call(matter: Matter) -> bool:
    try:
        with transaction.atomic():
            matter.hold()
            deciding.call_meeting(matter, by=None, cause=Meeting.Cause.ABSENT)
    except Refused:
        return False
    return True


def tell_of_reopened(now: dt.datetime) -> int:
    """Somebody reopened by code: told here, days together, so that no notice keeps a minute."""
    nameless = Matter.objects.in_hand().filter(started_at=None)
    rows = not_yet("matter.reopening_told", _with_people(nameless), since="started_on")
    return sum(_tell_of_reopened(matter) for matter in rows)


@transaction.atomic
def _tell_of_reopened(matter: Matter) -> bool:
    if is_told("matter.reopening_told", matter, since=matter.started_on):
        return False
    due = written(matter.due)
    record("matter.reopening_told", matter, by=None, due=due)
    people = [matter.owner, *nearest_leaders(matter, matter.owner)]
    alert(matter, "matter.reopening_told", people, by=None, due=due)
    return True


def _with_people(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    return matters.select_related("owner", "unit").prefetch_related("avoid")


def _mark(matter: Matter, **marks: dt.datetime) -> bool:
    """False when it has been marked, or its term has moved, since it was read."""
    unmarked = dict.fromkeys(marks)
    here = Matter.objects.in_hand().filter(pk=matter.pk, due=matter.due, **unmarked)
    return bool(here.update(**marks))


HOURLY = [
    remind,
    urge,
    supervise,
    lapse_offers,
    urge_decisions,
    urge_waiting,
    suggest,
    liken,
    place_new,
]
DAILY = [
    remind_revisits,
    climb_after_silence,
    bring_back_queued,
    call_for_the_absent,
    tell_of_reopened,
    forget_sheets,
    relearn,
    group_voices,
    settle_search,
]
