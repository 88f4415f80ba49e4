"""Who may take in spreadsheets of voices. This is the only place that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.kernel.access import YES, Verdict, no
from lianxin.people.duties import HANDLING
from lianxin.people.models import Unit, User

if TYPE_CHECKING:
    from lianxin.matters.models import Import


def visible(user: User) -> Q:
    """Who serves the unit: a sheet holds what people said, also where it was not taken in."""
    return Q(unit__in=Unit.objects.served_by(user, *HANDLING))


def may_see_imports(user: User) -> Verdict:
    if not user.holds(*HANDLING):
        return no(_("只有政工员和单位负责人可以导入表格。"))
    return YES


def may_upload(user: User, unit: Unit) -> Verdict:
    if not user.serves(unit, *HANDLING):
        return no(_("只能为自己服务的单位导入。"))
    return YES if unit.is_open else no(_("该单位已撤销，请选择现在的单位。"))


def may_start(user: User, run: Import) -> Verdict:
    if not run.can("start"):
        return no(_("这份表格已经开始导入或已放弃。"))
    return may_upload(user, run.unit)


def may_drop(user: User, run: Import) -> Verdict:
    if not run.can("drop"):
        return no(_("已经开始导入，不能放弃；可以在后台任务里取消。"))
    return may_upload(user, run.unit)
