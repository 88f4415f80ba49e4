"""办结: with the way it was closed; and 重启: when the people say that it is not settled."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.matters import clocks
from lianxin.matters.access import closing as access
from lianxin.matters.access.matters import nearest_leaders
from lianxin.matters.actions import supervising
from lianxin.matters.alerts import alert, written
from lianxin.matters.announcing import announce, tell_each
from lianxin.matters.models import (
    Closure,
    ClosureRequest,
    Level,
    Matter,
    Publication,
    Remark,
    Revisit,
    Voice,
)
from lianxin.people.calendar import working_calendar
from lianxin.people.models import User

SPEAKS_FOR_ITSELF = (Closure.SUBSTANTIVE, Closure.STAGED)
TOO_OFTEN = 2  # so many times reopened, and it climbs the ladder each time


@dataclass(frozen=True)
class Ending:
    """How a matter is closed; REVIEW_ON is the day on which a queued one comes back."""

    closure: str
    note: str = ""
    review_on: dt.date | None = None


@transaction.atomic
def close(matter: Matter, ending: Ending, *, by: User) -> None:
    require(access.may_close(by, matter, ending.closure))
    _insist(ending)
    matter.hold()
    facts = _close(matter, ending, by)
    record("matter.closed", matter, by=by, **facts)
    alert(matter, "matter.closed", [matter.assigned_by], by=by)


def _insist(ending: Ending) -> None:
    if ending.closure not in SPEAKS_FOR_ITSELF and not ending.note:
        raise Refused(_("程序性办结须写明说明。"))
    if ending.closure == Closure.QUEUED and not ending.review_on:
        raise Refused(_("纳入项目库须写明复查日期。"))


def _close(matter: Matter, ending: Ending, by: User) -> dict[str, object]:
    """The facts for the journal; the words of the note stay when it is reopened."""
    now = timezone.now()
    matter.move(
        "close",
        closure=ending.closure,
        closure_note=ending.note,
        review_on=ending.review_on if ending.closure == Closure.QUEUED else None,
        closed_at=now,
        reminded_at=None,
        level=Level.NONE,
    )
    if matter.voices.exists():
        day = working_calendar().next_workday(timezone.localdate(now))
        Revisit.objects.create(matter=matter, due_on=day)
    remark = Remark.objects.create(matter=matter, by=by, text=ending.note) if ending.note else None
    return {
        "closure": ending.closure,
        "review_on": matter.review_on,
        "remark": remark.pk if remark else None,
    }


@transaction.atomic
def ask_to_close(matter: Matter, ending: Ending, *, by: User) -> ClosureRequest:
    """ "Not ours" and "cannot be done" are for a leader to approve."""
    require(access.may_ask_to_close(by, matter))
    _insist(ending)
    matter.hold()
    decide_by = clocks.end_after(clocks.DECISION, timezone.now())
    try:
        with transaction.atomic():
            asked = ClosureRequest.objects.create(
                matter=matter, closure=ending.closure, note=ending.note, by=by, decide_by=decide_by
            )
    except IntegrityError as clash:
        raise Refused(_("已经有一份办结申请在等待审批。")) from clash
    record("matter.closing_asked", matter, by=by, closure=ending.closure, request=asked.pk)
    alert(matter, "matter.closing_asked", nearest_leaders(matter, by), by=by)
    return asked


@transaction.atomic
def approve_closing(request: ClosureRequest, *, by: User, answer: str = "") -> None:
    require(access.may_approve_closing(by, request))
    matter = request.matter
    matter.hold()
    request.move("approve", decided_by=by, decided_at=timezone.now(), answer=answer)
    facts = _close(matter, Ending(request.closure, request.note), by)
    record("matter.closing_approved", matter, by=by, request=request.pk, **facts)
    alert(matter, "matter.closing_approved", {matter.owner, matter.assigned_by}, by=by)


@transaction.atomic
def refuse_closing(request: ClosureRequest, *, by: User, answer: str) -> None:
    require(access.may_refuse_closing(by, request))
    matter = request.matter
    matter.hold()
    request.move("refuse", decided_by=by, decided_at=timezone.now(), answer=answer)
    record("matter.closing_refused", matter, by=by, request=request.pk)
    alert(matter, "matter.closing_refused", [matter.owner], by=by, due=written(matter.due))


@transaction.atomic
def review_queued(matter: Matter, *, by: User, review_on: dt.date, note: str) -> None:
    """Still waiting in the list of projects: everyone who raised it hears until when."""
    require(access.may_review_queued(by, matter))
    matter.hold()
    matter.change(review_on=review_on, reminded_at=None)
    remark = Remark.objects.create(matter=matter, by=by, text=note)
    record("matter.reviewed", matter, by=by, day=review_on, remark=remark.pk)
    words = _("这件事仍在项目库等待条件，下次复查日期是 %(day)s。")
    tell_each("voice.reviewed", announce(matter, words % {"day": review_on}), by=by)


@transaction.atomic
def reopen(
    matter: Matter, *, by: User | None, voice: Voice | None = None, reason: str = ""
) -> None:
    """In hand again with a new term; the first one stays to be seen beside it.

    BY is nobody when the person came with a code: then only the day is kept, the term
    counts from the day, and nobody is told by a notice that would keep the minute.
    """
    require(access.may_reopen(by, matter, voice))
    matter.hold()
    now = timezone.now() if by else None
    today = timezone.localdate()
    matter.move(
        "reopen",
        due=clocks.term_end(matter.urgency, day=today, moment=now),
        started_on=today,
        started_at=now,
        reminded_at=None,
        urged_at=None,
        closed_at=None,
        closure="",
        closure_note="",
        review_on=None,
    )
    Matter.objects.filter(pk=matter.pk).update(reopened=F("reopened") + 1)
    matter.reopened += 1
    Revisit.objects.filter(matter=matter, done_at=None).delete()
    Publication.objects.filter(matter=matter, withdrawn_on=None).update(withdrawn_on=today)
    remark = Remark.objects.create(matter=matter, voice=voice, by=by, text=reason)
    record("matter.reopened", matter, by=by, due=written(matter.due), remark=remark.pk)
    people = [matter.owner, *nearest_leaders(matter, matter.owner)] if by else []
    alert(matter, "matter.reopened", people, by=by, due=written(matter.due))
    if matter.reopened >= TOO_OFTEN and matter.level < Level.RED:
        supervising.escalate(matter, by=None, level=matter.level + 1, quiet=by is None)
