"""Who answers, closes, reopens, asks whether it helped, and publishes the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lianxin.kernel.access import YES, Verdict, no
from lianxin.matters.access.matters import (
    is_open,
    leaders_besides,
    leads,
    nothing_undecided,
    of_handler,
    of_leader,
    of_owner,
)

if TYPE_CHECKING:
    from lianxin.matters.models import ClosureRequest, Matter, Publication, Revisit, Voice
    from lianxin.people.models import User

ASKED_OF_A_LEADER = ("out_of_scope", "impossible")


def may_reply(user: User, matter: Matter) -> Verdict:
    return is_open(matter) and of_owner(user, matter)


def may_save_draft(user: User, matter: Matter) -> Verdict:
    return may_reply(user, matter)


def may_close(user: User, matter: Matter, closure: str = "") -> Verdict:
    """With CLOSURE, also whether this way of closing is the owner's alone to choose."""
    allowed = is_open(matter) and of_owner(user, matter) and nothing_undecided(matter)
    if not allowed:
        return allowed
    if matter.state == matter.State.IN_HAND and matter.voices.exists():
        return no(_("先给反映人正式答复，再办结。"))
    if closure in ASKED_OF_A_LEADER and not decides_alone(user, matter):
        return no(_("这样办结要由负责人批准，请提交申请。"))
    return YES


def decides_alone(user: User, matter: Matter) -> bool:
    """The leader at the top, above whom there is nobody who could approve."""
    return leads(user, matter) and not leaders_besides(matter, user)


def may_ask_to_close(user: User, matter: Matter) -> Verdict:
    return may_close(user, matter)


def _may_answer(user: User, request: ClosureRequest) -> Verdict:
    if request.state != request.State.ASKED:
        return no(_("这份办结申请已经审批过。"))
    if request.by_id == user.pk:
        return no(_("不能审批自己的申请，请上级负责人审批。"))
    return is_open(request.matter) and of_leader(user, request.matter)


def may_approve_closing(user: User, request: ClosureRequest) -> Verdict:
    return _may_answer(user, request)


def may_refuse_closing(user: User, request: ClosureRequest) -> Verdict:
    return _may_answer(user, request)


def may_reopen(user: User | None, matter: Matter, voice: Voice | None = None) -> Verdict:
    """The person who raised VOICE, by name or by code; the owner and leaders of the unit."""
    if not matter.can("reopen"):
        return no(_("答复或办结以后才能重新办理。"))
    if voice is not None:
        return _of_its_person(user, matter, voice)
    if user is None:
        return no(_("请说明是谁要求重新办理。"))
    return YES if of_owner(user, matter) else of_leader(user, matter)


def _of_its_person(user: User | None, matter: Matter, voice: Voice) -> Verdict:
    """By name only the one who raised it; without a name whoever opened it with its code."""
    by_code = user is None and voice.code_hash
    by_name = user is not None and voice.raised_by_id == user.pk
    if voice.matter_id != matter.pk or not (by_code or by_name):
        return no(_("只有反映人本人可以这样做。"))
    return YES


def may_review_queued(user: User, matter: Matter) -> Verdict:
    if matter.state != matter.State.CLOSED or not matter.review_on:
        return no(_("只有纳入项目库的事项需要复查。"))
    return YES if of_owner(user, matter) else of_leader(user, matter)


def may_record_revisit(user: User, revisit: Revisit) -> Verdict:
    if revisit.done_at:
        return no(_("这次回访已经登记过。"))
    return of_handler(user, revisit.matter)


def may_publish(user: User, matter: Matter) -> Verdict:
    if matter.state != matter.State.CLOSED:
        return no(_("办结以后才能公开结果。"))
    return of_handler(user, matter)


def may_withdraw_publication(user: User, publication: Publication) -> Verdict:
    if publication.withdrawn_on:
        return no(_("已经撤下。"))
    return of_handler(user, publication.matter)
