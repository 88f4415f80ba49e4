"""Who may read ledgers, and who sees that one was taken out. The only place that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.kernel.access import YES, Verdict, no
from lianxin.people.duties import HANDLING

if TYPE_CHECKING:
    from lianxin.people.models import User
    from lianxin.reports.ledgers import Ledger


def visible(user: User) -> Q:
    """An export is seen by who made it; that it was made stands in the journal."""
    return Q(by=user)


def may_read_ledger(user: User, ledger: Ledger) -> Verdict:
    """The rows themselves are limited again: each person gets those they may see."""
    if not user.holds(*HANDLING):
        return no(_("台账供政工员和单位负责人使用。您反映的事情在“我的诉求”里。"))
    return YES


def may_export_ledger(user: User, ledger: Ledger) -> Verdict:
    return may_read_ledger(user, ledger)
