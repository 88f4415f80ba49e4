"""What a matter is about, who must not see it, who helps, and notes on how the work goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.matters import clocks, learning, searching
from lianxin.matters.access import sorting as access
from lianxin.matters.actions import deciding
from lianxin.matters.alerts import alert, written
from lianxin.matters.avoiding import keep_away
from lianxin.matters.models import Category, Matter, Meeting, Remark, Voice
from lianxin.people.models import Unit, User


@dataclass(frozen=True)
class Sorting:
    """What a matter is, as its owner or a leader sees it."""

    title: str
    unit: Unit
    category: Category | None
    urgency: str


@transaction.atomic
def reclassify(matter: Matter, to: Sorting, *, by: User, reason: str = "") -> None:
    """The clock of another urgency counts from the same start: it is never begun anew."""
    require(access.may_reclassify(by, matter))
    due = _new_due(matter, to.urgency)
    if due > matter.due:
        require(access.may_put_off(by, matter))
        if not reason:
            raise Refused(_("期限会变晚，请写明理由。"))
    matter.hold()
    remark = Remark.objects.create(matter=matter, by=by, text=reason).pk if reason else None
    was = matter.due
    of_it = {"unit": to.unit, "category": to.category, "urgency": to.urgency, "due": due}
    with searching.kept_in_step(matter):
        matter.change(title=to.title, **of_it)
    learning.decide(Voice.objects.filter(matter=matter), to.category)
    if due != was:
        matter.change(reminded_at=None, urged_at=None)
    record("matter.reclassified", matter, by=by, due=written(due), remark=remark)
    alert(matter, "matter.reclassified", [matter.owner], by=by, due=written(due))


def _new_due(matter: Matter, urgency: str) -> dt.datetime:
    if urgency == matter.urgency:
        return matter.due
    return clocks.term_end(urgency, day=matter.started_on, moment=matter.started_at)


@transaction.atomic
def avoid(matter: Matter, people: Sequence[User], *, by: User, reason: str = "") -> None:
    """PEOPLE must not see it. If its owner is among them, a leader decides who owns it."""
    require(access.may_avoid(by, matter))
    matter.hold()
    keep_away(matter, people)
    remark = Remark.objects.create(matter=matter, by=by, text=reason).pk if reason else None
    record("matter.avoided", matter, by=by, people=[p.pk for p in people], remark=remark)
    if any(person.pk == matter.owner_id for person in people):
        deciding.call_meeting(matter, by=None, cause=Meeting.Cause.CONFLICT)


@transaction.atomic
def add_helper(matter: Matter, helper: User, *, by: User) -> None:
    require(access.may_add_helper(by, matter, helper))
    matter.hold()
    matter.helpers.add(helper)
    record("matter.helper_added", matter, by=by, helper=helper.pk)
    alert(matter, "matter.helper_added", [helper], by=by)


@transaction.atomic
def remove_helper(matter: Matter, helper: User, *, by: User) -> None:
    require(access.may_remove_helper(by, matter))
    matter.hold()
    if not matter.helpers.filter(pk=helper.pk).exists():
        raise Refused(_("此人已经不是协办人。"))
    matter.helpers.remove(helper)
    record("matter.helper_removed", matter, by=by, helper=helper.pk)


@transaction.atomic
def note(matter: Matter, *, by: User, text: str) -> Remark:
    """How the work goes, for those who handle it; the people who raised it do not see it."""
    require(access.may_note(by, matter))
    remark = Remark.objects.create(matter=matter, by=by, text=text)
    record("matter.noted", matter, by=by, remark=remark.pk)
    return remark
