"""Who may see and change what of units, people and posts. The only place that says so.

Three duties administer the site and none of them can do the work of another: the system
administrator keeps units, people, rosters and the calendar; the security administrator keeps
duties, passwords and locks; the audit administrator reads the journal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.kernel.access import YES, Verdict, no
from lianxin.people.duties import ADMINISTRATION, Duty

if TYPE_CHECKING:
    from lianxin.people.models import Post, RosterImport, Unit, User


def visible(user: User) -> Q:
    """One's own line, the people of the units one serves, and for administrators all."""
    if user.holds(*ADMINISTRATION):
        return Q()
    units = apps.get_model("people", "Unit").objects
    served = units.served_by(user, Duty.OFFICER, Duty.LEADER, Duty.COUNSELLOR)
    return Q(pk=user.pk) | Q(unit__in=served)


def visible_posts(user: User) -> Q:
    """Who holds which office is no secret: people must know whom to turn to."""
    return Q()


def visible_imports(user: User) -> Q:
    """A roster half put in is the business of those who keep the register."""
    return Q() if user.holds(Duty.SYSTEM_ADMIN) else Q(pk__in=[])


# The system administrator's third -------------------------------------------------------------


def _keeps_the_register(user: User) -> Verdict:
    if not user.holds(Duty.SYSTEM_ADMIN):
        return no(_("只有系统管理员可以维护单位、人员和日历。"))
    return YES


def may_keep_register(user: User) -> Verdict:
    """See the pages on which units, people and the calendar are kept."""
    return _keeps_the_register(user)


def may_add_unit(user: User, parent: Unit) -> Verdict:
    return _over_open_unit(user, parent)


def may_rename_unit(user: User, unit: Unit) -> Verdict:
    return _over_open_unit(user, unit)


def may_reorder_unit(user: User, unit: Unit) -> Verdict:
    return _over_open_unit(user, unit)


def may_move_unit(user: User, unit: Unit) -> Verdict:
    return _beneath_the_top(user, unit)


def may_merge_unit(user: User, unit: Unit) -> Verdict:
    return _beneath_the_top(user, unit)


def may_close_unit(user: User, unit: Unit) -> Verdict:
    return _beneath_the_top(user, unit)


def _over_open_unit(user: User, unit: Unit) -> Verdict:
    if not unit.is_open:
        return no(_("该单位已撤销，不能再改动。"))
    return _keeps_the_register(user)


def _beneath_the_top(user: User, unit: Unit) -> Verdict:
    if unit.is_top:
        return no(_("最上级单位不能调整隶属、合并或撤销。"))
    return _over_open_unit(user, unit)


def may_add_person(user: User) -> Verdict:
    return _keeps_the_register(user)


def may_edit_person(user: User, person: User) -> Verdict:
    return _keeps_the_register(user)


def may_transfer(user: User, person: User) -> Verdict:
    if not person.is_active:
        return no(_("此人已离开，请先办理返回。"))
    return _keeps_the_register(user)


def may_leave(user: User, person: User) -> Verdict:
    if not person.is_active:
        return no(_("此人已办理离开。"))
    if user.pk == person.pk:
        return no(_("不能为自己办理离开，请由其他系统管理员办理。"))
    return _keeps_the_register(user)


def may_bring_back(user: User, person: User) -> Verdict:
    if person.is_active:
        return no(_("此人在册，不需要办理返回。"))
    return _keeps_the_register(user)


def may_issue_first_password(user: User, person: User) -> Verdict:
    if not person.awaits_first_password:
        return no(_("此人已登录过，忘记密码请由安全管理员重置。"))
    return _keeps_the_register(user)


def may_take_roster(user: User) -> Verdict:
    return _keeps_the_register(user)


def may_apply_roster(user: User, roster: RosterImport) -> Verdict:
    if not roster.can("apply"):
        return no(_("这份名册已经导入，不需要再次导入。"))
    return _keeps_the_register(user)


def may_discard_roster(user: User, roster: RosterImport) -> Verdict:
    return _keeps_the_register(user)


def may_issue_roster_passwords(user: User, roster: RosterImport) -> Verdict:
    if roster.can("apply"):
        return no(_("请先确认导入，再打印首次密码。"))
    return _keeps_the_register(user)


def may_set_special_day(user: User) -> Verdict:
    return _keeps_the_register(user)


def may_remove_special_day(user: User) -> Verdict:
    return _keeps_the_register(user)


# The security administrator's third -----------------------------------------------------------


def _keeps_duties(user: User) -> Verdict:
    if not user.holds(Duty.SECURITY_ADMIN):
        return no(_("只有安全管理员可以办理任职、密码和锁定。"))
    return YES


def _not_for_oneself(user: User, person: User) -> Verdict:
    if user.holds(Duty.SECURITY_ADMIN) and user.pk == person.pk:
        return no(_("安全管理员不能给自己办理，请由另一位安全管理员办理。"))
    return _keeps_duties(user)


def may_appoint(user: User, person: User) -> Verdict:
    if not person.is_active:
        return no(_("此人已离开，不能任职。"))
    return _not_for_oneself(user, person)


def may_extend_post(user: User, post: Post) -> Verdict:
    return _not_for_oneself(user, post.user)


def may_end_post(user: User, post: Post) -> Verdict:
    if post.is_over:
        return no(_("这项任职已经结束。"))
    return _keeps_duties(user)


def may_reset_password(user: User, person: User) -> Verdict:
    if not person.is_active:
        return no(_("此人已离开，不能登录。"))
    if user.pk == person.pk:
        return no(_("修改自己的密码请用“修改密码”页。"))
    return _keeps_duties(user)


def may_unlock(user: User) -> Verdict:
    return _keeps_duties(user)


def may_end_sessions(user: User, person: User) -> Verdict:
    return YES if user.pk == person.pk else _keeps_duties(user)


# Everyone's own -------------------------------------------------------------------------------


def may_sign_in(user: User) -> Verdict:
    return YES if user.is_active else no(_("该账号已停用。"))


def may_choose_password(user: User, person: User) -> Verdict:
    return YES if user.pk == person.pk else no(_("只能修改自己的密码。"))


def may_correct_own(user: User, person: User) -> Verdict:
    return YES if user.pk == person.pk else no(_("只能更正自己的资料。"))


def may_ask_for_name(user: User, person: User) -> Verdict:
    return YES if user.pk == person.pk else no(_("只能更正自己的资料。"))
