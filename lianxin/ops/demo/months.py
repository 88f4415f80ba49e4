"""每月一题 in the story: one that was settled and published, one that is being worked on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from lianxin.matters.actions import monthly
from lianxin.matters.actions.publishing import Result
from lianxin.matters.grouping import group_voices
from lianxin.matters.models import HotIssue, Voice
from lianxin.ops.demo.lives import Lives

Life = Iterator[dt.datetime]
Row = dict[str, Any]


def month(lives: Lives, row: Row) -> Life:
    """A leader takes up the issue in which a voice of that title stands, if there is one."""
    yield lives.day(row["day"])
    group_voices(timezone.now())  # as the night before would have left them
    issue = _issue(row["title"])
    if issue is None:
        return
    leader, lead = lives.people[row["by"]], lives.people[row["lead"]]
    today = timezone.localdate()
    plan = monthly.Plan(lead, row["plan"], today + dt.timedelta(days=row["days"]))
    monthly.take_as_monthly(issue, plan, by=leader, month=today)
    if "result" not in row:
        return
    yield lives.day(row["done"])
    issue.refresh_from_db()
    monthly.record_result(issue, by=lead, text=row["result"])
    yield lives.office(2)
    monthly.settle(issue, by=lead)
    yield lives.office(5)
    result = Result(row["public_title"], row["problem"], row["result"])
    monthly.publish(issue, result, by=leader)


def _issue(title: str) -> HotIssue | None:
    voice = Voice.objects.filter(title=title).first()
    rows = HotIssue.objects.filter(members__voice=voice, state=HotIssue.State.WATCHING)
    return rows.select_related("unit").first() if voice else None
