"""吹哨会商: when nobody takes a matter over, a leader decides who owns it. That is an order."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.matters import clocks
from lianxin.matters.access import transfer as access
from lianxin.matters.access.matters import nearest_leaders
from lianxin.matters.alerts import alert, written
from lianxin.matters.models import Matter, Meeting
from lianxin.people.models import User


@transaction.atomic
def call_meeting(matter: Matter, *, by: User | None, cause: str) -> Meeting:
    """The rules call it (BY is nobody); one that is open already is enough.

    The caller holds the matter. Until a leader has decided the owner stays the owner.
    """
    require(access.may_call_meeting(by, matter))
    if meeting := matter.open_meeting():
        return meeting
    decide_by = clocks.end_after(clocks.DECISION, timezone.now())
    meeting = Meeting.objects.create(matter=matter, cause=cause, decide_by=decide_by)
    until = written(decide_by)
    record("matter.meeting_called", matter, by=None, cause=cause, until=until, meeting=meeting.pk)
    people = [matter.owner, *nearest_leaders(matter)]
    alert(matter, "matter.meeting_called", people, by=None, until=until)
    return meeting


@transaction.atomic
def decide(meeting: Meeting, *, by: User, owner: User, note: str = "") -> None:
    """BY puts OWNER in charge; nobody can turn that back, and no clock begins anew."""
    require(access.may_decide(by, meeting, owner))
    matter = meeting.matter
    matter.hold()
    before = matter.owner
    meeting.move("decide", decided_by=by, decided_at=timezone.now(), owner=owner, note=note)
    for offer in matter.offers.filter(state="offered"):
        offer.move("withdraw", answered_at=timezone.now())
    matter.change(owner=owner)
    matter.helpers.remove(owner)
    record("matter.decided", matter, by=by, owner=owner.pk, before=before.pk, meeting=meeting.pk)
    alert(matter, "matter.decided", {before, owner}, by=by)
