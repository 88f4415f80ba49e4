"""Who may look at how the place is running."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lianxin.kernel.access import YES, Verdict, no
from lianxin.people.models import Duty, User


def may_see_health(user: User) -> Verdict:
    if user.holds(Duty.SYSTEM_ADMIN, Duty.AUDIT_ADMIN):
        return YES
    return no(_("运行状况只供系统管理员和审计管理员查看。"))
