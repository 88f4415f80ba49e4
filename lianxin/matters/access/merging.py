"""Who may put two matters together, and take them apart again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lianxin.kernel.access import YES, Verdict, no
from lianxin.matters.access.matters import is_open, nothing_undecided, of_handler

if TYPE_CHECKING:
    from lianxin.matters.models import Matter, Merge
    from lianxin.people.models import User


def may_merge(user: User, matter: Matter, into: Matter | None = None) -> Verdict:
    allowed = is_open(matter) and of_handler(user, matter) and nothing_undecided(matter)
    return allowed and (_fits(user, matter, into) if into else YES)


def _fits(user: User, matter: Matter, into: Matter) -> Verdict:
    if into.pk == matter.pk:
        return no(_("不能并入自己。"))
    if matter.avoid.filter(pk=into.owner_id).exists():
        return no(_("对方事项的责任人需要回避这件事项，不能并入。"))
    if not is_open(into):
        return no(_("对方事项已办结或已并入其他事项，请另选一件。"))
    return of_handler(user, into)


def may_unmerge(user: User, merge: Merge) -> Verdict:
    if merge.undone_at or not merge.matter.can("unmerge"):
        return no(_("这次合并已经撤销。"))
    return of_handler(user, merge.matter)
