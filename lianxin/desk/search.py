"""Search over what one may see: each kind of thing in its group, the latest first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.desk.navigation import address
from lianxin.matters.figures import finding
from lianxin.people.duties import ADMINISTRATION, HANDLING, Duty
from lianxin.people.models import Unit, User

SHOWN = 20
ASKED = SHOWN + 1  # one more tells that there are more


@dataclass(frozen=True)
class Found:
    title: str
    note: str = ""
    excerpt: str = ""
    on: dt.date | None = None
    url: str = ""


@dataclass(frozen=True)
class Group:
    title: str
    icon: str
    rows: list[Found]
    is_more: bool
    more: str  # the list where the rest stands, if there is one


def search(viewer: User, words: list[str]) -> list[Group]:
    """Only groups in which something was found, and only what VIEWER may see."""
    text = " ".join(words)
    own = address("matters:my-voices") if not viewer.holds(*HANDLING) else ""
    matters = _list("matters:index", text) if viewer.holds(*HANDLING) else ""
    people = _list("people:index", text) if viewer.holds(*ADMINISTRATION) else ""
    units = address("people:units") if viewer.holds(Duty.SYSTEM_ADMIN) else ""
    groups = [
        _group(_("事项"), "list-check", _hits(finding.matters(viewer, words, ASKED)), matters),
        _group(_("诉求"), "chat-left-text", _hits(finding.voices(viewer, words, ASKED)), own),
        _group(_("答复"), "reply", _hits(finding.replies(viewer, words, ASKED)), matters),
        _group(_("人员"), "people", _people(viewer, words), people),
        _group(_("单位"), "diagram-3", _units(viewer, words), units),
    ]
    return [group for group in groups if group.rows]


def _hits(hits: list[finding.Hit]) -> list[Found]:
    return [Found(hit.title, hit.note, hit.excerpt, hit.on, hit.url) for hit in hits]


def _people(viewer: User, words: list[str]) -> list[Found]:
    """For those who look after people; others have nobody to look up here."""
    if not viewer.holds(*ADMINISTRATION, *HANDLING):
        return []
    wanted = Q()
    for word in words:
        wanted &= Q(name__icontains=word) | Q(staff_number__icontains=word)
    rows = User.objects.visible_to(viewer).filter(wanted).select_related("unit")[:ASKED]
    return [Found(str(one), f"{one.unit} {one.position}".strip()) for one in rows]


def _units(viewer: User, words: list[str]) -> list[Found]:
    if not viewer.holds(*ADMINISTRATION, *HANDLING):
        return []
    wanted = Q()
    for word in words:
        wanted &= Q(name__icontains=word) | Q(short__icontains=word)
    rows = Unit.objects.filter(wanted)
    if not viewer.holds(*ADMINISTRATION):
        rows = rows.filter(pk__in=Unit.objects.served_by(viewer, *HANDLING))
    return [Found(str(one)) for one in rows[:ASKED]]


def _group(title: str, icon: str, rows: list[Found], more: str) -> Group:
    return Group(title, icon, rows[:SHOWN], len(rows) > SHOWN, more)


def _list(name: str, text: str) -> str:
    """The list of all of them, asked for the same words."""
    url = address(name)
    return f"{url}?{urlencode({'q': text})}" if url else ""
