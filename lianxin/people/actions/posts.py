"""Who holds which duty over which unit, and from when to when."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.notices.actions import tell
from lianxin.people import access, offices
from lianxin.people.models import ADMINISTRATION, Duty, Post, Unit, User

ONE_DAY = offices.ONE_DAY


@transaction.atomic
def appoint(
    person: User, *, by: User, duty: str, unit: Unit, since: dt.date, until: dt.date | None = None
) -> Post:
    """PERSON holds DUTY over UNIT and its branch from SINCE to UNTIL, both included."""
    _hold(person)
    require(access.may_appoint(by, person))
    _refuse_wrong_span(since, until)
    if not Unit.objects.still_open(unit):
        raise Refused(_("该单位已撤销，请另选一个。"))
    if duty in ADMINISTRATION:
        _refuse_partial_administration(unit, until)
    _refuse_clash(person, duty, unit, since, until)
    try:
        with transaction.atomic():
            post = Post.objects.create(user=person, duty=duty, unit=unit, since=since, until=until)
    except IntegrityError as twice:
        raise Refused(_("这项任职已经登记过。")) from twice
    record("post.appointed", post, by=by, person=person.pk, duty=duty, unit=unit.pk, since=since)
    tell([post.user], "post.appointed", post, url=reverse("people:me"), **_named(post))
    return post


@transaction.atomic
def extend_post(post: Post, *, by: User, until: dt.date | None) -> None:
    """The last day becomes UNTIL; None is without an end. It may also be brought nearer."""
    _hold(post.user)
    require(access.may_extend_post(by, post))
    if post.is_over:
        raise Refused(_("这项任职已经结束，请重新办理任职。"))
    _refuse_wrong_span(max(post.since, timezone.localdate()), until)
    if post.duty in ADMINISTRATION and until is not None:
        offices.refuse_losing_the_last(post, until + ONE_DAY)
    _refuse_clash(post.user, post.duty, post.unit, post.since, until, but=post)
    offices.change_end(post, until)
    record("post.extended", post, by=by, until=until)
    tell([post.user], "post.extended", post, url=reverse("people:me"), **_named(post))


@transaction.atomic
def end_post(post: Post, *, by: User, day: dt.date) -> None:
    """From DAY on the duty is no longer held; today is at once."""
    _hold(post.user)
    require(access.may_end_post(by, post))
    if day < timezone.localdate():
        raise Refused(_("停止任职的日期不能早于今天。"))
    if post.until is not None and post.until < day:
        raise Refused(_("这项任职本来就在该日期之前结束。"))
    offices.refuse_losing_the_last(post, day)
    offices.stop(post, day)
    record("post.ended", post, by=by, person=post.user_id, duty=post.duty, unit=post.unit_id)
    tell([post.user], "post.ended", post, url=reverse("people:me"), **_named(post))


def _hold(person: User) -> None:
    """Let the posts of one person be changed by one at a time."""
    list(User.objects.select_for_update().filter(pk=person.pk).values_list("pk"))
    person.refresh_from_db()
    vars(person).pop("_posts_held", None)


def _refuse_wrong_span(since: dt.date, until: dt.date | None) -> None:
    if until is not None and until < since:
        raise Refused(_("截止日期不能早于起始日期或今天。"))


def _refuse_partial_administration(unit: Unit, until: dt.date | None) -> None:
    if not unit.is_top:
        raise Refused(_("管理员职责在全站有效，单位请选最上级单位。"))
    if until is not None:
        raise Refused(_("管理员任职不设截止日期，需要时由安全管理员结束。"))


def _refuse_clash(
    person: User,
    duty: str,
    unit: Unit,
    since: dt.date,
    until: dt.date | None,
    but: Post | None = None,
) -> None:
    """The same twice, or an administration beside any other duty."""
    others = Post.objects.overlapping(since, until).filter(user=person)
    others = others.exclude(pk=but.pk) if but else others
    if others.filter(duty=duty, unit=unit).exists():
        raise Refused(_("此人在这段时间已任该单位的这项职责。"))
    barred = others.exclude(duty=duty)
    if duty not in ADMINISTRATION:
        barred = barred.filter(duty__in=ADMINISTRATION)
    if clash := barred.first():
        raise Refused(
            _("%(duty)s不能与“%(other)s”由同一人兼任，请先结束此人的“%(other)s”任职。")
            % {"duty": Duty(duty).label, "other": clash.get_duty_display()}
        )


def _named(post: Post) -> dict[str, str]:
    return {"unit": post.unit.name, "duty": str(post.get_duty_display())}
