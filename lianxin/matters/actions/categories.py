"""The tree of categories: a heading and what stands beneath it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.crypto import get_random_string

from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.matters import learning
from lianxin.matters.access import categories as access
from lianxin.matters.models import Category, Matter, Urgency, Voice
from lianxin.people.models import User


@dataclass(frozen=True)
class Entry:
    name: str
    words: str = ""
    urgency: str = Urgency.ORDINARY


@transaction.atomic
def add_category(entry: Entry, *, by: User, parent: Category | None) -> Category:
    """The code of one made here is random: it never meets one of a later default tree."""
    require(access.may_add_category(by, parent))
    last = Category.objects.filter(parent=parent).aggregate(last=Max("order"))["last"] or 0
    made = Category.objects.create(
        code=f"own-{get_random_string(10).lower()}", parent=parent, order=last + 1, **asdict(entry)
    )
    record("category.added", made, by=by, parent=parent.pk if parent else None)
    return made


@transaction.atomic
def change_category(category: Category, entry: Entry, *, by: User) -> None:
    require(access.may_change_category(by, category))
    _change(category, **asdict(entry))
    record("category.changed", category, by=by, urgency=entry.urgency)


@transaction.atomic
def move_category(category: Category, *, by: User, to: Category | None) -> None:
    """Beneath another heading, or, without TO, up to be a heading itself."""
    require(access.may_move_category(by, category, to))
    _change(category, parent=to)
    record("category.moved", category, by=by, to=to.pk if to else None)


@transaction.atomic
def merge_category(category: Category, into: Category, *, by: User) -> int:
    """What stood under it stands under INTO; its words go along. How many rows moved."""
    require(access.may_merge_category(by, category, into))
    moved = Matter.objects.filter(category=category).update(category=into)
    moved += Voice.objects.filter(category=category).update(category=into)
    learning.move_decisions(category, into)
    lines = dict.fromkeys([*into.words.splitlines(), category.name, *category.words.splitlines()])
    _change(into, words="\n".join(filter(None, lines)))
    _change(category, is_active=False)
    record("category.merged", category, by=by, into=into.pk)
    return moved


@transaction.atomic
def switch_category(category: Category, *, by: User, is_active: bool) -> None:
    """Off: no longer offered; what stands under it stays."""
    require(access.may_switch_category(by, category))
    _change(category, is_active=is_active)
    record("category.switched", category, by=by, is_active=is_active)


def _change(category: Category, **changes: object) -> None:
    Category.objects.filter(pk=category.pk).update(**changes)
    for field, value in changes.items():
        setattr(category, field, value)
