"""What is forgotten by itself."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from lianxin.people import locks
from lianxin.people.models import RosterImport


def forget_rosters(now: dt.datetime) -> int:
    """Rows of rosters are names and numbers of people; after a week they are of no more use."""
    return RosterImport.objects.stale(timezone.localdate(now)).delete()[0]


def forget_wrong_passwords(now: dt.datetime) -> int:
    """Counts of wrong passwords whose quarter of an hour is over."""
    return locks.forget_before(now)


DAILY = [forget_rosters, forget_wrong_passwords]
