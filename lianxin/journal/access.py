"""Who reads the journal as a whole: the audit administrator, who sees deeds, never content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.kernel.access import YES, Verdict, no
from lianxin.people.duties import Duty

if TYPE_CHECKING:
    from lianxin.people.models import User


def visible(user: User) -> Q:
    return Q() if user.holds(Duty.AUDIT_ADMIN) else Q(by=user)


def may_open_journal(user: User) -> Verdict:
    if not user.holds(Duty.AUDIT_ADMIN):
        return no(_("只有审计管理员可以查看全站日志。您自己的记录在“我的数据”里。"))
    return YES


def may_export_journal(user: User) -> Verdict:
    return may_open_journal(user)
