"""A roster: put in, looked at, applied; and the first passwords of those it brought."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.journal.models import Event, line, record
from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.notices.actions import tell
from lianxin.people import access
from lianxin.people.judging import Judge, Judged, Kind
from lianxin.people.models import Duty, Post, RosterImport, User
from lianxin.people.passwords import FirstPasswordHasher, first_password
from lianxin.people.register import NewNames, fill
from lianxin.people.roster import Reading, from_json

AT_ONCE = 500


@transaction.atomic
def take_roster(reading: Reading, *, by: User, file_name: str) -> RosterImport:
    """Keep what was read, so that the preview is there after a reload; nobody is changed yet."""
    require(access.may_take_roster(by))
    roster = RosterImport.objects.create(
        by=by, file_name=file_name[:200], rows=reading.as_json(), unused=reading.unused[:30]
    )
    record("roster.taken", roster, by=by, rows=len(reading.rows))
    return roster


@transaction.atomic
def apply_roster(roster: RosterImport, *, by: User) -> None:
    """Judge every row anew and write what is to be written, all or nothing."""
    require(access.may_apply_roster(by, roster))
    roster.move("apply")
    fates = Judge().judge_all(from_json(roster.rows))
    try:
        with transaction.atomic():
            added = _add([fate for fate in fates if fate.kind == Kind.ADD])
            changed = [fate for fate in fates if fate.kind == Kind.CHANGE]
            moved = _change(changed)
    except IntegrityError as raced:
        raise Refused(_("导入期间人员有变动，没有导入任何一行，请重新核对后再确认。")) from raced
    refused = [fate for fate in fates if fate.kind == Kind.REFUSED]
    _keep_outcome(roster, fates, added, refused)
    lines = [line("user.added", person, by=by, unit=person.unit_id) for person in added]
    lines += [line("user.edited", fate.person, by=by) for fate in changed if fate.person]
    Event.objects.bulk_create(lines, batch_size=AT_ONCE)
    counts = {"added": len(added), "changed": len(changed), "refused": len(refused)}
    record("roster.applied", roster, by=by, **counts)
    _ask_about_posts(moved)


@transaction.atomic
def discard_roster(roster: RosterImport, *, by: User) -> None:
    """The rows are gone; the people they brought stay."""
    require(access.may_discard_roster(by, roster))
    if not RosterImport.objects.filter(pk=roster.pk, state=roster.state).delete()[0]:
        raise Refused(_("这份名册刚刚被删除或导入，请刷新后再看。"))
    record("roster.discarded", roster, by=by)


@transaction.atomic
def issue_roster_passwords(roster: RosterImport, *, by: User) -> list[tuple[User, str]]:
    """For those this roster brought who never signed in. Shown once; earlier ones stop working."""
    require(access.may_issue_roster_passwords(by, roster))
    waiting = User.objects.present().filter(last_login=None, must_choose_password=True)
    people = _chosen(waiting.select_related("unit__parent"), roster.added)
    slips = [(person, first_password()) for person in people]
    for person, password in slips:
        person.password = make_password(password, hasher=FirstPasswordHasher.algorithm)
    User.objects.bulk_update(people, ["password"], batch_size=AT_ONCE)
    lines = [line("user.first_password_issued", person, by=by) for person in people]
    Event.objects.bulk_create(lines, batch_size=AT_ONCE)
    record("roster.passwords_issued", roster, by=by, people=len(people))
    return slips


def _add(fates: Sequence[Judged]) -> list[User]:
    names = NewNames()
    people = []
    for fate in fates:
        person = User(unit=fate.unit, must_choose_password=True, password=make_password(None))
        person.username = names.name_for(fate.particulars)
        fill(person, fate.particulars)
        people.append(person)
    return list(User.objects.bulk_create(people, batch_size=AT_ONCE))


def _change(fates: Sequence[Judged]) -> list[User]:
    """Those who change; returned are those who went to another unit."""
    people, moved = [], []
    for fate in fates:
        person, unit = fate.person, fate.unit
        if person is None or unit is None:
            continue  # a change is always of somebody, who is somewhere
        fill(person, fate.particulars)
        if person.unit_id != unit.pk:
            person.unit = unit
            moved.append(person)
        people.append(person)
    written = ["name", "staff_number", "position", "phone", "username", "unit"]
    User.objects.bulk_update(people, written, batch_size=AT_ONCE)
    return moved


def _keep_outcome(
    roster: RosterImport, fates: Sequence[Judged], added: list[User], refused: list[Judged]
) -> None:
    """Of the rows only those that were refused stay, with the reason, to be put right."""
    kept = dict(zip((row["line"] for row in roster.rows), roster.rows, strict=True))
    roster.refused = [{**kept[fate.row.line], "reason": fate.reason} for fate in refused]
    roster.added = [person.pk for person in added]
    roster.changed_count = sum(fate.kind == Kind.CHANGE for fate in fates)
    roster.unchanged_count = sum(fate.kind == Kind.SAME for fate in fates)
    roster.rows = []
    roster.save()


def _chosen(rows: Any, keys: Sequence[int]) -> list[User]:
    """In pieces: SQLite takes only so many keys in one query."""
    found: list[User] = []
    for start in range(0, len(keys), AT_ONCE):
        found += rows.filter(pk__in=keys[start : start + AT_ONCE])
    return found


def _ask_about_posts(moved: Sequence[User]) -> None:
    held = set(Post.objects.not_over().values_list("user_id", flat=True))
    keepers = list(User.objects.administering(Duty.SECURITY_ADMIN))
    for person in moved:
        if person.pk in held:
            url = reverse("people:person", args=[person.pk])
            tell(keepers, "user.transferred_with_posts", person, url=url)
