"""合并: voices go to one matter and keep their own code, reply and verdict; and back again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.matters.access import merging as access
from lianxin.matters.alerts import alert, written
from lianxin.matters.avoiding import keep_away
from lianxin.matters.delivering import bring_up_to_date
from lianxin.matters.models import Level, Matter, Merge, Remark, Voice
from lianxin.people.models import User


@transaction.atomic
def merge(matter: Matter, into: Matter, *, by: User, reason: str) -> Merge:
    """From now on the owner of INTO answers, by the earlier of the two terms."""
    require(access.may_merge(by, matter, into))
    _hold_both(matter, into)
    voices = list(Voice.objects.filter(matter=matter).prefetch_related("avoid"))
    made = Merge.objects.create(matter=matter, into=into, by=by, reason=reason, due_before=into.due)
    made.voices.set(voices)
    matter.move("merge", merged_into=into, level=Level.NONE)
    Voice.objects.filter(matter=matter).update(matter=into)
    keep_away(into, matter.avoid.all())
    bring_up_to_date(into, voices)
    if matter.due < into.due:  # joining others must not give a late matter more time
        into.change(due=matter.due, reminded_at=None, urged_at=None)
    facts = {"merge": made.pk, "count": len(voices)}
    record("matter.merged", matter, by=by, number=into.number, into=into.pk, **facts)
    record("matter.received", into, by=by, number=matter.number, source=matter.pk, **facts)
    alert(matter, "matter.merged", [matter.owner], by=by, into=into.number)
    alert(into, "matter.received", [into.owner], by=by, due=written(into.due))
    return made


@transaction.atomic
def unmerge(merge: Merge, *, by: User, reason: str) -> None:
    """The voices that came with it return, with the replies they got meanwhile."""
    require(access.may_unmerge(by, merge))
    matter, there = merge.matter, _where_they_are(merge.into)
    _hold_both(matter, there)
    moved = Voice.objects.filter(pk__in=merge.voices.all(), matter=there).update(matter=matter)
    matter.move("unmerge", merged_into=None)
    Merge.objects.filter(pk=merge.pk).update(undone_at=timezone.now())
    if there.pk == merge.into_id and there.due == matter.due:
        there.change(due=merge.due_before)
    remark = Remark.objects.create(matter=matter, by=by, text=reason)
    facts = {"merge": merge.pk, "count": moved}
    record("matter.unmerged", matter, by=by, number=there.number, remark=remark.pk, **facts)
    record("matter.given_back", there, by=by, number=matter.number, source=matter.pk, **facts)
    alert(matter, "matter.unmerged", [matter.owner], by=by, due=written(matter.due))
    alert(there, "matter.given_back", [there.owner], by=by)


def _hold_both(one: Matter, other: Matter) -> None:
    """In the order of their keys, so that two people never wait for each other."""
    for matter in sorted((one, other), key=lambda matter: matter.pk):
        matter.hold()


def _where_they_are(into: Matter) -> Matter:
    """The matter that received may have been merged on."""
    while into.merged_into:
        into = into.merged_into
    return into
