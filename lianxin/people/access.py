"""Who may see and change what of units, people and posts. The only place that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q

from lianxin.people.duties import ADMINISTRATION, Duty

if TYPE_CHECKING:
    from lianxin.people.models import User


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
