"""Who gives tasks (交办) and makes promises (承诺)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lianxin.kernel.access import YES, Verdict, no
from lianxin.matters.access.matters import duties_over, is_open, of_owner
from lianxin.people.duties import HANDLING, Duty
from lianxin.people.models import Post, Unit

if TYPE_CHECKING:
    from lianxin.matters.models import Matter
    from lianxin.people.models import User


def may_assign(user: User, unit: Unit | None = None, to: User | None = None) -> Verdict:
    if not user.holds(Duty.LEADER):
        return no(_("只有单位负责人可以交办。"))
    if unit is not None and Duty.LEADER not in duties_over(user, unit):
        return no(_("只能就自己负责的单位交办。"))
    if to is not None and not _works_in_the_branch(user, to):
        return no(_("只能交办给本单位和下级单位的政工员、负责人。"))
    return YES


def _works_in_the_branch(leader: User, person: User) -> bool:
    led = Unit.objects.served_by(leader, Duty.LEADER)
    posts = Post.objects.current().filter(user=person, duty__in=HANDLING, unit__in=led)
    return person.is_active and person.pk != leader.pk and posts.exists()


def may_promise(user: User, unit: Unit | None = None) -> Verdict:
    if not user.holds(*HANDLING):
        return no(_("承诺供政工员和单位负责人记录答应群众的事。"))
    return YES


def may_take_up(user: User, matter: Matter) -> Verdict:
    if matter.kind != "promise":
        return no(_("只有承诺可以转为事项。"))
    return is_open(matter) and of_owner(user, matter)
