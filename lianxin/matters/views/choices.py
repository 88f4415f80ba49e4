"""What a person may do about a matter now, and why not the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.access import Verdict
from lianxin.matters.access import assigning, closing, extending, merging, sorting, transfer
from lianxin.matters.access.matters import handles
from lianxin.matters.models import Kind, Matter
from lianxin.people.models import User


@dataclass(frozen=True)
class Choice:
    """A deed with a page of its own; the reason stands where the button would be."""

    label: str
    icon: str
    url: str
    verdict: Verdict
    is_first: bool = False


def choices_for(user: User, matter: Matter) -> list[Choice]:
    if not handles(user, matter):
        return []
    return [*_of_state(user, matter), *_of_owning(user, matter), *_of_rest(user, matter)]


def _of_state(user: User, matter: Matter) -> Iterator[Choice]:
    if matter.is_open:
        reply, close = closing.may_reply(user, matter), closing.may_close(user, matter)
        answered = matter.state == matter.State.ANSWERED
        yield _choice(_("答复"), "reply", "reply", matter, reply, is_first=not answered)
        yield _choice(_("办结"), "check-circle", "close", matter, close, is_first=answered)
    if matter.can("reopen"):
        reopen = closing.may_reopen(user, matter)
        yield _choice(_("重新办理"), "arrow-repeat", "reopen", matter, reopen)
    if matter.review_on:
        review = closing.may_review_queued(user, matter)
        yield _choice(_("项目库复查"), "calendar-event", "review", matter, review)
    if matter.state == matter.State.CLOSED:
        publish = closing.may_publish(user, matter)
        yield _choice(_("公开结果"), "megaphone", "publish", matter, publish)


def _of_owning(user: User, matter: Matter) -> Iterator[Choice]:
    if not matter.is_open:
        return
    offer, time = transfer.may_offer(user, matter), extending.may_ask_for_time(user, matter)
    yield _choice(_("转办"), "arrow-right", "offer", matter, offer)
    yield _choice(_("申请延期"), "hourglass-split", "ask-for-time", matter, time)
    helper = sorting.may_add_helper(user, matter)
    yield _choice(_("增加协办人"), "person-plus", "add-helper", matter, helper)
    if matter.kind == Kind.PROMISE:
        take_up = assigning.may_take_up(user, matter)
        yield _choice(_("转为事项"), "arrow-right", "take-up", matter, take_up)


def _of_rest(user: User, matter: Matter) -> Iterator[Choice]:
    if not matter.is_open:
        return
    reclassify = sorting.may_reclassify(user, matter)
    yield _choice(_("修改分类和缓急"), "tags", "reclassify", matter, reclassify)
    yield _choice(_("登记回避"), "eye-slash", "avoid", matter, sorting.may_avoid(user, matter))
    yield _choice(_("合并"), "union", "merge", matter, merging.may_merge(user, matter))
    watch = extending.may_escalate(user, matter)
    yield _choice(_("督办"), "flag", "escalate", matter, watch)
    if matter.level:
        yield _choice(_("解除督办"), "flag", "lift", matter, extending.may_lift(user, matter))


def _choice(
    label: str, icon: str, name: str, matter: Matter, verdict: Verdict, *, is_first: bool = False
) -> Choice:
    return Choice(label, icon, reverse(f"matters:{name}", args=[matter.pk]), verdict, is_first)


@dataclass(frozen=True)
class Question:
    """Something undecided about the matter: who may answer it finds the way, others the state."""

    text: str
    label: str
    url: str
    verdict: Verdict
    is_post: bool = False  # done at once, without a page of its own


def waiting_for(user: User, matter: Matter) -> list[Question]:
    return [*_of_transfer(user, matter), *_of_requests(user, matter), *_of_revisit(user, matter)]


def _of_transfer(user: User, matter: Matter) -> Iterator[Question]:
    if offer := matter.open_offer():
        facts = {"by": offer.by, "to": offer.to}
        text = _("%(by)s 提出转给 %(to)s，等待接收。接收以前责任人不变。") % facts
        if offer.to_id == user.pk:
            url = reverse("matters:turn-back", args=[matter.pk, offer.pk])
            yield Question(text, _("接收或退回"), url, transfer.may_turn_back(user, offer))
        else:
            url = reverse("matters:withdraw", args=[matter.pk, offer.pk])
            yield Question(text, _("撤回转办"), url, transfer.may_withdraw(user, offer), True)
    if meeting := matter.open_meeting():
        text = _("正在会商（%(cause)s），由负责人决定责任人。决定以前责任人不变。")
        cause = meeting.get_cause_display()
        url = reverse("matters:decide", args=[matter.pk, meeting.pk])
        verdict = transfer.may_decide(user, meeting)
        yield Question(text % {"cause": cause}, _("决定责任人"), url, verdict)


def _of_requests(user: User, matter: Matter) -> Iterator[Question]:
    if extension := matter.open_extension():
        day = timezone.localdate(extension.until)
        text = _("%(by)s 申请延期到 %(day)s，等待审批。") % {"by": extension.by, "day": day}
        url = reverse("matters:answer-extension", args=[matter.pk, extension.pk])
        yield Question(text, _("审批延期"), url, extending.may_approve(user, extension))
    if request := matter.open_closure_request():
        facts = {"by": request.by, "closure": request.get_closure_display()}
        text = _("%(by)s 申请按“%(closure)s”办结，等待审批。") % facts
        url = reverse("matters:answer-closing", args=[matter.pk, request.pk])
        yield Question(text, _("审批办结"), url, closing.may_approve_closing(user, request))


def _of_revisit(user: User, matter: Matter) -> Iterator[Question]:
    for revisit in matter.revisits.all():
        if revisit.done_at is None:
            text = _("应在 %(day)s 回访反映人。") % {"day": revisit.due_on}
            url = reverse("matters:revisit", args=[matter.pk, revisit.pk])
            yield Question(text, _("登记回访"), url, closing.may_record_revisit(user, revisit))
