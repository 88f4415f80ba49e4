"""交办 and 承诺: matters without a voice, with the same owner, clock and closure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.matters import clocks, searching
from lianxin.matters.access import assigning as access
from lianxin.matters.actions import sorting, transfer
from lianxin.matters.alerts import written
from lianxin.matters.models import Category, Counter, Kind, Matter, Urgency
from lianxin.people.models import Unit, User

TITLE = 200


@dataclass(frozen=True)
class Task:
    """What is to be done; DUE only when the term is not the usual one of its urgency."""

    title: str
    text: str
    unit: Unit
    urgency: str = Urgency.ORDINARY
    category: Category | None = None
    due: dt.datetime | None = None


@transaction.atomic
def assign(task: Task, *, by: User, to: User) -> Matter:
    """BY answers for it until TO has taken it over."""
    require(access.may_assign(by, task.unit, to))
    matter = _open(task, by, kind=Kind.ASSIGNED, assigned_by=by)
    record("matter.assigned", matter, by=by, to=to.pk, due=written(matter.due))
    transfer.offer(matter, by=by, to=to, reason=task.text)
    return matter


@transaction.atomic
def promise(*, by: User, what: str, whom: str, until: dt.date, unit: Unit | None = None) -> Matter:
    """ "I'll ask", said in a doorway, with a day."""
    require(access.may_promise(by, unit))
    task = Task(what[:TITLE], what, unit or by.unit, Urgency.SIMPLE, due=clocks.end_on(until))
    matter = _open(task, by, kind=Kind.PROMISE, promised_to=whom)
    record("matter.promised", matter, by=by, due=written(matter.due))
    return matter


@transaction.atomic
def take_up(matter: Matter, to: sorting.Sorting, *, by: User) -> None:
    """The promise becomes a matter like any other; its day stays."""
    require(access.may_take_up(by, matter))
    matter.hold()
    with searching.kept_in_step(matter):
        matter.change(
            kind=Kind.VOICE,
            title=to.title,
            unit=to.unit,
            category=to.category,
            urgency=to.urgency,
        )
    record("matter.taken_up", matter, by=by, due=written(matter.due))


def _open(task: Task, by: User, **more: object) -> Matter:
    now = timezone.now()
    due = task.due or clocks.finish_by(task.urgency, now)
    matter = Matter.objects.create(
        number=Counter.next_number(f"{timezone.localdate(now):%Y}"),
        title=task.title,
        summary=task.text,
        unit=task.unit,
        category=task.category,
        urgency=task.urgency,
        owner=by,
        first_owner=by,
        opened_at=now,
        started_at=now,
        due=due,
        first_due=due,
        **more,
    )
    searching.enter(matter)
    return matter
