"""Who sees a hot issue, and who may shape it, lead it and publish its result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.kernel.access import YES, Verdict, no
from lianxin.matters.access.matters import duties_over
from lianxin.matters.access.voices import handled
from lianxin.people.duties import HANDLING, Duty

if TYPE_CHECKING:
    from lianxin.matters.models import HotIssue
    from lianxin.people.models import Unit, User


def visible(user: User) -> Q:
    """Who handles one of its voices, or leads the work on it.

    Of its voices each sees those they handle, and every figure is of those alone: where all
    are hidden from somebody, the issue is too.
    """
    if not user.holds(*HANDLING):
        return Q(pk__in=[])
    members = apps.get_model("matters", "HotMember").objects.filter(issue__isnull=False)
    seen = apps.get_model("matters", "Voice").objects.filter(handled(user))
    return Q(lead=user) | Q(pk__in=members.filter(voice__in=seen.values("pk")).values("issue"))


def sees_whole(user: User, issue: HotIssue) -> bool:
    """Whether no voice of ISSUE is hidden from USER; asked once a request."""
    known = user.__dict__.setdefault("_sees_whole", {})
    if issue.pk not in known:
        members = apps.get_model("matters", "HotMember").objects.filter(issue=issue)
        voices = apps.get_model("matters", "Voice").objects.filter(hot__issue=issue)
        known[issue.pk] = voices.filter(handled(user)).count() == members.count()
    found: bool = known[issue.pk]
    return found


def may_see_board(user: User) -> Verdict:
    if not user.holds(*HANDLING):
        return no(_("热点问题供政工员和单位负责人使用。"))
    return YES


def may_regroup(user: User) -> Verdict:
    return may_see_board(user)


# Shaping an issue: only who sees all of it


def _shapes(user: User, issue: HotIssue) -> Verdict:
    if not issue.is_live:
        return no(_("这个问题已经结束，不能再改动。"))
    if not duties_over(user, issue.unit) & set(HANDLING):
        return no(_("只有服务“%(unit)s”的政工员和负责人可以这样做。") % {"unit": issue.unit})
    if not sees_whole(user, issue):
        return no(_("这个问题里有您看不到的诉求，请上级处理。"))
    return YES


def may_rename(user: User, issue: HotIssue) -> Verdict:
    return _shapes(user, issue)


def may_split(user: User, issue: HotIssue) -> Verdict:
    return _shapes(user, issue) and _is_watched(issue)


def may_join(user: User, issue: HotIssue, into: HotIssue | None = None) -> Verdict:
    allowed = _shapes(user, issue) and _is_watched(issue)
    if not allowed or into is None:
        return allowed
    if into.pk == issue.pk:
        return no(_("不能并入自己。"))
    return _shapes(user, into)


def may_remove(user: User, issue: HotIssue) -> Verdict:
    return _shapes(user, issue)


def may_add(user: User, issue: HotIssue) -> Verdict:
    return _shapes(user, issue)


def may_take_up(user: User, issue: HotIssue) -> Verdict:
    """Each voice asks its own rule again when it is taken in."""
    if not issue.is_live:
        return no(_("这个问题已经结束，不能再改动。"))
    return may_see_board(user)


def _is_watched(issue: HotIssue) -> Verdict:
    if issue.state != issue.State.WATCHING:
        return no(_("每月一题办理期间不能拆分或并入。"))
    return YES


# The issue of the month


def _leads(user: User, unit: Unit) -> bool:
    return Duty.LEADER in duties_over(user, unit)


def may_take_as_monthly(user: User, issue: HotIssue, lead: User | None = None) -> Verdict:
    if not issue.can("take_as_monthly"):
        return no(_("只有关注中的问题可以列为每月一题。"))
    if not _leads(user, issue.unit):
        return no(_("每月一题由“%(unit)s”的负责人确定。") % {"unit": issue.unit})
    if not sees_whole(user, issue):
        return no(_("这个问题里有您看不到的诉求，请上级处理。"))
    if lead is not None and not (lead.is_active and lead.holds(*HANDLING)):
        return no(_("牵头人须是在册的政工员或负责人。"))
    return YES


def _at_work(user: User, issue: HotIssue) -> Verdict:
    if issue.lead_id == user.pk or _leads(user, issue.unit):
        return YES
    return no(_("只有牵头人和“%(unit)s”的负责人可以这样做。") % {"unit": issue.unit})


def may_change_plan(user: User, issue: HotIssue) -> Verdict:
    if issue.state != issue.State.MONTHLY:
        return no(_("这个问题现在不是每月一题。"))
    return _at_work(user, issue)


def may_record_result(user: User, issue: HotIssue) -> Verdict:
    if issue.state not in (issue.State.MONTHLY, issue.State.SETTLED) or not issue.taken_on:
        return no(_("这个问题没有列为每月一题。"))
    return _at_work(user, issue)


def may_put_back(user: User, issue: HotIssue) -> Verdict:
    if not issue.can("put_back"):
        return no(_("这个问题已经在关注中。"))
    if not _leads(user, issue.unit):
        return no(_("由“%(unit)s”的负责人决定。") % {"unit": issue.unit})
    return YES


def may_settle(user: User, issue: HotIssue) -> Verdict:
    if not issue.can("settle"):
        return no(_("这个问题已经结束。"))
    if issue.state == issue.State.MONTHLY and not issue.result:
        return no(_("请先登记整改结果。"))
    if issue.state == issue.State.MONTHLY:
        return _at_work(user, issue)
    return _shapes(user, issue)


def may_publish(user: User, issue: HotIssue) -> Verdict:
    if not issue.result:
        return no(_("登记整改结果以后才能公开。"))
    return _at_work(user, issue)


def may_withdraw(user: User, issue: HotIssue) -> Verdict:
    if not issue.is_published:
        return no(_("现在没有公开。"))
    return _at_work(user, issue)


# The weights of the heat


def may_see_weights(user: User) -> Verdict:
    return may_see_board(user)


def may_set_weights(user: User) -> Verdict:
    if not user.serves_from_the_top(Duty.LEADER):
        return no(_("权重由最上级单位的负责人调整。"))
    return YES
