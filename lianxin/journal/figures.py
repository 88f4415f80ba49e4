"""Deeds in words, for the audit page: who, when, what, and on what; never a title or a text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.journal.models import Event, wording
from lianxin.people.models import Unit, User

PEOPLE, UNITS = "people.User", "people.Unit"


@dataclass(frozen=True)
class Deed:
    """A line for reading. Without a doer there is a day and no minute."""

    at: dt.datetime
    timed: bool
    who: str
    what: str
    subject: str


class Blank(dict[str, str]):
    """Stands for the facts where a sentence is only a heading."""

    def __missing__(self, key: str) -> str:
        return "…"


def verbs() -> list[tuple[str, str]]:
    """Every kind of deed by its sentence, for choosing one."""
    blank = Blank(by="")
    return [(verb, (str(text) % blank).strip()) for verb, text in wording().items()]


def deeds(events: Iterable[Event], viewer: User) -> list[Deed]:
    """EVENTS, which the caller found for VIEWER, with names put to people and units."""
    rows = list(events)
    names = _names(rows, viewer)
    return [_deed(event, names) for event in rows]


def in_pieces(rows: Iterator[Event], viewer: User, size: int = 500) -> Iterator[Deed]:
    """A long export without holding it in memory."""
    piece: list[Event] = []
    for event in rows:
        piece.append(event)
        if len(piece) == size:
            yield from deeds(piece, viewer)
            piece = []
    yield from deeds(piece, viewer)


def _deed(event: Event, names: dict[tuple[str, int], str]) -> Deed:
    doer = event.by
    return Deed(
        at=timezone.localtime(event.at),
        timed=doer is not None,
        who=f"{doer.name}（{doer.username}）" if doer else _("系统"),
        what=event.sentence().removeprefix(f"{doer} "),  # who stands beside it
        subject=_subject(event, names),
    )


def _subject(event: Event, names: dict[tuple[str, int], str]) -> str:
    if event.subject == PEOPLE and event.subject_id == event.by_id:
        return _("本人")
    return f"{_kind(event.subject)} {_which(event, names)}".strip()


def _kind(label: str) -> str:
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except LookupError:
        return label  # a kind of row that later versions no longer have


def _which(event: Event, names: dict[tuple[str, int], str]) -> str:
    key = (event.subject, event.subject_id)
    return names.get(key, f"#{event.subject_id}" if event.subject_id else "")


def _names(rows: Sequence[Event], viewer: User) -> dict[tuple[str, int], str]:
    people = {event.subject_id for event in rows if event.subject == PEOPLE}
    units = {event.subject_id for event in rows if event.subject == UNITS}
    found = User.objects.visible_to(viewer).filter(pk__in=people)
    names = {(PEOPLE, person.pk): f"{person.name}（{person.username}）" for person in found}
    return names | {(UNITS, unit.pk): unit.name for unit in Unit.objects.filter(pk__in=units)}
