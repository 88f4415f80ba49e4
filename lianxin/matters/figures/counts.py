"""Counts of voices by what they are about, where, and when; never by person."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count as Number
from django.utils.translation import gettext as _

from lianxin.engines.disclosure.tables import Counts, suppress
from lianxin.matters.figures.scope import Scope, handled_by
from lianxin.matters.models import Category, Closure, Matter, Voice
from lianxin.people.models import Unit, User

if TYPE_CHECKING:
    from lianxin.matters.models.voices import VoiceQuerySet


@dataclass(frozen=True)
class Count:
    """How many voices under one heading; KEY filters for them (a state, an id, a Monday)."""

    key: str
    label: str
    count: int


def waiting(viewer: User, most: int) -> int:
    """How many voices wait for VIEWER or a colleague to take them in, counted up to MOST."""
    return Voice.objects.visible_to_handler(viewer).waiting().order_by()[:most].count()


def by_state(viewer: User, scope: Scope) -> list[Count]:
    """A voice that has been taken in stands where its matter stands."""
    rows = _grouped(handled_by(viewer, scope), "state", "matter__state")
    return _of_states(dict(rows))


def by_state_of_few(viewer: User, scope: Scope, most: int) -> list[Count] | None:
    """The same where there are no more than MOST; None otherwise, without counting them all."""
    rows = handled_by(viewer, scope).order_by().values_list("state", "matter__state")
    found = list(rows[: most + 1])
    return None if len(found) > most else _of_states(Counter(found))


def by_closure(viewer: User, scope: Scope) -> list[Count]:
    closed = handled_by(viewer, scope).filter(matter__state=Matter.State.CLOSED)
    found = {kind: count for (kind,), count in _grouped(closed, "matter__closure")}
    return [Count(k, str(label), found[k]) for k, label in Closure.choices if k in found]


def by_category(viewer: User, scope: Scope) -> list[Count]:
    """By leaf, the most frequent first; those without a category come last."""
    return _of_categories(handled_by(viewer, scope), lambda category: category)


def by_unit(viewer: User, scope: Scope) -> list[Count]:
    found = {pk: count for (pk,), count in _grouped(handled_by(viewer, scope), "unit")}
    units = Unit.objects.filter(pk__in=found)
    return [Count(str(unit.pk), str(unit), found[unit.pk]) for unit in units]


def by_week(viewer: User, scope: Scope) -> list[Count]:
    """Weeks begin on Monday; a week without a voice between two others counts 0."""
    weeks = Counter[dt.date]()
    for (day,), count in _grouped(handled_by(viewer, scope), "received_on"):
        weeks[day - dt.timedelta(days=day.weekday())] += count
    if not weeks:
        return []
    first, last = min(weeks), max(weeks)
    mondays = (first + dt.timedelta(weeks=n) for n in range((last - first).days // 7 + 1))
    return [Count(day.isoformat(), day.isoformat(), weeks[day]) for day in mondays]


def shared(year: int, quarter: int, *, today: dt.date, dimension: str) -> Counts[str] | None:
    """For everybody: a whole past quarter of the whole site by one feature, small counts hidden.

    Fixed periods and one dimension at a time, so that no two answers can be subtracted from
    each other. None while the quarter is not over. DIMENSION: "category", "unit", "closure".
    """
    since = dt.date(year, 3 * quarter - 2, 1)
    after = dt.date(year + quarter // 4, 3 * quarter % 12 + 1, 1)
    if after > today:
        return None
    voices = Voice.objects.visible_to_all_as_counts().filter(
        received_on__gte=since, received_on__lt=after
    )
    found = Counter[str]()
    for one in DIMENSIONS[dimension](voices):
        found[one.label] += one.count  # two units of one name are one line, and none is lost
    return suppress(found)


def _by_top_category(voices: VoiceQuerySet) -> list[Count]:
    return _of_categories(voices, lambda category: category.top())


def _by_top_unit(voices: VoiceQuerySet) -> list[Count]:
    """By the units directly below the top of the tree, each with its branch."""
    found = Counter[int]()
    paths = dict(Unit.objects.values_list("pk", "path"))
    for (pk,), count in _grouped(voices, "unit"):
        line = paths[pk].strip("/").split("/")
        found[int(line[min(1, len(line) - 1)])] += count
    units = Unit.objects.filter(pk__in=found)
    return [Count(str(unit.pk), str(unit), found[unit.pk]) for unit in units]


def _by_closure(voices: VoiceQuerySet) -> list[Count]:
    closed = voices.filter(matter__state=Matter.State.CLOSED)
    labels = dict(Closure.choices)
    return [Count(k, str(labels[k]), n) for (k,), n in _grouped(closed, "matter__closure")]


DIMENSIONS: dict[str, Callable[[VoiceQuerySet], list[Count]]] = {
    "category": _by_top_category,
    "unit": _by_top_unit,
    "closure": _by_closure,
}


def _of_states(rows: Mapping[tuple[str, ...], int]) -> list[Count]:
    labels = {**dict(Voice.State.choices), **dict(Matter.State.choices)}
    found = Counter[str]()
    for (state, of_matter), count in rows.items():
        found[of_matter if state == Voice.State.TAKEN else state] += count
    return [Count(key, str(labels[key]), found[key]) for key in labels if found[key]]


def _of_categories(voices: VoiceQuerySet, heading: Callable[[Category], Category]) -> list[Count]:
    found, without = Counter[int](), 0
    known = {category.pk: category for category in Category.objects.select_related("parent")}
    for (of_matter, own), count in _grouped(voices, "matter__category", "category"):
        if category := known.get(of_matter or own):
            found[heading(category).pk] += count
        else:
            without += count
    counts = [Count(str(pk), str(known[pk]), count) for pk, count in found.most_common()]
    return [*counts, Count("", _("未分类"), without)] if without else counts


def _grouped(voices: VoiceQuerySet, *fields: str) -> list[tuple[tuple[Any, ...], int]]:
    rows = voices.order_by().values_list(*fields).annotate(number=Number("pk"))
    return [(tuple(row[:-1]), row[-1]) for row in rows]
