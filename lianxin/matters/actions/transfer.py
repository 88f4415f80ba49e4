"""转办: an offer that must be taken over. Until then, and if it is refused, the owner answers."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.matters import clocks
from lianxin.matters.access import transfer as access
from lianxin.matters.access.matters import nearest_leaders
from lianxin.matters.actions import deciding
from lianxin.matters.alerts import alert, alert_who_was_asked, written
from lianxin.matters.models import Matter, Meeting, Offer
from lianxin.people.models import User

REFUSALS = 2  # so many, and a leader decides


@transaction.atomic
def offer(matter: Matter, *, by: User, to: User, reason: str) -> Offer:
    """BY asks TO to answer for it from now on."""
    require(access.may_offer(by, matter, to))
    matter.hold()
    now = timezone.now()
    until = clocks.end_after(clocks.OFFER_ANSWER, now)
    try:
        with transaction.atomic():
            made = Offer.objects.create(
                matter=matter, by=by, to=to, reason=reason, at=now, answer_by=until
            )
    except IntegrityError as clash:
        raise Refused(_("已经有一次转办在等待答复。")) from clash
    record("matter.offered", matter, by=by, to=to.pk, offer=made.pk, until=written(until))
    alert(matter, "matter.offered", [to], by=by, until=written(until))
    return made


@transaction.atomic
def take_over(offer: Offer, *, by: User) -> None:
    """BY answers for it from now on, by the clock it has."""
    require(access.may_take_over(by, offer))
    matter = offer.matter
    matter.hold()
    before = matter.owner
    offer.move("take_over", answered_at=timezone.now())
    matter.change(owner=by)
    matter.helpers.remove(by)
    record("matter.taken_over", matter, by=by, before=before.pk, offer=offer.pk)
    alert(matter, "matter.taken_over", {before, offer.by}, by=by)


@transaction.atomic
def turn_back(offer: Offer, *, by: User, reason: str, basis: str) -> None:
    """Not without a reason and a basis. The second refusal calls a meeting."""
    require(access.may_turn_back(by, offer))
    matter = offer.matter
    matter.hold()
    offer.move("turn_back", answered_at=timezone.now(), answer_reason=reason, answer_basis=basis)
    Matter.objects.filter(pk=matter.pk).update(bounces=F("bounces") + 1)
    matter.bounces += 1
    record("matter.turned_back", matter, by=by, offer=offer.pk, count=matter.bounces)
    people = [matter.owner, *nearest_leaders(matter, matter.owner)]
    alert(matter, "matter.turned_back", people, by=by, count=matter.bounces)
    if _refusals_since_last_decision(matter) >= REFUSALS:
        deciding.call_meeting(matter, by=None, cause=Meeting.Cause.TURNED_BACK)


def _refusals_since_last_decision(matter: Matter) -> int:
    refused = matter.offers.filter(state=Offer.State.TURNED_BACK)
    last = matter.meetings.filter(state=Meeting.State.DECIDED).last()
    return refused.filter(answered_at__gt=last.decided_at).count() if last else refused.count()


@transaction.atomic
def withdraw(offer: Offer, *, by: User) -> None:
    require(access.may_withdraw(by, offer))
    offer.matter.hold()
    offer.move("withdraw", answered_at=timezone.now())
    record("matter.offer_withdrawn", offer.matter, by=by, offer=offer.pk)
    alert_who_was_asked(offer, "matter.offer_withdrawn", by=by)
