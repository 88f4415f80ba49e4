"""What officers say about hot issues: their names, what belongs together and what does not.

The next run of the grouping respects all of it: a voice that an officer has put somewhere is
pinned there, and one that was taken out is kept apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.matters import grouping, keeping
from lianxin.matters.access import hot as access
from lianxin.matters.models import HotApart, HotIssue, HotMember, HotWeights, Voice
from lianxin.people.models import User
from lianxin.queue.actions import enqueue
from lianxin.queue.models import Job

PLACED = [["officer"]]


@transaction.atomic
def regroup(*, by: User) -> Job:
    """All voices anew, in the background; one such job at a time is enough."""
    require(access.may_regroup(by))
    if _is_at_work(grouping.RUN):
        raise Refused(_("正在整理，请稍等片刻再看。"))
    job = enqueue(grouping.RUN, by=by, title=_("整理热点问题"), url=reverse("matters:hot"))
    record("hot.regrouping_asked", job, by=by)
    return job


def _is_at_work(kind: str) -> bool:
    return Job.objects.filter(kind=kind, state__in=[Job.State.QUEUED, Job.State.RUNNING]).exists()


@transaction.atomic
def rename(issue: HotIssue, *, by: User, title: str) -> None:
    """From now on no run gives it another title; an empty one gives that right back."""
    require(access.may_rename(by, issue))
    issue.hold()
    if title:
        issue.change(title=title, is_named=True)
    else:
        issue.change(is_named=False)
        keeping.reckon_anew(issue)
    record("hot.renamed", issue, by=by, named=bool(title))


@transaction.atomic
def split(issue: HotIssue, chosen: Sequence[Voice], *, by: User) -> HotIssue:
    """CHOSEN are about something else: an issue of their own, kept apart from this one."""
    require(access.may_split(by, issue))
    issue.hold()
    keys = _members(issue, chosen)
    if len(keys) == issue.members.count():
        raise Refused(_("全部选中就不用拆分了，请留下至少一件。"))
    made = HotIssue.objects.create(
        title=issue.title,
        unit=issue.unit,
        first_day=issue.first_day,
        last_day=issue.last_day,
        cohesion=issue.cohesion,
    )
    _move(keys, made)
    _keep_apart(keys, issue)
    _keep_apart(issue.members.values_list("pk", flat=True), made)
    _reckon(issue, made)
    record("hot.split", issue, by=by, count=len(keys), made=made.pk)
    record("hot.made", made, by=by, count=len(keys), source=issue.pk)
    return made


@transaction.atomic
def join(issue: HotIssue, into: HotIssue, *, by: User) -> None:
    """All of ISSUE is about INTO; it lives on there, and old links lead to it."""
    require(access.may_join(by, issue, into))
    for one in sorted((issue, into), key=lambda one: one.pk):
        one.hold()
    here = list(issue.members.values_list("pk", flat=True))
    there = list(into.members.values_list("pk", flat=True))
    HotApart.objects.filter(issue=into, voice__in=here).delete()
    HotApart.objects.filter(issue=issue, voice__in=there).delete()
    _move([*here, *there], into)
    issue.move("drop", joined_into=into)
    _reckon(into)
    record("hot.joined", issue, by=by, into=into.pk, count=len(here))
    record("hot.received", into, by=by, source=issue.pk, count=len(here))


@transaction.atomic
def remove(issue: HotIssue, chosen: Sequence[Voice], *, by: User) -> None:
    """CHOSEN are not about this; they stand alone until a run finds where they belong."""
    require(access.may_remove(by, issue))
    issue.hold()
    keys = _members(issue, chosen)
    HotMember.objects.filter(pk__in=keys).update(
        issue=None, reasons=[], likeness=0, is_pinned=False
    )
    _keep_apart(keys, issue)
    _reckon(issue)
    record("hot.removed", issue, by=by, count=len(keys))


@transaction.atomic
def add(issue: HotIssue, chosen: Sequence[Voice], *, by: User) -> None:
    """CHOSEN are about this too, wherever they stood; the caller has found them by their rule."""
    require(access.may_add(by, issue))
    issue.hold()
    keys = [voice.pk for voice in chosen]
    left = list(HotIssue.objects.live().filter(members__in=keys).exclude(pk=issue.pk).distinct())
    for other in left:
        require(access.may_remove(by, other))
        other.hold()
    if HotMember.objects.filter(pk__in=keys, issue__state=HotIssue.State.SETTLED).exists():
        raise Refused(_("其中有诉求属于已解决的问题，请不要选它。"))
    HotApart.objects.filter(issue=issue, voice__in=keys).delete()
    _move(keys, issue)
    _reckon(issue, *left)
    record("hot.added", issue, by=by, count=len(keys))


@transaction.atomic
def set_weights(*, by: User, **weights: float | None) -> None:
    """What counts how much on this site; a weight that is None is as shipped."""
    require(access.may_set_weights(by))
    row, _made = HotWeights.objects.update_or_create(pk=1, defaults=weights)
    record("hot.weights_set", row, by=by, **weights)
    if not _is_at_work(f"{grouping.__name__}.reckon"):
        title, url = _("重新计算热度"), reverse("matters:hot")
        enqueue(f"{grouping.__name__}.reckon", by=by, title=title, url=url)


def _members(issue: HotIssue, chosen: Sequence[Voice]) -> list[int]:
    """Those of CHOSEN that are still here; a colleague may have moved some."""
    keys = sorted(voice.pk for voice in chosen)
    if not keys:
        raise Refused(_("请先选择诉求。"))
    if issue.members.filter(pk__in=keys).count() != len(keys):
        raise Refused(_("选中的诉求有的已不在这个问题里，请刷新后再试。"))
    return keys


def _move(keys: Iterable[int], issue: HotIssue) -> None:
    """By an officer: pinned, so that no run moves them."""
    rows = [
        HotMember(voice_id=key, issue=issue, reasons=PLACED, likeness=1, is_pinned=True)
        for key in sorted(keys)
    ]
    HotMember.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["voice"],
        update_fields=["issue", "reasons", "is_pinned"],
    )


def _keep_apart(keys: Iterable[int], issue: HotIssue) -> None:
    rows = [HotApart(voice_id=key, issue=issue) for key in keys]
    HotApart.objects.bulk_create(rows, ignore_conflicts=True)


def _reckon(*issues: HotIssue) -> None:
    for issue in issues:
        keeping.reckon_anew(issue)
