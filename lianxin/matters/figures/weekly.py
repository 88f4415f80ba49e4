"""Voices a week by subject: what is growing. Of units and weeks, never of people."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils.translation import gettext as _

from lianxin.kernel.memory import ShortMemory
from lianxin.matters.figures.scope import Scope, handled_by
from lianxin.matters.models import Category

if TYPE_CHECKING:
    from lianxin.people.models import User

WEEKS = 12
SUBJECTS = 4  # the most frequent have a line of their own; the rest share one


@dataclass(frozen=True)
class Weeks:
    """The Mondays, and for each subject a number for each of them."""

    mondays: tuple[dt.date, ...]
    subjects: dict[str, tuple[int, ...]]


def by_subject(viewer: User, today: dt.date) -> Weeks:
    """The last WEEKS weeks with this one, by the top of the tree of categories.

    Counting a quarter of a whole division takes a third of a second, and the first page asks
    for it each time it is opened: what was counted in this minute will do.
    """
    return _REMEMBERED((viewer, today))


def _by_subject(key: tuple[User, dt.date]) -> Weeks:
    viewer, today = key
    this_week = today - dt.timedelta(days=today.weekday())
    mondays = tuple(this_week - dt.timedelta(weeks=n) for n in reversed(range(WEEKS)))
    found = _counted(viewer, mondays[0])
    by_size = sorted(found, key=lambda name: (-found[name].total(), name))
    own, rest = by_size[:SUBJECTS], by_size[SUBJECTS:]
    subjects = {name: tuple(found[name][monday] for monday in mondays) for name in own}
    if rest:
        others = sum((found[name] for name in rest), Counter[dt.date]())
        subjects[_("其余分类")] = tuple(others[monday] for monday in mondays)
    return Weeks(mondays, subjects)


def _counted(viewer: User, since: dt.date) -> dict[str, Counter[dt.date]]:
    rows = (
        handled_by(viewer, Scope(since=since))
        .order_by()
        .values_list("received_on", "matter__category", "category")
        .annotate(number=Count("pk"))
    )
    categories = {one.pk: one for one in Category.objects.select_related("parent__parent")}
    found: dict[str, Counter[dt.date]] = defaultdict(Counter)
    for day, of_matter, own, number in rows:
        category = categories.get(of_matter or own)
        name = str(category.top()) if category else _("未分类")
        found[name][day - dt.timedelta(days=day.weekday())] += number
    return found


_REMEMBERED: ShortMemory[tuple[User, dt.date], Weeks] = ShortMemory(_by_subject, seconds=60)
