"""The tree of units is changed here: added to, renamed, ordered, moved, merged, closed."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import BigIntegerField, Case, F, Max, Q, Value, When
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.journal.models import Event, line, record
from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.people import access
from lianxin.people.models import Post, Unit, User

MAX_LEVELS = 12


@transaction.atomic
def add_unit(parent: Unit, *, by: User, name: str, short: str = "") -> Unit:
    """A new unit beneath PARENT, last among its siblings."""
    _hold(parent)
    require(access.may_add_unit(by, parent))
    _refuse_second_of_name(name, parent)
    if parent.depth + 1 >= MAX_LEVELS:
        raise Refused(_("单位最多 %(count)s 级，请挂到更高一级之下。") % {"count": MAX_LEVELS})
    unit = Unit.objects.create(
        name=name, short=short, parent=parent, order=_next_order(parent), path=f"{parent.path}new"
    )
    unit.path = f"{parent.path}{unit.pk}/"
    unit.save(update_fields=["path"])
    record("unit.added", unit, by=by, parent=parent.pk)
    return unit


@transaction.atomic
def rename_unit(unit: Unit, *, by: User, name: str, short: str = "") -> None:
    _hold(unit)
    require(access.may_rename_unit(by, unit))
    if unit.parent:
        _refuse_second_of_name(name, unit.parent, but=unit)
    unit.name, unit.short = name, short
    unit.save(update_fields=["name", "short"])
    record("unit.renamed", unit, by=by)


@transaction.atomic
def reorder_unit(unit: Unit, *, by: User, earlier: bool) -> None:
    """One place up or down among the open units beneath the same parent."""
    _hold(unit)
    require(access.may_reorder_unit(by, unit))
    siblings = list(Unit.objects.open().filter(parent=unit.parent).order_by("order", "pk"))
    place = siblings.index(unit)
    other = place - 1 if earlier else place + 1
    if not 0 <= other < len(siblings):
        raise Refused(_("已经在最前或最后，不能再移动。"))
    siblings[place], siblings[other] = siblings[other], siblings[place]
    for order, sibling in enumerate(siblings, 1):
        sibling.order = order
    Unit.objects.bulk_update(siblings, ["order"])
    record("unit.reordered", unit, by=by)


@transaction.atomic
def move_unit(unit: Unit, *, by: User, parent: Unit) -> None:
    """UNIT and everything beneath it, to stand beneath PARENT."""
    _hold(unit, parent)
    require(access.may_move_unit(by, unit))
    if parent.pk == unit.parent_id:
        raise Refused(_("该单位已经在所选上级之下。"))
    _refuse_target(unit, parent)
    _refuse_second_of_name(unit.name, parent, but=unit)
    was = unit.parent_id
    _graft(unit, parent)
    record("unit.moved", unit, by=by, was=was, parent=parent.pk)


@transaction.atomic
def merge_unit(unit: Unit, *, by: User, into: Unit) -> None:
    """UNIT becomes part of INTO and is closed.

    Its people, its posts and its open sub-units go over to INTO. The closed unit itself is hung
    beneath INTO: what other apps keep under its key stays there, untouched, and those who serve
    INTO see it because it now lies in their branch. Pages say what became of it (`Unit.fate`).
    """
    _hold(unit, into)
    require(access.may_merge_unit(by, unit))
    _refuse_target(unit, into)
    for child in Unit.objects.open().filter(parent=unit).order_by("order", "pk"):
        _refuse_second_of_name(child.name, into, but=unit)
        _graft(child, into)
    people = _move_people(unit, into, by)
    posts = _move_posts(unit, into, by)
    if unit.parent_id != into.pk:
        unit.refresh_from_db()
        _graft(unit, into)
    _close(unit, into)
    record("unit.merged", unit, by=by, into=into.pk, people=people, posts=posts)


@transaction.atomic
def close_unit(unit: Unit, *, by: User) -> None:
    """Only what is empty can be closed: nobody may be left without a unit."""
    _hold(unit)
    require(access.may_close_unit(by, unit))
    if Unit.objects.open().filter(parent=unit).exists():
        raise Refused(_("该单位还有未撤销的下级单位，请先撤销、移出或合并下级。"))
    if count := User.objects.present().filter(unit=unit).count():
        raise Refused(_("该单位还有 %(count)s 人，请先调出，或改用“合并”。") % {"count": count})
    if Post.objects.not_over().filter(unit=unit).exists():
        raise Refused(_("该单位还有在任职务，请先由安全管理员结束任职，或改用“合并”。"))
    _close(unit, None)
    record("unit.closed", unit, by=by)


def _hold(*units: Unit) -> None:
    """Let one change of the tree happen at a time, and refuse it if what was seen has changed."""
    held = Q(parent=None) | Q(pk__in=[unit.pk for unit in units])
    list(Unit.objects.select_for_update().filter(held).order_by("pk").values_list("pk"))
    for unit in units:
        seen = (unit.path, unit.name, unit.short, unit.order, unit.closed_on)
        unit.refresh_from_db()
        if seen != (unit.path, unit.name, unit.short, unit.order, unit.closed_on):
            raise Refused(_("单位刚刚被别人改动，请刷新后再试。"))


def _next_order(parent: Unit) -> int:
    highest = Unit.objects.filter(parent=parent).aggregate(top=Max("order"))["top"]
    return (highest or 0) + 1


def _refuse_second_of_name(name: str, parent: Unit, but: Unit | None = None) -> None:
    same = Unit.objects.open().filter(parent=parent, name=name)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise Refused(
            _("“%(parent)s”之下已有名为“%(name)s”的单位。") % {"parent": parent.name, "name": name}
        )


def _refuse_target(unit: Unit, target: Unit) -> None:
    if not target.is_open:
        raise Refused(_("目标单位已撤销，请另选一个。"))
    if target.path.startswith(unit.path):
        raise Refused(_("不能移到或并入自己及自己的下级。"))
    paths = Unit.objects.within(unit).values_list("path", flat=True)
    levels = max(path.count("/") for path in paths) - unit.depth
    if target.depth + 1 + levels > MAX_LEVELS:
        raise Refused(_("单位最多 %(count)s 级，请挂到更高一级之下。") % {"count": MAX_LEVELS})


def _graft(unit: Unit, parent: Unit) -> None:
    """One UPDATE for the whole branch, so that no unit is ever seen half moved."""
    old, new = unit.path, f"{parent.path}{unit.pk}/"
    Unit.objects.within(unit).update(
        path=Concat(Value(new), Substr("path", len(old) + 1)),
        parent=_at(unit, parent.pk, F("parent_id")),
        order=_at(unit, _next_order(parent), F("order")),
    )
    unit.refresh_from_db()


def _at(unit: Unit, value: int, others: F) -> Case:
    """VALUE for the unit itself; what is beneath it keeps what it has."""
    whole = BigIntegerField()
    return Case(When(pk=unit.pk, then=Value(value)), default=others, output_field=whole)


def _close(unit: Unit, into: Unit | None) -> None:
    rows = Unit.objects.open().filter(pk=unit.pk)
    if not rows.update(closed_on=timezone.localdate(), merged_into=into):
        raise Refused(_("该单位已撤销。"))
    unit.refresh_from_db()


def _move_people(unit: Unit, into: Unit, by: User) -> int:
    people = list(User.objects.filter(unit=unit))
    User.objects.filter(unit=unit).update(unit=into)
    lines = [line("user.transferred", p, by=by, was=unit.pk, unit=into.pk) for p in people]
    Event.objects.bulk_create(lines, batch_size=500)
    return len(people)


def _move_posts(unit: Unit, into: Unit, by: User) -> int:
    """Posts of today and later go over; the same duty already held over INTO covers both."""
    posts = list(Post.objects.not_over().filter(unit=unit).select_related("user"))
    for post in posts:
        same = Post.objects.overlapping(post.since, post.until).filter(
            user=post.user, duty=post.duty, unit=into
        )
        if twin := same.order_by("since").first():
            twin.since = min(twin.since, post.since)
            twin.until = _later(twin.until, post.until)
            post.delete()
            twin.save(update_fields=["since", "until"])
            record("post.joined", twin, by=by)
        else:
            Post.objects.filter(pk=post.pk).update(unit=into)
            record("post.moved", post, by=by, was=unit.pk, unit=into.pk)
    return len(posts)


def _later(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return None if one is None or other is None else max(one, other)
