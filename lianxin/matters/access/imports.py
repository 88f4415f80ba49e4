"""Who may take in spreadsheets of voices. This is the only place that says so."""

from __future__ import annotations

from django.db.models import Q

from lianxin.people.duties import HANDLING
from lianxin.people.models import Unit, User


def visible(user: User) -> Q:
    return Q(by=user) | Q(unit__in=Unit.objects.served_by(user, *HANDLING))
