"""每月一题: one issue a month with a lead, a plan and a day, and what came of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.matters import heating
from lianxin.matters.access import hot as access
from lianxin.matters.actions.publishing import Result
from lianxin.matters.models import HotIssue, Voice
from lianxin.matters.speakers import named_among
from lianxin.notices.actions import tell
from lianxin.people.models import User

if TYPE_CHECKING:
    from lianxin.matters.models.voices import VoiceQuerySet


@dataclass(frozen=True)
class Plan:
    """Who leads, what is to be done, and by when."""

    lead: User
    plan: str
    target_on: dt.date


@transaction.atomic
def take_as_monthly(issue: HotIssue, plan: Plan, *, by: User, month: dt.date) -> None:
    """The counts of today are kept, to be compared with when it is done."""
    require(access.may_take_as_monthly(by, issue, plan.lead))
    issue.hold()
    today = timezone.localdate()
    try:
        with transaction.atomic():
            issue.move(
                "take_as_monthly",
                is_named=True,  # by this deed; from now on it is read by all who work on it
                lead=plan.lead,
                plan=plan.plan,
                target_on=plan.target_on,
                month=month.replace(day=1),
                taken_on=today,
                before=_counts(issue, today),
                after={},
                result="",
            )
    except IntegrityError as clash:
        text = _("“%(unit)s”这个月已经有一个每月一题，请换一个月份。")
        raise Refused(text % {"unit": issue.unit}) from clash
    record("hot.taken_as_monthly", issue, by=by, lead=plan.lead.pk, until=plan.target_on)
    _tell_lead(issue, by)


@transaction.atomic
def change_plan(issue: HotIssue, plan: Plan, *, by: User) -> None:
    require(access.may_change_plan(by, issue))
    issue.hold()
    before = issue.lead_id
    issue.change(lead=plan.lead, plan=plan.plan, target_on=plan.target_on)
    record("hot.plan_changed", issue, by=by, lead=plan.lead.pk, until=plan.target_on)
    if before != plan.lead.pk:
        _tell_lead(issue, by)


@transaction.atomic
def record_result(issue: HotIssue, *, by: User, text: str) -> None:
    """What was done, with the counts of today beside those of the beginning."""
    require(access.may_record_result(by, issue))
    issue.hold()
    issue.change(result=text, after=_counts(issue, timezone.localdate()))
    record("hot.result_recorded", issue, by=by)


@transaction.atomic
def settle(issue: HotIssue, *, by: User) -> None:
    """New voices about the same thing make a new issue from now on."""
    require(access.may_settle(by, issue))
    issue.hold()
    issue.move("settle", settled_on=timezone.localdate())
    record("hot.settled", issue, by=by)


@transaction.atomic
def put_back(issue: HotIssue, *, by: User) -> None:
    """Watched again: it was not the issue of the month after all, or is not settled."""
    require(access.may_put_back(by, issue))
    issue.hold()
    issue.move("put_back", settled_on=None)
    record("hot.put_back", issue, by=by)


@transaction.atomic
def publish(issue: HotIssue, result: Result, *, by: User) -> None:
    require(access.may_publish(by, issue))
    if named_among(_members(issue), result.all()):
        raise Refused(_("文字里有反映人的姓名或联系方式，请改掉后再公开。"))
    issue.hold()
    issue.change(
        public_title=result.title,
        public_problem=result.problem,
        public_result=result.result,
        published_on=timezone.localdate(),
        withdrawn_on=None,
    )
    record("hot.published", issue, by=by)


@transaction.atomic
def withdraw(issue: HotIssue, *, by: User) -> None:
    require(access.may_withdraw(by, issue))
    issue.hold()
    issue.change(withdrawn_on=timezone.localdate())
    record("hot.unpublished", issue, by=by)


def _members(issue: HotIssue) -> VoiceQuerySet:
    return Voice.objects.filter(hot__issue=issue)


def _counts(issue: HotIssue, today: dt.date) -> dict[str, object]:
    """All that have spoken, those still without a solution, and how many since it was taken up."""
    said = heating.said_of(_members(issue), today, words=False)
    since = issue.taken_on or today
    return {
        "on": today.isoformat(),
        "voices": len(said),
        "people": heating.people_in(said),
        "unsolved": sum(not one.solved for one in said),
        "recent": sum(one.day >= today - dt.timedelta(days=28) for one in said),
        "since": sum(one.day > since for one in said),
    }


def _tell_lead(issue: HotIssue, by: User) -> None:
    if issue.lead and issue.lead != by:
        url = reverse("matters:hot-issue", args=[issue.pk])
        tell([issue.lead], "hot.lead", issue, url=url, until=str(issue.target_on))
