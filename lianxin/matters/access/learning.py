"""Who may say which category a voice belongs to, and have the engine learn from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lianxin.kernel.access import YES, Verdict, no
from lianxin.matters.access.voices import handles
from lianxin.people.duties import HANDLING, Duty

if TYPE_CHECKING:
    from lianxin.matters.models import Voice
    from lianxin.people.models import User

WATCHING = (*HANDLING, Duty.SYSTEM_ADMIN, Duty.AUDIT_ADMIN)


def may_classify(user: User, voices: Sequence[Voice] = ()) -> Verdict:
    """Before it is taken in; afterwards the owner of its matter changes that."""
    if not user.holds(*HANDLING):
        return no(_("只有政工员和负责人可以归类。"))
    if any(voice.matter_id for voice in voices):
        return no(_("已受理的诉求请在事项页修改分类。"))
    if all(handles(user, voice) for voice in voices):
        return YES
    return no(_("只有负责这件诉求的人可以这样做。"))


def may_learn(user: User) -> Verdict:
    if user.holds(Duty.SYSTEM_ADMIN, Duty.LEADER):
        return YES
    return no(_("请系统管理员或负责人操作；系统每天夜里也会自动学习一次。"))


def may_see_figures(user: User) -> Verdict:
    """Counts of the whole site, with no voice and no person among them."""
    return YES if user.holds(*WATCHING) else no(_("数字由政工员、负责人和管理员查看。"))
