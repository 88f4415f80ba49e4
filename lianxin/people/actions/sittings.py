"""Signing in and out, passwords, locks, and the end of sittings."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.journal.models import Event, record
from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.notices.actions import tell
from lianxin.people import access, locks
from lianxin.people.models import User
from lianxin.people.passwords import FirstPasswordHasher, first_password

UNKNOWN_A_DAY = 100  # lines about names that are nobody's: a flood must not fill the journal


@transaction.atomic
def sign_in(*, by: User) -> None:
    """The name and the password were right. Where BY sits and with what is not kept."""
    require(access.may_sign_in(by))
    record("user.signed_in", by, by=by)


@transaction.atomic
def sign_in_failed(username: str, *, locked: bool) -> None:
    """A wrong password, told of the account it was tried on; what was typed is not kept."""
    person = User.objects.filter(username=username).first()
    if person is None:
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        told = Event.objects.filter(verb="user.unknown_sign_in_failed", at__gte=today)
        if told.count() < UNKNOWN_A_DAY:
            record("user.unknown_sign_in_failed", User(pk=0), by=None)
        return
    record("user.sign_in_failed", person, by=person)
    if locked:
        record("user.locked_out", person, by=person)


@transaction.atomic
def choose_password(person: User, *, by: User, password: str) -> None:
    """One's own, which nobody else knows; every other sitting of this person ends."""
    require(access.may_choose_password(by, person))
    person.set_password(password)
    person.must_choose_password = False
    person.save(update_fields=["password", "must_choose_password"])
    record("user.password_chosen", person, by=by)


@transaction.atomic
def issue_first_password(person: User, *, by: User) -> str:
    """For one who never signed in; it is shown once, and an earlier one no longer works."""
    require(access.may_issue_first_password(by, person))
    password = first_password()
    rows = User.objects.filter(pk=person.pk, last_login=None, must_choose_password=True)
    if not rows.update(password=make_password(password, hasher=FirstPasswordHasher.algorithm)):
        raise Refused(_("此人刚刚登录过，不能再发首次密码。"))
    record("user.first_password_issued", person, by=by)
    return password


@transaction.atomic
def reset_password(person: User, *, by: User) -> str:
    """A one-time password for one who forgot; it ends all sittings and unlocks the name."""
    require(access.may_reset_password(by, person))
    password = first_password()
    person.password = make_password(password, hasher=FirstPasswordHasher.algorithm)
    person.must_choose_password = True
    person.save(update_fields=["password", "must_choose_password"])
    locks.forget_failures(person)
    record("user.password_reset", person, by=by)
    tell([person], "user.password_reset", person, url=reverse("people:me"))
    return password


@transaction.atomic
def unlock(person: User, *, by: User) -> None:
    require(access.may_unlock(by))
    if not locks.forget_failures(person):
        raise Refused(_("该账号没有锁定，可以直接登录。"))
    record("user.unlocked", person, by=by)


@transaction.atomic
def end_sessions(person: User, *, by: User) -> None:
    """Everywhere: each open session no longer matches."""
    require(access.may_end_sessions(by, person))
    User.objects.filter(pk=person.pk).update(sittings_ended=F("sittings_ended") + 1)
    person.refresh_from_db(fields=["sittings_ended"])
    record("user.sessions_ended", person, by=by)
