"""延期: asked before the term ends, approved by a leader, told to every person who raised it."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.matters import clocks
from lianxin.matters.access import extending as access
from lianxin.matters.access.matters import nearest_leaders
from lianxin.matters.alerts import alert, written
from lianxin.matters.announcing import announce, tell_each
from lianxin.matters.models import Extension, Matter
from lianxin.matters.terms import latest_end
from lianxin.people.models import User


@transaction.atomic
def ask_for_time(matter: Matter, *, by: User, until: dt.datetime, reason: str) -> Extension:
    require(access.may_ask_for_time(by, matter))
    latest = latest_end(matter)
    if not matter.due < until <= latest:
        raise Refused(
            _("新的期限应晚于 %(due)s，最晚到 %(latest)s。")
            % {"due": written(matter.due), "latest": written(latest)}
        )
    matter.hold()
    decide_by = clocks.end_after(clocks.DECISION, timezone.now())
    try:
        with transaction.atomic():
            asked = Extension.objects.create(
                matter=matter,
                by=by,
                until=until,
                due_before=matter.due,
                reason=reason,
                decide_by=decide_by,
            )
    except IntegrityError as clash:
        raise Refused(_("已经有一份延期申请在等待审批。")) from clash
    record("matter.time_asked", matter, by=by, until=written(until), extension=asked.pk)
    alert(matter, "matter.time_asked", nearest_leaders(matter, by), by=by, until=written(until))
    return asked


@transaction.atomic
def approve(extension: Extension, *, by: User, note: str = "") -> None:
    """The new end holds at once, and everyone who raised the matter reads it."""
    require(access.may_approve(by, extension))
    matter = extension.matter
    matter.hold()
    extension.move("approve", decided_by=by, decided_at=timezone.now(), note=note)
    matter.change(due=extension.until, reminded_at=None, urged_at=None)
    record("matter.time_given", matter, by=by, until=written(matter.due), extension=extension.pk)
    alert(matter, "matter.time_given", [matter.owner], by=by, until=written(matter.due))
    day = f"{timezone.localdate(matter.due):%Y-%m-%d}"
    words = _("这件事的办理期限延长到 %(day)s。有了结果会在这里答复您。") % {"day": day}
    tell_each("voice.time_given", announce(matter, words), by=by)


@transaction.atomic
def refuse(extension: Extension, *, by: User, note: str) -> None:
    require(access.may_refuse(by, extension))
    matter = extension.matter
    matter.hold()
    extension.move("refuse", decided_by=by, decided_at=timezone.now(), note=note)
    record("matter.time_refused", matter, by=by, extension=extension.pk)
    alert(matter, "matter.time_refused", [matter.owner], by=by, due=written(matter.due))
