"""受理: a voice becomes a matter with one owner, joins one, or is taken out of one again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.matters import clocks, learning, searching
from lianxin.matters.access import accepting as access
from lianxin.matters.alerts import alert, written
from lianxin.matters.avoiding import keep_away_for
from lianxin.matters.delivering import bring_up_to_date
from lianxin.matters.models import Category, Counter, Matter, Voice
from lianxin.matters.told import tell_person
from lianxin.people.models import Unit, User


@transaction.atomic
def accept(
    voice: Voice, *, by: User, title: str, category: Category | None, urgency: str, unit: Unit
) -> Matter:
    """BY takes the voice in hand and is the first to answer for it."""
    require(access.may_accept(by, voice))
    now = timezone.now()
    due = clocks.finish_by(urgency, now)
    matter = Matter.objects.create(
        number=Counter.next_number(f"{timezone.localdate(now):%Y}"),
        title=title,
        summary=voice.body,
        unit=unit,
        category=category,
        urgency=urgency,
        owner=by,
        first_owner=by,
        received_on=voice.received_on,
        opened_at=now,
        started_at=now,
        due=due,
        first_due=due,
    )
    searching.enter(matter)
    voice.move("take_in", matter=matter)
    keep_away_for(matter, [voice])
    learning.decide([voice], category)
    record("voice.accepted", voice, by=by, matter=matter.pk)
    record("matter.opened", matter, by=by, number=matter.number, due=written(due))
    tell_person(voice, "voice.accepted")
    return matter


@transaction.atomic
def join(voice: Voice, matter: Matter, *, by: User) -> None:
    """The waiting voice is about the same thing as MATTER; it keeps its own code and verdict."""
    require(access.may_join(by, voice, matter))
    matter.hold()
    voice.move("take_in", matter=matter)
    keep_away_for(matter, [voice])
    bring_up_to_date(matter, [voice])
    learning.decide([voice], matter.category)
    record("voice.joined", voice, by=by, matter=matter.pk, number=matter.number)
    record("matter.joined", matter, by=by, voice=voice.pk)
    tell_person(voice, "voice.accepted")
    alert(matter, "matter.joined", [matter.owner], by=by)


@transaction.atomic
def separate(voice: Voice, *, by: User) -> Matter:
    """Taken out into a matter of its own, with the same owner and the clock it had."""
    require(access.may_separate(by, voice))
    together = voice.matter
    assert together is not None
    together.hold()
    alone = _copy(together, voice)
    if not Voice.objects.filter(pk=voice.pk, matter=together).update(matter=alone):
        raise Refused(_("诉求已不在这件事项里，请刷新后再试。"))
    voice.matter = alone
    alone.avoid.set(voice.avoid.all())
    record("matter.separated", together, by=by, voice=voice.pk, number=alone.number)
    record("matter.opened", alone, by=by, number=alone.number, due=written(alone.due))
    alert(alone, "matter.separated", [alone.owner], by=by)
    return alone


def _copy(matter: Matter, voice: Voice) -> Matter:
    same = (
        "category",
        "unit",
        "urgency",
        "owner",
        "first_owner",
        "opened_at",
        "started_on",
        "started_at",
        "due",
        "first_due",
    )
    alone = Matter.objects.create(
        number=Counter.next_number(f"{timezone.localdate():%Y}"),
        title=voice.title,
        summary=voice.body,
        received_on=voice.received_on,
        **{field: getattr(matter, field) for field in same},
    )
    searching.enter(alone)
    return alone
