"""The register of people: who is entered, corrected, moved, gone and back."""

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
from lianxin.people.models import Duty, Post, Unit, User
from lianxin.people.particulars import Particulars
from lianxin.people.register import NewNames, fill


@transaction.atomic
def add_person(particulars: Particulars, *, by: User, unit: Unit) -> User:
    """A new line of the register; the first password is a deed of its own."""
    require(access.may_add_person(by))
    _refuse_closed(unit)
    person = User(unit=unit, must_choose_password=True)
    person.username = NewNames().name_for(particulars)
    fill(person, particulars)
    person.set_unusable_password()
    _save(person)
    record("user.added", person, by=by, unit=unit.pk)
    return person


@transaction.atomic
def edit_person(person: User, *, by: User, particulars: Particulars) -> None:
    """Correct what is written of a person; a wish for another name is settled with it."""
    require(access.may_edit_person(by, person))
    changed = fill(person, particulars)
    asked, person.wanted_name = person.wanted_name, ""
    _save(person)
    record("user.edited", person, by=by, fields=changed)
    if asked:
        tell([person], "user.name_settled", person, url=reverse("people:me"))


@transaction.atomic
def transfer(person: User, *, by: User, unit: Unit) -> None:
    """To another unit. Posts stay: whether they should is for the security administrator."""
    require(access.may_transfer(by, person))
    _refuse_closed(unit)
    was = person.unit_id
    if unit.pk == was:
        raise Refused(_("此人已经在该单位。"))
    rows = User.objects.present().filter(pk=person.pk, unit=was)
    if not rows.update(unit=unit):
        raise Refused(_("此人刚刚被别人改动，请刷新后再试。"))
    person.unit = unit
    record("user.transferred", person, by=by, was=was, unit=unit.pk)
    _ask_about_posts(person)


@transaction.atomic
def leave(person: User, *, by: User) -> None:
    """Off the register: no sign-in, no duty, no open session. The line itself stays."""
    today = timezone.localdate()
    require(access.may_leave(by, person))
    posts = list(Post.objects.not_over(today).filter(user=person).select_related("unit"))
    for post in posts:
        offices.refuse_losing_the_last(post, today)
        offices.stop(post, today)
        record("post.ended", post, by=by, person=person.pk, duty=post.duty, unit=post.unit_id)
    rows = User.objects.present().filter(pk=person.pk)
    if not rows.update(is_active=False, sittings_ended=person.sittings_ended + 1):
        raise Refused(_("此人刚刚被别人改动，请刷新后再试。"))
    person.refresh_from_db()
    record("user.left", person, by=by, posts=len(posts))


@transaction.atomic
def bring_back(person: User, *, by: User, unit: Unit) -> None:
    """On the register again, with a new first password and without the old posts."""
    require(access.may_bring_back(by, person))
    _refuse_closed(unit)
    person.set_unusable_password()
    rows = User.objects.filter(pk=person.pk, is_active=False)
    if not rows.update(
        is_active=True,
        unit=unit,
        password=person.password,
        must_choose_password=True,
        last_login=None,
    ):
        raise Refused(_("此人刚刚被别人改动，请刷新后再试。"))
    person.refresh_from_db()
    record("user.brought_back", person, by=by, unit=unit.pk)


@transaction.atomic
def correct_own(person: User, *, by: User, phone: str, position: str) -> None:
    """What a person may put right alone."""
    require(access.may_correct_own(by, person))
    person.phone, person.position = phone, position
    person.save(update_fields=["phone", "position"])
    record("user.corrected_own", person, by=by)


@transaction.atomic
def ask_for_name(person: User, *, by: User, name: str) -> None:
    """The name stands on papers, so it is changed by those who keep the register."""
    require(access.may_ask_for_name(by, person))
    if name == person.name:
        raise Refused(_("与登记的姓名相同，不需要更正。"))
    person.wanted_name = name
    person.save(update_fields=["wanted_name"])
    record("user.name_asked", person, by=by)
    keepers = User.objects.administering(Duty.SYSTEM_ADMIN)
    tell(keepers, "user.name_asked", person, url=reverse("people:person", args=[person.pk]))


def _refuse_closed(unit: Unit) -> None:
    if not Unit.objects.still_open(unit):
        raise Refused(_("该单位已撤销，请另选一个。"))


def _save(person: User) -> None:
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as taken:
        raise Refused(_("工号或登录名已被别人使用，请核对。")) from taken


def _ask_about_posts(person: User, today: dt.date | None = None) -> None:
    if Post.objects.not_over(today).filter(user=person).exists():
        keepers = User.objects.administering(Duty.SECURITY_ADMIN)
        url = reverse("people:person", args=[person.pk])
        tell(keepers, "user.transferred_with_posts", person, url=url)
