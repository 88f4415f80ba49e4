"""答复: written in peace, given once, and brought to every voice of the matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from lianxin.files.actions import attach
from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.matters import searching
from lianxin.matters.access import closing as access
from lianxin.matters.alerts import alert
from lianxin.matters.announcing import tell_each
from lianxin.matters.delivering import deliver
from lianxin.matters.models import Draft, Matter, Reply, Voice
from lianxin.people.models import User


@transaction.atomic
def save_draft(matter: Matter, *, by: User, text: str) -> None:
    """What BY is writing; an empty text leaves no draft."""
    require(access.may_save_draft(by, matter))
    if text.strip():
        Draft.objects.update_or_create(matter=matter, by=by, defaults={"text": text})
    else:
        Draft.objects.filter(matter=matter, by=by).delete()


@transaction.atomic
def reply(
    matter: Matter, *, by: User, text: str, kind: str, files: Sequence[UploadedFile[Any]] = ()
) -> Reply:
    """The draft goes in the same moment in which the reply stands."""
    require(access.may_reply(by, matter))
    matter.hold()
    given = Reply.objects.create(matter=matter, kind=kind, text=text, by=by)
    searching.enter(given)
    for file in files:
        attach(given, file, by=by)
    if kind == Reply.Kind.FINAL and matter.can("answer"):
        matter.move("answer")
    reached = deliver(given, Voice.objects.filter(matter=matter).select_related("raised_by"))
    Draft.objects.filter(matter=matter, by=by).delete()
    record("matter.replied", matter, by=by, reply=given.pk, kind=kind, count=len(reached))
    tell_each("voice.replied", reached, by=by)
    alert(matter, "matter.replied", [matter.assigned_by], by=by)
    return given
