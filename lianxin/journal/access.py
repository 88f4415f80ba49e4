"""Who reads the journal as a whole: the audit administrator, who sees deeds, never content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from lianxin.people.duties import Duty

if TYPE_CHECKING:
    from lianxin.people.models import User


def visible(user: User) -> Q:
    return Q() if user.holds(Duty.AUDIT_ADMIN) else Q(by=user)
