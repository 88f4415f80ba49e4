"""Who may put voices with one text together, and who may say that they are not one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lianxin.kernel.access import YES, Verdict, no
from lianxin.matters.access.voices import handles

if TYPE_CHECKING:
    from lianxin.matters.models import Voice
    from lianxin.people.models import User


def may_gather(user: User, voices: Sequence[Voice]) -> Verdict:
    """Each voice is then taken in, joined or merged by the rules of those deeds."""
    if len(voices) < 2:
        return no(_("请至少选择两件。"))
    if len({_lead(voice) for voice in voices}) > 1 or _lead(voices[0]) is None:
        return no(_("所选诉求的文字不同，请分别受理。"))
    if not all(is_live(voice) for voice in voices):
        return no(_("已办结、不予受理的诉求和历史件不能再合并，请去掉后再试。"))
    matters = {voice.matter_id for voice in voices}
    if len(matters) == 1 and None not in matters:
        return no(_("所选诉求已经在同一件事项里。"))
    return YES


def is_live(voice: Voice) -> bool:
    """Waiting, or in a matter that is still open."""
    if voice.matter:
        return voice.matter.is_open and voice.matter.kind != "promise"
    return voice.can("take_in")


def _lead(voice: Voice) -> int | None:
    compared = getattr(voice, "compared", None)
    return compared.lead_id if compared else None


def may_set_apart(user: User, voice: Voice) -> Verdict:
    return YES if handles(user, voice) else no(_("只有负责这件诉求的人可以这样做。"))


def may_put_back(user: User, voice: Voice) -> Verdict:
    return may_set_apart(user, voice)
