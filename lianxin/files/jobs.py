"""What the store of files needs done every night."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from lianxin.files import storage
from lianxin.files.models import Attachment

PATIENCE = dt.timedelta(days=2)  # a deed under way may have its file on the disk and no row yet


def sweep(now: dt.datetime) -> int:
    """Files whose deed was undone have no row; take them away."""
    lying = set(storage.lying_since(now - PATIENCE))
    for path in lying:
        if not Attachment.objects.filter(path=path).exists():
            storage.remove(path)
            continue
        lying = lying - {path}
    return len(lying)


def forget_the_hour(now: dt.datetime) -> int:
    """Write anew what nameless people sent yesterday, so that the disk tells tonight, not when."""
    today = timezone.localdate(now)
    recent = Attachment.objects.filter(
        by__isnull=True, on__lt=today, on__gte=today - dt.timedelta(days=3)
    )
    for attachment in recent:
        storage.rewrite(attachment.path)
        storage.forget_the_minute(attachment.path, attachment.on)
    return len(recent)


DAILY = [sweep, forget_the_hour]
