"""What the place itself needs done every day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session

from lianxin.ops import backup


def back_up(now: dt.datetime) -> int:
    """One backup a day into BACKUP_DIR; the oldest beyond BACKUPS_KEPT go."""
    if not settings.BACKUP_DIR:
        return 0
    folder = Path(settings.BACKUP_DIR)
    backup.make(folder)
    kept = sorted(folder.glob("lianxin-*.tar*"), reverse=True)
    for old in kept[settings.BACKUPS_KEPT :]:
        old.unlink()
    return 1


def forget_ended_sittings(now: dt.datetime) -> int:
    """Sessions that ended need not be remembered."""
    count, _ = Session.objects.filter(expire_date__lt=now).delete()
    return count


DAILY = [back_up, forget_ended_sittings]
