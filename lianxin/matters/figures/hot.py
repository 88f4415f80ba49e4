"""Hot issues as one viewer may see them: every figure is of the voices this viewer handles."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Min, Q
from django.utils.translation import gettext as _

from lianxin.engines.text.hot.heat import heat
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
_WANTED = {"id", "state", "title", "place", "is_named", "cohesion", "size", "people", "heat"}
OF_ISSUE = [f.attname for f in HotIssue._meta.concrete_fields if f.attname in _WANTED]


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
    make: Callable[[], HotIssue]  # of hundreds ranked, a page makes but twenty


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
    keywords: tuple[str, ...] = ()

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


Members = dict[int, list[Said]]


@dataclass(frozen=True)
class Ranking:
    """Issues in order, with the voices that had to be read on the way."""

    rows: list[Ranked]
    members: Members
    weights: Weights

    @property
    def voices(self) -> int:
        return sum(one.voices for one in self.rows)


def ranked(
    viewer: User, scope: Scope, today: dt.date, *, ahead: int = 0, most: int | None = None
) -> Ranking:
    """The MOST hottest of all issues of SCOPE, in two reads; the voices of AHEAD are read too.

    What was reckoned at night is good enough to rank an issue by, unless VIEWER sees but a part.
    """
    rows = sorted(_counted(viewer, scope), key=lambda row: -row["hot__issue__heat"])
    partly = {row["hot__issue__id"] for row in rows if row["n"] != row["hot__issue__size"]}
    wanted = partly | {row["hot__issue__id"] for row in rows[:ahead]}
    members = _said(viewer, sorted(wanted), today) if wanted else {}
    weights = heating.weights()
    found = [_ranked(row, members, weights, today) for row in rows]
    kept = sorted(filter(None, found), key=lambda one: (-one.heat, one.pk))
    return Ranking(kept[:most], members, weights)


def _counted(viewer: User, scope: Scope) -> Any:
    rows = Voice.objects.visible_to_handler(viewer).filter(hot__issue__state__in=scope.states)
    names = [f"hot__issue__{name}" for name in OF_ISSUE]
    counted = rows.order_by().values(*names, "hot__issue__unit", "hot__issue__unit__name")
    counted = counted.annotate(n=Count("pk"), first=Min("said_on"), last=Max("said_on"))
    if limits := scope.limits():
        counted = counted.annotate(fitting=Count("pk", filter=limits)).filter(fitting__gt=0)
    return counted


def _ranked(
    row: dict[str, Any], members: Members, weights: Weights, today: dt.date
) -> Ranked | None:
    """None for what only one person says, unless an officer has made an issue of it."""
    pk, whole = row["hot__issue__id"], row["n"] == row["hot__issue__size"]
    warm, people = row["hot__issue__heat"], row["hot__issue__people"]
    if not whole:
        said, cohesion = members.get(pk, []), row["hot__issue__cohesion"]
        warm = heat(said, weights, today=today, cohesion=cohesion).total
        people = heating.people_in(said)
    made = row["hot__issue__is_named"] or row["hot__issue__state"] != HotIssue.State.WATCHING
    if people < FEWEST and not (whole and made):
        return None
    make = partial(_issue, row)
    return Ranked(pk, warm, people, row["n"], row["first"], row["last"], whole, make)


def _issue(row: dict[str, Any]) -> HotIssue:
    """As much of it as stands on the board."""
    issue = HotIssue.from_db("default", OF_ISSUE, [row[f"hot__issue__{n}"] for n in OF_ISSUE])
    unit = [row["hot__issue__unit"], row["hot__issue__unit__name"]]
    issue.unit = Unit.from_db("default", ("id", "name"), unit)
    return issue


def _said(viewer: User, issues: Sequence[int], today: dt.date) -> Members:
    """The voices of ISSUES that VIEWER handles, by issue, the most central first."""
    wanted = Q(hot__issue__in=issues) if len(issues) < ENOUGH else Q(hot__issue__isnull=False)
    rows = Voice.objects.visible_to_handler(viewer).filter(wanted)
    fields = (*heating.FACTS, "title", "hot__issue", "hot__likeness")
    asked = set(issues)
    found: dict[int, list[tuple[float, int, Said]]] = defaultdict(list)
    for row in rows.order_by().values(*fields):
        if row["hot__issue"] in asked:
            said = heating.said(row, today)
            found[row["hot__issue"]].append((-row["hot__likeness"], row["pk"], said))
    return {
        pk: [said for _near, _pk, said in sorted(rows, key=lambda one: one[:2])]
        for pk, rows in found.items()
    }


def cards(
    viewer: User,
    some: Sequence[Ranked],
    today: dt.date,
    *,
    first: int = 1,
    found: Ranking | None = None,
) -> list[Card]:
    """SOME of those FOUND, the first of them of rank FIRST, with today's figures."""
    members = dict(found.members) if found else {}
    if missing := [one.pk for one in some if one.pk not in members]:
        members |= _said(viewer, missing, today)
    weights = found.weights if found else heating.weights()
    shown = [_card(one, members.get(one.pk, []), weights, today) for one in some]
    shown.sort(key=lambda one: (-one.heat, one.issue.pk))
    return [replace(one, rank=first + at) for at, one in enumerate(shown)]


def _card(ranked: Ranked, said: Sequence[Said], weights: Weights, today: dt.date) -> Card:
    issue = ranked.make()
    warmth = heating.warmth(said, weights, today=today, cohesion=issue.cohesion)
    title, place = words(issue, said, ranked.whole)
    unit = str(issue.unit) if ranked.whole else _units(said)
    trend, by_month = bars([one.day for one in said])
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
    )


def card(viewer: User, issue: HotIssue, today: dt.date) -> Card:
    """One issue by itself; its keywords are those of the voices VIEWER sees."""
    voices = Voice.objects.visible_to_handler(viewer).filter(hot__issue=issue)
    counted = voices.aggregate(n=Count("pk"), first=Min("said_on"), last=Max("said_on"))
    whole = counted["n"] == issue.members.count()
    first, last = counted["first"] or issue.first_day, counted["last"] or issue.last_day
    one = Ranked(
        issue.pk, issue.heat, issue.people, counted["n"], first, last, whole, lambda: issue
    )
    (made,) = cards(viewer, [one], today)
    if whole or not counted["n"]:
        return replace(made, keywords=tuple(issue.keywords))
    central = voices.order_by("-hot__likeness", "pk")[:CENTRAL]
    said = [heating.said(row, today) for row in central.values(*heating.FACTS, *heating.WORDS)]
    described = describe(said)
    return replace(
        made,
        place=described.place or made.unit,
        title=issue.title if issue.is_named else described.title,
        keywords=tuple(one.word for one in described.keywords),
    )


def words(issue: HotIssue, said: Sequence[Said], whole: bool) -> tuple[str, str]:
    """Title and place: of the voices seen, unless an officer has named the issue."""
    if whole or not said:
        return issue.title if whole or issue.is_named else "", issue.place if whole else ""
    described = describe(said[:CENTRAL])
    return issue.title if issue.is_named else described.title, described.place


def _units(said: Sequence[Said]) -> str:
    names = list(dict.fromkeys(one.place for one in said))
    if len(names) < 2:
        return "".join(names)
    return _("%(unit)s等 %(n)s 个单位") % {"unit": names[0], "n": len(names)}


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
