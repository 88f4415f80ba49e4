"""Telling people. Called inside the deed's transaction, so nothing undone is ever told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from lianxin.engines.workdays.ladder import after_quiet
from lianxin.notices.models import Notice
from lianxin.people.calendar import quiet_hours, working_calendar
from lianxin.people.models import User


@transaction.atomic
def tell(
    people: Iterable[User], verb: str, subject: models.Model, *, url: str, **facts: Any
) -> None:
    """Write VERB (a key of the app's NOTICES) to PEOPLE, to be shown after quiet hours."""
    now = timezone.localtime()
    start, end = quiet_hours()
    show_from = after_quiet(now, start, end, working_calendar())
    Notice.objects.bulk_create(
        Notice(
            to=person,
            verb=verb,
            facts=facts,
            subject=subject._meta.label,
            subject_id=subject.pk,
            url=url,
            at=now,
            show_from=show_from,
        )
        for person in set(people)
    )


@transaction.atomic
def mark_read(person: User, *notices: Notice) -> int:
    """Only one's own that have been shown; the first time of reading is kept.

    One that still waits for the end of the quiet hours has not been read by anybody, so
    "all read", pressed at night, must not swallow it.
    """
    now = timezone.now()
    rows = Notice.objects.filter(to=person).shown(now).unread()
    if notices:
        rows = rows.filter(pk__in=[notice.pk for notice in notices])
    return rows.update(read_at=now)
