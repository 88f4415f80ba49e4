"""Search over what one may see: each kind of thing in its group, the latest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianxin.engines.text.search import Piece, marked, terms
from lianxin.kernel.pages import Page
from lianxin.kernel.words import somewhere
from lianxin.matters.figures import finding
from lianxin.people.duties import ADMINISTRATION, HANDLING
from lianxin.people.models import Unit, User

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

BRIEF = 10  # of each kind, where all kinds stand on one page
PER_PAGE = 20
LAST_PAGE = 50  # who has not found it by then needs another word


@dataclass(frozen=True)
class Found:
    title: tuple[Piece, ...]
    note: str = ""
    excerpt: tuple[Piece, ...] = ()
    on: dt.date | None = None
    url: str = ""


Finder = Callable[[User, str, int, int], list[Found]]


@dataclass(frozen=True)
class Kind:
    """What can be found; FIND gives those from a place to before another, the latest first."""

    key: str
    title: StrPromise
    icon: str
    find: Finder


@dataclass(frozen=True)
class Group:
    kind: Kind
    rows: list[Found]
    is_more: bool


def search(viewer: User, words: str) -> list[Group]:
    """The first of each kind of which something was found, and only what VIEWER may see."""
    found = [(kind, kind.find(viewer, words, 0, BRIEF + 1)) for kind in KINDS]
    return [Group(kind, rows[:BRIEF], len(rows) > BRIEF) for kind, rows in found if rows]


def kind_of(key: str) -> Kind | None:
    return next((kind for kind in KINDS if kind.key == key), None)


def page_of(kind: Kind, viewer: User, words: str, number: int) -> Page[Found]:
    """All of one kind, page by page, never counted."""
    number = min(number, LAST_PAGE)
    start = (number - 1) * PER_PAGE
    rows = kind.find(viewer, words, start, start + PER_PAGE + 1)
    if not rows and number > 1:
        return page_of(kind, viewer, words, 1)
    has_next = len(rows) > PER_PAGE and number < LAST_PAGE
    total = len(rows) if number == 1 and not has_next else None
    return Page(rows[:PER_PAGE], number, has_next=has_next, total=total, per=PER_PAGE)


def _of_matters(find: Callable[[User, str, int, int], list[finding.Hit]]) -> Finder:
    def found(viewer: User, words: str, start: int, stop: int) -> list[Found]:
        hits = find(viewer, words, start, stop)
        return [Found(hit.title, hit.note, hit.excerpt, hit.on, hit.url) for hit in hits]

    return found


def _people(viewer: User, words: str, start: int, stop: int) -> list[Found]:
    """For those who look after people; others have nobody to look up here."""
    if not viewer.holds(*ADMINISTRATION, *HANDLING):
        return []
    wanted = _all_in(words, "name", "staff_number")
    rows = User.objects.visible_to(viewer).filter(wanted).select_related("unit")
    return [
        Found(
            marked(str(one), terms(words)),
            f"{one.unit} {one.position}".strip(),
            url=reverse("people:person", args=[one.pk]),
        )
        for one in rows.order_by("name", "pk")[start:stop]
    ]


def _units(viewer: User, words: str, start: int, stop: int) -> list[Found]:
    if not viewer.holds(*ADMINISTRATION, *HANDLING):
        return []
    rows = Unit.objects.filter(_all_in(words, "name", "short"))
    if not viewer.holds(*ADMINISTRATION):
        rows = rows.filter(pk__in=Unit.objects.served_by(viewer, *HANDLING))
    return [
        Found(marked(str(one), terms(words)), url=reverse("people:unit", args=[one.pk]))
        for one in rows.order_by("path")[start:stop]
    ]


def _all_in(words: str, *fields: str) -> Q:
    wanted = Q()
    for word in words.split():
        wanted &= somewhere(word, *fields)
    return wanted


KINDS = (
    Kind("matters", _("事项"), "list-check", _of_matters(finding.matters)),
    Kind("voices", _("诉求"), "chat-left-text", _of_matters(finding.voices)),
    Kind("replies", _("答复"), "reply", _of_matters(finding.replies)),
    Kind("people", _("人员"), "people", _people),
    Kind("units", _("单位"), "diagram-3", _units),
)
