"""What the place itself needs done every day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

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


def learn_the_tables(now: dt.datetime) -> int:
    """Let SQLite count what stands in its tables, so that it asks the right index.

    It looks at a sample only and takes no longer for a large site; PostgreSQL does it by itself.
    """
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA analysis_limit=1000")
        cursor.execute("ANALYZE")
    return 1


DAILY = [back_up, forget_ended_sittings, learn_the_tables]
