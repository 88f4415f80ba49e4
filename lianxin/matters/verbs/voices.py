"""The sentences of matters: voices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

VERBS: dict[str, StrPromise] = {
    "voice.raised": _("收到诉求"),
    "voice.recorded": _("%(by)s 代为登记"),
    "voice.slip_recorded": _("%(by)s 登记意见箱纸条"),
    "voice.asked": _("%(by)s 向反映人了解情况"),
    "voice.written": _("反映人补充说明"),
    "voice.declined": _("%(by)s 决定不予受理"),
    "voice.reconsidered": _("%(by)s 恢复为待受理"),
    "voice.rated": _("反映人作出评价"),
    "voice.reopening_asked": _("反映人要求重新办理"),
    "slips.printed": _("%(by)s 印制纸条 %(count)s 张"),
}
NOTICES: dict[str, StrPromise] = {
    "voice.recorded": _("工作人员替您登记了一件诉求（%(day)s 反映），请核对内容。"),
    "voice.asked": _("您 %(day)s 提出的诉求有新的留言，请查看。"),
    "voice.declined": _("您 %(day)s 提出的诉求未予受理，请查看原因和去处。"),
    "voice.reconsidered": _("您 %(day)s 提出的诉求已恢复为待受理。"),
    "voice.written": _("事项 %(number)s 的反映人有新的留言。"),
    "voice.rated": _("事项 %(number)s 的反映人作出了评价。"),
}
