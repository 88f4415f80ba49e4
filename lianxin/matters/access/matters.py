"""Who may see a matter, and what one is to it. The rules of single deeds stand on this file."""

from __future__ import annotations

import datetime as dt
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.kernel.access import YES, Verdict, no
from lianxin.kernel.models import united
from lianxin.people.duties import HANDLING, Duty
from lianxin.people.models import Post, Unit, User

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lianxin.matters.models import Matter


def visible(user: User) -> Q:
    """Who serves its unit, who owns, assigned, helps or is offered it; never who must avoid it."""
    matter = apps.get_model("matters", "Matter")
    offers = apps.get_model("matters", "Offer").objects.filter(to=user, state="offered")
    helpers, avoid = matter.helpers.through.objects, matter.avoid.through.objects
    ways = [
        Q(owner=user),
        Q(pk__in=helpers.filter(user=user).values("matter")),
        Q(pk__in=offers.values("matter")),
    ]
    if user.holds(*HANDLING):
        ways += [Q(first_owner=user), Q(assigned_by=user)]
    return about_units(matter.objects.all(), user, ways) & ~Q(
        pk__in=avoid.filter(user=user).values("matter")
    )


def about_units(rows: QuerySet[Any], user: User, ways: list[Q]) -> Q:
    """The ROWS about a unit USER serves, and those that fit one of the other WAYS.

    Who serves from the top sees nearly every row: to find them all first would take longer
    than to look at each as it is read.
    """
    if user.serves_from_the_top(*HANDLING):
        paths = user.paths_served(*HANDLING)
        return reduce(or_, [*(Q(unit__path__beneath=path) for path in paths), *ways])
    return united(rows, [Q(unit__in=Unit.objects.served_by(user, *HANDLING)), *ways])


# What one is to a matter


def duties_over(user: User, unit: Unit) -> frozenset[str]:
    """The duties USER holds today over UNIT, from itself or from above; asked once a request."""
    known = user.__dict__.setdefault("_duties_over", {})
    if unit.path not in known:
        posts = Post.objects.current().filter(user=user, unit__in=unit.line())
        known[unit.path] = frozenset(posts.values_list("duty", flat=True))
    found: frozenset[str] = known[unit.path]
    return found


def owns(user: User, matter: Matter) -> bool:
    return matter.owner_id == user.pk


def helps(user: User, matter: Matter) -> bool:
    return any(helper.pk == user.pk for helper in matter.helpers.all())


def leads(user: User, matter: Matter) -> bool:
    """A leader over its unit who need not avoid it."""
    return Duty.LEADER in duties_over(user, matter.unit) and not matter.must_be_avoided_by(user)


def handles(user: User, matter: Matter) -> bool:
    """The owner, or an officer or leader over its unit; never one who must avoid it."""
    serves = owns(user, matter) or duties_over(user, matter.unit) & set(HANDLING)
    return bool(serves) and not matter.must_be_avoided_by(user)


def can_own(person: User, matter: Matter) -> Verdict:
    """Whether PERSON could answer for MATTER at all."""
    if not person.is_active or not person.holds(*HANDLING):
        return no(_("只能交给在册的政工员或单位负责人。"))
    if matter.must_be_avoided_by(person):
        return no(_("此人需要回避，请另选他人。"))
    return YES


def leaders_besides(matter: Matter, *people: User) -> list[User]:
    """The leaders over its unit who need not avoid it, without PEOPLE; the nearest first."""
    left_out = {person.pk for person in (*people, *matter.avoid.all())}
    posts = (
        Post.objects.current()
        .filter(duty=Duty.LEADER, unit__in=matter.unit.line(), user__is_active=True)
        .exclude(user__in=left_out)
        .select_related("user")
        .order_by("-unit__path", "pk")
    )
    return list(dict.fromkeys(post.user for post in posts))


def nearest_leaders(matter: Matter, *besides: User) -> list[User]:
    """Those of the nearest unit that has any: whom one turns to first."""
    left_out = {person.pk for person in (*besides, *matter.avoid.all())}
    posts = (
        Post.objects.current()
        .filter(duty=Duty.LEADER, unit__in=matter.unit.line(), user__is_active=True)
        .exclude(user__in=left_out)
        .select_related("user", "unit")
    )
    deepest = max((post.unit.depth for post in posts), default=0)
    return [post.user for post in posts if post.unit.depth == deepest]


# Rules that many deeds share


def is_open(matter: Matter) -> Verdict:
    return YES if matter.is_open else no(_("事项已办结或已并入其他事项。"))


def nothing_undecided(matter: Matter) -> Verdict:
    """No offer, meeting or request is waiting for somebody's answer."""
    if matter.open_offer():
        return no(_("转办还没有答复，请先撤回或等对方答复。"))
    if matter.open_meeting():
        return no(_("正在会商由谁负责，请等负责人决定。"))
    if matter.open_extension():
        return no(_("延期申请还在审批，请等审批结果。"))
    if matter.open_closure_request():
        return no(_("办结申请还在审批，请等审批结果。"))
    return YES


def of_owner(user: User, matter: Matter) -> Verdict:
    if not owns(user, matter):
        return no(_("只有责任人可以这样做。"))
    if matter.must_be_avoided_by(user):
        return no(_("您需要回避这件事项。"))
    return YES


def of_handler(user: User, matter: Matter) -> Verdict:
    return YES if handles(user, matter) else no(_("只有责任人和服务该单位的人员可以这样做。"))


def of_leader(user: User, matter: Matter) -> Verdict:
    return YES if leads(user, matter) else no(_("只有该单位或上级单位的负责人可以这样做。"))


def of_owner_or_leader(user: User, matter: Matter) -> Verdict:
    if owns(user, matter):
        return of_owner(user, matter)
    return YES if leads(user, matter) else no(_("只有责任人和单位负责人可以这样做。"))


def fit_to_own(matter: Matter) -> QuerySet[User]:
    """All who could answer for it."""
    return office_holders().exclude(pk__in=[person.pk for person in matter.avoid.all()])


def office_holders() -> QuerySet[User]:
    """Everybody who handles matters anywhere: who holds which office is no secret."""
    posts = Post.objects.current().filter(duty__in=HANDLING)
    people: QuerySet[User] = User.objects.present().filter(pk__in=posts.values("user"))
    return people


def in_branch_of(leader: User) -> QuerySet[User]:
    """Those who handle matters in the units LEADER leads, without LEADER."""
    led = Unit.objects.served_by(leader, Duty.LEADER)
    posts = Post.objects.current().filter(duty__in=HANDLING, unit__in=led)
    people: QuerySet[User] = User.objects.present().filter(pk__in=posts.values("user"))
    return people.exclude(pk=leader.pk)


def may_list(user: User) -> Verdict:
    if user.holds(*HANDLING):
        return YES
    return no(_("事项由政工员和单位负责人办理；您自己的诉求请看“我的诉求”。"))


def may_watch(user: User) -> Verdict:
    return YES if user.holds(Duty.LEADER) else no(_("督办页供单位负责人使用。"))


def needs_attention(now: dt.datetime) -> Q:
    """What a leader should look at: watched, or open and turned back, reopened or late."""
    difficult = Q(state__in=["in_hand", "answered"]) & (Q(bounces__gt=0) | Q(reopened__gt=0))
    return Q(level__gt=0) | difficult | Q(state="in_hand", due__lt=now)
