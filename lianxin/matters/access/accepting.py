"""Who may take a voice in, as a matter of its own or into another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lianxin.kernel.access import YES, Verdict, no
from lianxin.matters.access.matters import duties_over, handles, is_open, of_handler
from lianxin.people.duties import HANDLING

if TYPE_CHECKING:
    from lianxin.matters.models import Matter, Voice
    from lianxin.people.models import User


def _already(voice: Voice) -> str:
    if voice.matter:
        return _("这件诉求已经受理，由 %(owner)s 负责。") % {"owner": voice.matter.owner}
    return _("这件诉求已答复不予受理。")


def may_accept(user: User, voice: Voice) -> Verdict:
    if not voice.can("take_in"):
        return no(_already(voice))
    if not duties_over(user, voice.unit) & set(HANDLING):
        return no(_("只有服务该单位的政工员和负责人可以受理。"))
    if voice.raised_by_id == user.pk:
        return no(_("这是您自己反映的事，请同事或上级受理。"))
    if voice.avoid.filter(pk=user.pk).exists():
        return no(_("您需要回避这件诉求。"))
    return YES


def may_join(user: User, voice: Voice, matter: Matter) -> Verdict:
    return may_accept(user, voice) and _fits(user, voice, matter)


def _fits(user: User, voice: Voice, matter: Matter) -> Verdict:
    if voice.avoid.filter(pk=matter.owner_id).exists():
        return no(_("反映人要求回避该事项的责任人，不能并入，请另行受理。"))
    return is_open(matter) and of_handler(user, matter)


def may_separate(user: User, voice: Voice) -> Verdict:
    matter = voice.matter
    if matter is None or not handles(user, matter):
        return no(_("只有责任人和服务该单位的人员可以这样做。"))
    if matter.voices.count() < 2:
        return no(_("这件事项只有一件诉求，不必分出。"))
    return is_open(matter)
