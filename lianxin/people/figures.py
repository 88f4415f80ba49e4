"""Read-only answers about units and people, for other pages and for the person concerned."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lianxin.journal.models import Event
from lianxin.people.models import Post, Unit, User
from lianxin.people.tree import in_tree_order

SIGN_INS = ("user.signed_in", "user.sign_in_failed", "user.locked_out")
WHOLE_TREE = 300  # a larger one is shown by its first levels, each a door to what is beneath
FIRST_LEVELS = 2


@dataclass(frozen=True)
class TreeRow:
    depth: int
    unit: Unit
    people: int  # in the unit itself
    branch: int  # and in everything beneath it
    beneath: int  # units beneath that are not shown

    @property
    def indent(self) -> str:
        return "\u3000\u3000" * self.depth


def tree(top: Unit | None = None) -> list[TreeRow]:
    """The open units, or the branch of TOP, in reading order with how many work in each."""
    units = Unit.objects.open().with_counts()
    rows = list(in_tree_order(units.within(top) if top else units))
    totals: dict[int, int] = {unit.pk: getattr(unit, "people", 0) for _depth, unit in rows}
    below: dict[int, int] = dict.fromkeys(totals, 0)
    own = dict(totals)
    for depth, unit in reversed(rows):
        if depth and unit.parent_id is not None:
            totals[unit.parent_id] += totals[unit.pk]
            below[unit.parent_id] += below[unit.pk] + 1
    deepest = None if len(rows) <= WHOLE_TREE else FIRST_LEVELS
    return [
        TreeRow(
            depth, unit, own[unit.pk], totals[unit.pk], below[unit.pk] if depth == deepest else 0
        )
        for depth, unit in rows
        if deepest is None or depth <= deepest
    ]


@dataclass(frozen=True)
class MyRecord:
    name: str
    wanted_name: str
    username: str
    staff_number: str
    unit: str
    position: str
    phone: str
    joined_on: dt.date


@dataclass(frozen=True)
class MyPost:
    duty: str
    unit: str
    since: dt.date
    until: dt.date | None


@dataclass(frozen=True)
class MySignIn:
    at: dt.datetime
    what: str


@dataclass(frozen=True)
class MyDeed:
    """What one did, as the journal has it: a deed and a time, no content."""

    at: dt.datetime
    what: str


@dataclass(frozen=True)
class MyData:
    record: MyRecord
    posts: tuple[MyPost, ...]
    sign_ins: tuple[MySignIn, ...]
    deeds: tuple[MyDeed, ...]


def my_data(viewer: User) -> MyData:
    """Everything people and journal hold about VIEWER, for VIEWER."""
    events = Event.objects.visible_to(viewer).filter(by=viewer).select_related("by")
    deeds = events.exclude(verb__in=SIGN_INS).order_by("at", "pk")
    return MyData(
        record=MyRecord(
            name=viewer.name,
            wanted_name=viewer.wanted_name,
            username=viewer.username,
            staff_number=viewer.staff_number or "",
            unit=viewer.unit.name,
            position=viewer.position,
            phone=viewer.phone,
            joined_on=viewer.joined_on,
        ),
        posts=my_posts(viewer),
        sign_ins=my_sign_ins(viewer),
        deeds=tuple(MyDeed(event.at, event.sentence()) for event in deeds),
    )


def my_posts(viewer: User) -> tuple[MyPost, ...]:
    rows = Post.objects.visible_to(viewer).filter(user=viewer).select_related("unit")
    return tuple(
        MyPost(str(post.get_duty_display()), post.unit.name, post.since, post.until)
        for post in rows.order_by("since", "pk")
    )


def my_sign_ins(viewer: User, most: int | None = None) -> tuple[MySignIn, ...]:
    """The latest first; from them one sees whether somebody else tried."""
    rows = Event.objects.visible_to(viewer).filter(by=viewer, verb__in=SIGN_INS)
    latest = rows.select_related("by").order_by("-at", "-pk")[:most]
    return tuple(MySignIn(event.at, event.sentence()) for event in latest)
