"""Who may change what a matter is about, who must not see it, and who helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lianxin.kernel.access import YES, Verdict, no
from lianxin.matters.access.matters import (
    can_own,
    handles,
    helps,
    is_open,
    leads,
    of_handler,
    of_owner_or_leader,
    owns,
)

if TYPE_CHECKING:
    from lianxin.matters.models import Matter
    from lianxin.people.models import User


def may_reclassify(user: User, matter: Matter) -> Verdict:
    return is_open(matter) and of_owner_or_leader(user, matter)


def may_put_off(user: User, matter: Matter) -> Verdict:
    """Whether a change of urgency may end later: that is more time, and a leader gives it."""
    return YES if leads(user, matter) else no(_("这样期限会变晚，须由负责人调整，或申请延期。"))


def may_avoid(user: User, matter: Matter) -> Verdict:
    """Also one's own stepping aside."""
    return is_open(matter) and of_handler(user, matter)


def may_add_helper(user: User, matter: Matter, helper: User | None = None) -> Verdict:
    allowed = is_open(matter) and of_owner_or_leader(user, matter)
    if not allowed or helper is None:
        return allowed
    if owns(helper, matter):
        return no(_("责任人不必再做协办人。"))
    return can_own(helper, matter)


def may_remove_helper(user: User, matter: Matter) -> Verdict:
    return is_open(matter) and of_owner_or_leader(user, matter)


def may_note(user: User, matter: Matter) -> Verdict:
    if handles(user, matter) or helps(user, matter):
        return YES
    return no(_("只有责任人、协办人和服务该单位的人员可以写办理记录。"))
