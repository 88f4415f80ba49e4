"""The sentences of matters: hot issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

VERBS: dict[str, StrPromise] = {
    "hot.regrouping_asked": _("%(by)s 重新整理热点问题"),
    "hot.dissolved": _("诉求已不再集中，问题散开"),
    "hot.renamed": _("%(by)s 修改问题名称"),
    "hot.split": _("%(by)s 拆出 %(count)s 件诉求，另立一个问题"),
    "hot.made": _("%(by)s 由拆出的 %(count)s 件诉求立为问题"),
    "hot.joined": _("%(by)s 将 %(count)s 件诉求并入另一个问题"),
    "hot.received": _("%(by)s 并入另一个问题的 %(count)s 件诉求"),
    "hot.removed": _("%(by)s 移出 %(count)s 件诉求"),
    "hot.added": _("%(by)s 归入 %(count)s 件诉求"),
    "hot.taken_up": _("%(by)s 统一受理，事项 %(number)s，收入诉求 %(count)s 件"),
    "hot.taken_as_monthly": _("%(by)s 列为每月一题，目标日期 %(until)s"),
    "hot.plan_changed": _("%(by)s 修改整改方案，目标日期 %(until)s"),
    "hot.result_recorded": _("%(by)s 登记整改结果"),
    "hot.settled": _("%(by)s 确认问题已解决"),
    "hot.put_back": _("%(by)s 改回关注中"),
    "hot.published": _("%(by)s 公开整改结果"),
    "hot.unpublished": _("%(by)s 撤下公开的整改结果"),
    "hot.weights_set": _("%(by)s 调整热度权重"),
}
NOTICES: dict[str, StrPromise] = {
    "hot.lead": _("请您牵头一个每月一题，目标日期 %(until)s，请查看整改方案。"),
}
