"""Who may hand a matter over, who answers an offer, and who decides when nobody takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lianxin.kernel.access import YES, Verdict, no
from lianxin.matters.access.matters import (
    can_own,
    is_open,
    nothing_undecided,
    of_leader,
    of_owner,
    owns,
)

if TYPE_CHECKING:
    from lianxin.matters.models import Matter, Meeting, Offer
    from lianxin.people.models import User


def may_offer(user: User, matter: Matter, to: User | None = None) -> Verdict:
    """TO, when somebody has been chosen, must be fit to own it."""
    allowed = is_open(matter) and of_owner(user, matter) and nothing_undecided(matter)
    if not allowed or to is None:
        return allowed
    if owns(to, matter):
        return no(_("您已经是责任人。"))
    return can_own(to, matter)


def _of_addressee(user: User, offer: Offer) -> Verdict:
    if offer.to_id != user.pk:
        return no(_("只有转办的接收人可以答复。"))
    if offer.state != offer.State.OFFERED:
        return no(_("这次转办已经有了结果。"))
    return is_open(offer.matter)


def may_take_over(user: User, offer: Offer) -> Verdict:
    return _of_addressee(user, offer) and can_own(user, offer.matter)


def may_turn_back(user: User, offer: Offer) -> Verdict:
    return _of_addressee(user, offer)


def may_withdraw(user: User, offer: Offer) -> Verdict:
    if offer.by_id != user.pk and not owns(user, offer.matter):
        return no(_("只有提出转办的人可以撤回。"))
    return YES if offer.can("withdraw") else no(_("这次转办已经有了结果。"))


def may_call_meeting(user: User | None, matter: Matter) -> Verdict:
    """Called by the rules themselves (nobody), never by a person's choice."""
    return is_open(matter) if user is None else no(_("会商由系统按规则发起。"))


def may_decide(user: User, meeting: Meeting, owner: User | None = None) -> Verdict:
    if not meeting.can("decide"):
        return no(_("这次会商已经有了决定。"))
    allowed = is_open(meeting.matter) and of_leader(user, meeting.matter)
    return allowed and (can_own(owner, meeting.matter) if owner else YES)
