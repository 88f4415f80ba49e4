"""Hot issues as one viewer may see them: every figure is of the voices this viewer handles."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Min, Q

from lianxin.engines.text.hot.titles import describe
from lianxin.engines.text.hot.voices import Said
from lianxin.matters import heating
from lianxin.matters.figures.scope import in_category
from lianxin.matters.heating import Part
from lianxin.matters.models import HotIssue, Voice
from lianxin.people.models import Unit, User

if TYPE_CHECKING:
    from lianxin.engines.text.hot.heat import Weights

FEWEST = 2  # people: what only one person says is a matter, not a hot issue
CENTRAL = 12  # voices from which an issue takes its words, where some are hidden
ENOUGH = 900  # keys in one question to the database
BARS = 16
OF_STATE = ("hot__issue", "hot__issue__size", "hot__issue__people", "hot__issue__heat")
MORE = ("hot__issue__state", "hot__issue__is_named", "hot__issue__cohesion")


@dataclass(frozen=True)
class Scope:
    """Which issues: those with a voice from here, of this category, said in this time."""

    unit: Unit | None = None  # and its branch
    category: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    states: tuple[str, ...] = HotIssue.LIVE

    def limits(self) -> Q:
        wanted = Q()
        if self.unit:
            wanted &= Q(unit__path__beneath=self.unit.path)
        if self.category:
            wanted &= in_category(self.category)
        if self.since:
            wanted &= Q(said_on__gte=self.since)
        if self.until:
            wanted &= Q(said_on__lte=self.until)
        return wanted


@dataclass(frozen=True)
class Ranked:
    """An issue in the order of its heat; WHOLE if none of its voices is hidden."""

    pk: int
    heat: float
    people: int
    voices: int
    first: dt.date
    last: dt.date
    whole: bool


@dataclass(frozen=True)
class Bar:
    """Voices of a week or a month, and where its bar stands in a drawing 24 high."""

    first: dt.date
    count: int
    x: int
    y: int
    height: int


@dataclass(frozen=True)
class Card:
    """An issue with everything a page says of it."""

    rank: int
    issue: HotIssue
    title: str
    place: str
    unit: str
    heat: float
    factor: float
    parts: tuple[Part, ...]
    people: int
    voices: int
    first: dt.date
    last: dt.date
    trend: tuple[Bar, ...]
    by_month: bool
    whole: bool
    keywords: tuple[str, ...]

    @property
    def code(self) -> str:
        return code(self.issue.pk)

    @property
    def growth(self) -> float:
        return sum(part.points for part in self.parts if part.name == "growth")

    @property
    def width(self) -> int:
        return max(1, 6 * len(self.trend))


def code(pk: int) -> str:
    """A short number of an issue for tables on paper."""
    return f"{pk & 0xFFFFFFFF:08X}"


def ranked(viewer: User, scope: Scope, today: dt.date) -> list[Ranked]:
    """All issues of SCOPE, the hottest first: one read, and one more where voices are hidden."""
    rows = list(_counted(viewer, scope))
    partly = [row for row in rows if row["n"] != row["hot__issue__size"]]
    own = _warmths(viewer, partly, today) if partly else {}
    found = []
    for row in rows:
        pk = row["hot__issue"]
        heat, people = own.get(pk, (row["hot__issue__heat"], row["hot__issue__people"]))
        kept = row["hot__issue__is_named"] or row["hot__issue__state"] != HotIssue.State.WATCHING
        if people >= FEWEST or (kept and pk not in own):
            whole = row["n"] == row["hot__issue__size"]
            found.append(Ranked(pk, heat, people, row["n"], row["first"], row["last"], whole))
    return sorted(found, key=lambda one: (-one.heat, one.pk))


def _counted(viewer: User, scope: Scope) -> Any:
    rows = Voice.objects.visible_to_handler(viewer).filter(hot__issue__state__in=scope.states)
    counted = rows.order_by().values(*OF_STATE, *MORE)
    counted = counted.annotate(n=Count("pk"), first=Min("said_on"), last=Max("said_on"))
    if limits := scope.limits():
        counted = counted.annotate(fitting=Count("pk", filter=limits)).filter(fitting__gt=0)
    return counted


def _warmths(
    viewer: User, rows: Sequence[dict[str, Any]], today: dt.date
) -> dict[int, tuple[float, int]]:
    """Heat and people of those issues of which VIEWER does not see all."""
    cohesion = {row["hot__issue"]: row["hot__issue__cohesion"] for row in rows}
    weights, found = heating.weights(), {}
    for pk, members in _said(viewer, list(cohesion), today).items():
        voices = [one.said for one in members]
        warmth = heating.warmth(voices, weights, today=today, cohesion=cohesion[pk])
        found[pk] = (warmth.total, warmth.people)
    return found


@dataclass(frozen=True)
class _Seen:
    said: Said
    path: str


def _said(viewer: User, issues: Sequence[int], today: dt.date) -> dict[int, list[_Seen]]:
    """The voices of ISSUES that VIEWER handles, by issue, the most central first."""
    wanted = Q(hot__issue__in=issues) if len(issues) < ENOUGH else Q(hot__issue__isnull=False)
    rows = Voice.objects.visible_to_handler(viewer).filter(wanted)
    fields = (*heating.FACTS, "title", "hot__issue", "hot__likeness")
    found: dict[int, list[tuple[float, int, _Seen]]] = defaultdict(list)
    for row in rows.order_by().values(*fields):
        seen = _Seen(heating.said(row, today), row["unit__path"])
        found[row["hot__issue"]].append((-row["hot__likeness"], row["pk"], seen))
    asked = set(issues)
    return {
        pk: [seen for _near, _pk, seen in sorted(rows, key=lambda one: one[:2])]
        for pk, rows in found.items()
        if pk in asked
    }


def cards(viewer: User, some: Sequence[Ranked], today: dt.date, *, first: int = 1) -> list[Card]:
    """SOME of the ranked, the first of them of rank FIRST, with today's figures."""
    keys = [one.pk for one in some]
    issues = HotIssue.objects.visible_to(viewer).select_related("unit", "lead").in_bulk(keys)
    members = _said(viewer, keys, today)
    units = _units(one.path for seen in members.values() for one in seen)
    weights = heating.weights()
    shown = [
        _card(one, issues[one.pk], members.get(one.pk, []), weights, units, today)
        for one in some
        if one.pk in issues
    ]
    shown.sort(key=lambda one: (-one.heat, one.issue.pk))
    return [replace(one, rank=first + at) for at, one in enumerate(shown)]


def _card(
    ranked: Ranked,
    issue: HotIssue,
    seen: Sequence[_Seen],
    weights: Weights,
    units: dict[int, Unit],
    today: dt.date,
) -> Card:
    said = [one.said for one in seen]
    warmth = heating.warmth(said, weights, today=today, cohesion=issue.cohesion)
    title, place, unit = words(issue, said, ranked.whole)
    trend, by_month = bars([one.day for one in said])
    if not ranked.whole and seen:
        unit = str(units[_common(one.path for one in seen)])
    return Card(
        rank=0,
        issue=issue,
        title=title,
        place=place or unit,
        unit=unit,
        heat=round(warmth.total, 1),
        factor=round(warmth.factor, 2),
        parts=warmth.parts,
        people=warmth.people,
        voices=warmth.voices,
        first=ranked.first,
        last=ranked.last,
        trend=trend,
        by_month=by_month,
        whole=ranked.whole,
        keywords=tuple(issue.keywords) if ranked.whole else (),
    )


def card(viewer: User, issue: HotIssue, today: dt.date) -> Card:
    """One issue by itself; its keywords are those of the voices VIEWER sees."""
    voices = Voice.objects.visible_to_handler(viewer).filter(hot__issue=issue)
    counted = voices.aggregate(n=Count("pk"), first=Min("said_on"), last=Max("said_on"))
    whole = counted["n"] == issue.members.count()
    first, last = counted["first"] or issue.first_day, counted["last"] or issue.last_day
    one = Ranked(issue.pk, issue.heat, issue.people, counted["n"], first, last, whole)
    (made,) = cards(viewer, [one], today)
    if whole or not counted["n"]:
        return made
    central = voices.order_by("-hot__likeness", "pk")[:CENTRAL]
    said = [heating.said(row, today) for row in central.values(*heating.FACTS, *heating.WORDS)]
    described = describe(said)
    return replace(
        made,
        place=described.place or made.unit,
        title=issue.title if issue.is_named else described.title,
        keywords=tuple(one.word for one in described.keywords),
    )


def words(issue: HotIssue, said: Sequence[Said], whole: bool) -> tuple[str, str, str]:
    """Title, place and unit: of the voices seen, unless an officer has named the issue."""
    if whole or not said:
        return issue.title, issue.place, str(issue.unit)
    described = describe(said[:CENTRAL])
    title = issue.title if issue.is_named else described.title
    return title, described.place, said[0].place


def _units(paths: Iterable[str]) -> dict[int, Unit]:
    keys = {int(key) for path in set(paths) for key in path.strip("/").split("/")}
    return Unit.objects.in_bulk(keys)


def _common(paths: Iterable[str]) -> int:
    """The key of the lowest unit over all PATHS."""
    lines = [path.strip("/").split("/") for path in set(paths)]
    return int(reduce(_beginning, lines)[-1])


def _beginning(one: list[str], other: list[str]) -> list[str]:
    return [a for a, b in zip(one, other, strict=False) if a == b]


def bars(days: Sequence[dt.date]) -> tuple[tuple[Bar, ...], bool]:
    """How many voices a week, or a month where the weeks are too many; the latest of them."""
    if not days:
        return (), False
    by_month = (max(days) - min(days)).days > BARS * 7
    counted = Counter(_begin(day, by_month) for day in days)
    spans = list(_spans(min(counted), max(counted), by_month))[-BARS:]
    most = max(counted[day] for day in spans)
    found = []
    for at, day in enumerate(spans):
        height = round(22 * counted[day] / most) if most else 0
        height = max(height, 1) if counted[day] else 0
        found.append(Bar(day, counted[day], 6 * at, 24 - height, height))
    return tuple(found), by_month


def _begin(day: dt.date, by_month: bool) -> dt.date:
    return day.replace(day=1) if by_month else day - dt.timedelta(days=day.weekday())


def _spans(first: dt.date, last: dt.date, by_month: bool) -> Iterator[dt.date]:
    day = first
    while day <= last:
        yield day
        day = _begin(day + dt.timedelta(days=32), True) if by_month else day + dt.timedelta(days=7)
