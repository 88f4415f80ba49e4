"""Five wrong passwords lock a sign-in name for a quarter of an hour."""

from __future__ import annotations

import datetime as dt

from axes.models import AccessAttempt
from django.conf import settings
from django.utils import timezone

from lianxin.people.models import User


def locked_people() -> list[User]:
    """Those whose sign-in name is locked now. Names that are nobody's are left out."""
    since = timezone.now() - dt.timedelta(hours=settings.AXES_COOLOFF_TIME)
    locked = AccessAttempt.objects.filter(
        attempt_time__gt=since, failures_since_start__gte=settings.AXES_FAILURE_LIMIT
    )
    names = locked.values_list("username", flat=True)
    return list(User.objects.filter(username__in=list(names)).select_related("unit__parent"))


def forget_failures(person: User) -> int:
    """Unlock: the count of wrong passwords of this sign-in name begins anew."""
    return int(AccessAttempt.objects.filter(username=person.username).delete()[0])


def forget_before(now: dt.datetime) -> int:
    since = now - dt.timedelta(hours=settings.AXES_COOLOFF_TIME)
    return int(AccessAttempt.objects.filter(attempt_time__lte=since).delete()[0])
