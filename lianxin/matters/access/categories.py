"""Who keeps the tree of categories: the system administrator, who sees no matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lianxin.kernel.access import YES, Verdict, no
from lianxin.people.duties import Duty

if TYPE_CHECKING:
    from lianxin.matters.models import Category
    from lianxin.people.models import User


def may_edit(user: User) -> Verdict:
    return YES if user.holds(Duty.SYSTEM_ADMIN) else no(_("分类由系统管理员维护。"))


def may_add_category(user: User, parent: Category | None = None) -> Verdict:
    if parent and parent.parent_id:
        return no(_("分类只分两级。"))
    return may_edit(user)


def may_change_category(user: User, category: Category) -> Verdict:
    return may_edit(user)


def may_move_category(user: User, category: Category, to: Category | None = None) -> Verdict:
    if to and (to.parent_id or to.pk == category.pk):
        return no(_("分类只分两级，请选择一个大类。"))
    if to and category.children.exists():
        return no(_("它下面还有小类，不能移到别的大类下面。"))
    return may_edit(user)


def may_merge_category(user: User, category: Category, into: Category | None = None) -> Verdict:
    if into and into.pk == category.pk:
        return no(_("不能并入自己。"))
    if category.children.exists():
        return no(_("它下面还有小类，请先把小类移走。"))
    return may_edit(user)


def may_switch_category(user: User, category: Category) -> Verdict:
    return may_edit(user)
