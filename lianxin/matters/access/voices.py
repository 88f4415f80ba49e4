"""Who may see and do what with a voice. This is the only place that says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.kernel.access import YES, Verdict, no
from lianxin.kernel.models import united
from lianxin.matters.access.matters import about_units
from lianxin.people.duties import HANDLING
from lianxin.people.models import Post, Unit, User

if TYPE_CHECKING:
    from lianxin.matters.models import Voice


def visible(user: User) -> Q:
    """The person who raised it, and those who handle it."""
    if user.serves_from_the_top(*HANDLING):
        return raised(user) | handled(user)
    voices = apps.get_model("matters", "Voice").objects.all()
    return united(voices, [raised(user), handled(user)])


def raised(user: User) -> Q:
    return Q(raised_by=user)


def handled(user: User) -> Q:
    """Who serves its unit, took it down, or owns, helps with or is offered its matter.

    Never who must avoid it: whether the sender named them or its matter does.
    """
    voices, matter = apps.get_model("matters", "Voice").objects, apps.get_model("matters", "Matter")
    avoidances = apps.get_model("matters", "Avoidance").objects.filter(user=user)
    offers = apps.get_model("matters", "Offer").objects.filter(to=user, state="offered")
    helpers, avoid = matter.helpers.through.objects, matter.avoid.through.objects
    ways = [
        Q(matter__owner=user),
        Q(matter__in=helpers.filter(user=user).values("matter")),
        Q(matter__in=offers.values("matter")),
    ]
    if user.holds(*HANDLING):
        ways.append(Q(recorded_by=user))
    avoided = Q(pk__in=avoidances.values("voice")) | Q(
        matter__in=avoid.filter(user=user).values("matter")
    )
    return about_units(voices.all(), user, ways) & ~avoided


def visible_slips(user: User) -> Q:
    return Q(unit__in=Unit.objects.served_by(user, *HANDLING))


def holders(unit: Unit) -> list[Post]:
    """Who would see a voice about UNIT, nearest office first; each person once.

    Open to everyone: people must know whom to turn to, and from whom to turn away.
    """
    posts = (
        Post.objects.current()
        .filter(duty__in=HANDLING, unit__in=unit.line(), user__is_active=True)
        .select_related("user", "unit")
        .order_by("-unit__path", "duty", "user__name", "pk")
    )
    nearest: dict[int, Post] = {}
    for post in posts:
        nearest.setdefault(post.user_id, post)
    return list(nearest.values())


def handles(user: User, voice: Voice) -> bool:
    voices = apps.get_model("matters", "Voice").objects
    found: bool = voices.filter(handled(user), pk=voice.pk).exists()
    return found


def all_avoid(unit: Unit, avoid: Sequence[User]) -> bool:
    """Whether everyone who would see a voice about UNIT is among those who must not."""
    if not avoid:
        return False
    left = User.objects.holding(unit, *HANDLING).exclude(pk__in=[user.pk for user in avoid])
    return not left.exists()


# What the person may do with a voice of their own, by name or by code


def may_raise_named(user: User, unit: Unit) -> Verdict:
    return YES if unit.is_open else no(_("该单位已撤销，请选择现在的单位。"))


def can_be_written(voice: Voice) -> Verdict:
    if voice.state == voice.State.ARCHIVED:
        return no(_("这是导入的历史件，不能再留言。"))
    return YES


def can_be_rated(voice: Voice) -> Verdict:
    matter = voice.matter
    if matter is None or matter.state not in (matter.State.ANSWERED, matter.State.CLOSED):
        return no(_("收到正式答复后即可评价。"))
    return YES


def can_be_reopened(voice: Voice) -> Verdict:
    if voice.matter is None or not voice.matter.can("reopen"):
        return no(_("答复或办结以后，如果问题没有解决，可以在这里要求重新办理。"))
    return YES


def _own(user: User, voice: Voice) -> Verdict:
    return YES if voice.raised_by_id == user.pk else no(_("只有反映人本人可以这样做。"))


def may_write(user: User, voice: Voice) -> Verdict:
    return _own(user, voice) and can_be_written(voice)


def may_rate(user: User, voice: Voice) -> Verdict:
    return _own(user, voice) and can_be_rated(voice)


def may_ask_to_reopen(user: User, voice: Voice) -> Verdict:
    return _own(user, voice) and can_be_reopened(voice)


def may_see_stored(user: User, voice: Voice) -> Verdict:
    return _own(user, voice)


# What those who handle voices may do


def may_look_through(user: User) -> Verdict:
    if not user.holds(*HANDLING):
        return no(_("只有政工员和单位负责人处理群众反映；您自己的诉求请看“我的诉求”。"))
    return YES


def may_record_for(user: User, unit: Unit) -> Verdict:
    return may_look_through(user) and may_raise_named(user, unit)


def may_record_slip(user: User, unit: Unit) -> Verdict:
    return may_record_for(user, unit)


def may_print_slips(user: User, unit: Unit) -> Verdict:
    if not user.serves(unit, *HANDLING):
        return no(_("只能为自己服务的单位印制纸条。"))
    return YES if unit.is_open else no(_("该单位已撤销，请选择现在的单位。"))


def _handling(user: User, voice: Voice) -> Verdict:
    return YES if handles(user, voice) else no(_("只有负责这件诉求的人可以这样做。"))


def may_ask(user: User, voice: Voice) -> Verdict:
    return _handling(user, voice) and can_be_written(voice)


def may_decline(user: User, voice: Voice) -> Verdict:
    if not voice.can("decline"):
        return no(_("只有待受理的诉求可以不予受理。"))
    return _handling(user, voice)


def may_reconsider(user: User, voice: Voice) -> Verdict:
    if not voice.can("reconsider"):
        return no(_("只有不予受理的诉求可以恢复待受理。"))
    return _handling(user, voice)
