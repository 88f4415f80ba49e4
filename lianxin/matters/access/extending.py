"""Who may ask for more time, who gives it, and who puts a matter under supervision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.access import YES, Verdict, no
from lianxin.matters.access.matters import (
    is_open,
    leaders_besides,
    leads,
    nothing_undecided,
    of_leader,
    of_owner,
)

if TYPE_CHECKING:
    from lianxin.matters.models import Extension, Matter
    from lianxin.people.models import User


def may_ask_for_time(user: User, matter: Matter) -> Verdict:
    """Before the term ends, and only while it still runs."""
    if matter.state != matter.State.IN_HAND:
        return no(_("只有办理中的事项需要延期。"))
    if matter.due < timezone.now():
        return no(_("期限已过，不能再申请延期；请尽快答复并说明原因。"))
    return of_owner(user, matter) and nothing_undecided(matter)


def _may_answer(user: User, extension: Extension) -> Verdict:
    if extension.state != extension.State.ASKED:
        return no(_("这份延期申请已经审批过。"))
    if extension.by_id == user.pk:
        return no(_("不能审批自己的申请，请上级负责人审批。"))
    return is_open(extension.matter) and of_leader(user, extension.matter)


def may_approve(user: User, extension: Extension) -> Verdict:
    return _may_answer(user, extension)


def may_refuse(user: User, extension: Extension) -> Verdict:
    return _may_answer(user, extension)


def may_escalate(user: User | None, matter: Matter) -> Verdict:
    """A leader at once; the ladder itself (nobody) when its term has come."""
    if user is None:
        return YES
    return is_open(matter) and of_leader(user, matter)


def may_lift(user: User, matter: Matter) -> Verdict:
    """Not the owner of the matter, where there is another leader to judge it."""
    if not matter.level:
        return no(_("这件事项没有在督办。"))
    if matter.owner_id == user.pk and leads(user, matter) and leaders_besides(matter, user):
        return no(_("您是责任人，请其他负责人解除督办。"))
    return of_leader(user, matter)
