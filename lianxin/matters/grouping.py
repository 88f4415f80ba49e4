"""Hot issues kept in order: all voices grouped anew by night, new ones placed every hour.

What officers have decided stands: a voice they put somewhere stays there, one they took out does
not come back, a title they gave is kept. An issue stays the same issue from run to run as long as
most of it is found again. Every issue is written in a transaction of its own.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.engines.text.hot.model import Placed
from lianxin.engines.text.hot.voices import Said
from lianxin.matters import heating, keeping
from lianxin.matters.hot_drafts import Standing, drafts
from lianxin.matters.models import HotIssue, HotMember, Voice
from lianxin.queue.registry import background

if TYPE_CHECKING:
    from lianxin.matters.models.voices import VoiceQuerySet
    from lianxin.queue.progress import Progress

RUN = "lianxin.matters.grouping.run"
KEPT = dt.timedelta(days=730)  # voices received before that make no hot issue any more
LONE = dt.timedelta(days=180)  # lone ones said before that are no company for a new one
MANY = 200  # new voices: beyond that, all are grouped anew


def eligible(today: dt.date) -> VoiceQuerySet:
    """Voices that may stand in an issue: not too old, not turned away, not in a settled one."""
    away = Q(state=Voice.State.DECLINED) & ~Q(decline_kind=Voice.DeclineKind.REPEATED)
    free = Q(hot__isnull=True) | Q(hot__issue__isnull=True) | Q(hot__issue__state__in=HotIssue.LIVE)
    here = Q(received_on__gte=today - KEPT) | Q(hot__is_pinned=True)
    return Voice.objects.filter(here, free).exclude(away).order_by("pk")


def regroup(now: dt.datetime, told: Callable[..., None] = lambda *said: None) -> int:
    """Group all voices anew; how many issues there are. Safe to run twice, and beside deeds."""
    from lianxin.engines.text.hot.group import group  # noqa: PLC0415  (heavy: the worker's alone)

    today = timezone.localdate(now)
    told(0, 0, _("正在读取诉求"))
    standing = Standing.read()
    said = heating.said_of(eligible(today), today, words=True)
    told(0, 0, _("正在比较 %(count)s 件诉求") % {"count": len(said)})
    grouping = group(said, together=standing.together(), apart=standing.pairs_apart())
    found = drafts(grouping, standing)
    kept = keeping.Keeping(standing, {one.key: one for one in said}, today)
    for done, draft in enumerate(found):
        told(done, len(found), "")
        kept.write(draft)
    kept.drop_the_rest(found)
    kept.look_at_lone(grouping.lone)
    return len(found)


@background
def run(progress: Progress) -> str:
    """For a person who pressed the button, or whose import brought many voices."""
    count = regroup(timezone.now(), progress.say)
    return _("已整理，共 %(count)s 个问题。") % {"count": count}


@background
def reckon(progress: Progress) -> str:
    """The heat of all issues anew, by other weights."""
    issues = list(HotIssue.objects.live().order_by("pk"))
    for done, issue in enumerate(issues):
        progress.say(done, len(issues))
        _reckon(issue.pk)
    return _("已重新计算 %(count)s 个问题的热度。") % {"count": len(issues)}


@transaction.atomic
def _reckon(pk: int) -> None:
    keeping.reckon_anew(HotIssue.objects.get(pk=pk))


def group_voices(now: dt.datetime) -> int:
    """Every night."""
    return regroup(now)


def place_new(now: dt.datetime) -> int:
    """Every hour: where the voices of this hour belong, without grouping everything again."""
    from lianxin.engines.text.hot.places import Places  # noqa: PLC0415  (the worker's alone)

    today = timezone.localdate(now)
    fresh = eligible(today).filter(hot__isnull=True)
    count = fresh.count()
    if not count:
        return 0
    if count > MANY or not HotMember.objects.exists():
        return regroup(now)
    places = Places(*_standing(today))
    changed = set()
    for said in heating.said_of(fresh, today, words=True):
        placed = places.place(said)
        issue = _place(said, placed, today)
        places.add(said, issue)
        changed |= {issue} - {None}
    for pk in sorted(filter(None, changed)):
        _reckon(pk)
    return count


def _standing(today: dt.date) -> tuple[dict[int, list[Said]], list[Said]]:
    here = eligible(today).filter(hot__isnull=False)
    issue_of = dict(here.values_list("pk", "hot__issue"))
    near = here.filter(Q(hot__issue__isnull=False) | Q(said_on__gte=today - LONE))
    groups: dict[int, list[Said]] = defaultdict(list)
    lone = []
    for said in heating.said_of(near, today, words=True):
        issue = issue_of.get(said.key)
        if issue is None:
            lone.append(said)
        else:
            groups[issue].append(said)
    return groups, lone


@transaction.atomic
def _place(said: Said, placed: Placed, today: dt.date) -> int | None:
    """The issue it stands in now; what a person did meanwhile goes before."""
    here: dict[str, Any] = {
        "reasons": keeping.kept_reasons(placed.reasons),
        "likeness": round(placed.likeness, 2),
    }
    issue = None
    if placed.group is not None:
        issue = HotIssue.objects.live().filter(pk=placed.group).first()
    elif placed.near is not None:
        issue = _new_issue(placed.near, today)
    row, _made = HotMember.objects.get_or_create(
        voice_id=said.key, defaults={"issue": issue, **(here if issue else {})}
    )
    return row.issue_id


def _new_issue(near: int, today: dt.date) -> HotIssue | None:
    """With a voice that stood alone until now; none if it no longer does."""
    unit = keeping.common_unit([near])
    issue = HotIssue.objects.create(unit=unit, first_day=today, last_day=today)
    alone = HotMember.objects.filter(pk=near, issue=None)
    if alone.update(issue=issue):
        return issue
    issue.delete()
    return None
