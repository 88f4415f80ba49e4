"""Rows of a sheet beside the voices that came from the same source before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from lianxin.matters.columns import Field
from lianxin.matters.entries import Entry
from lianxin.matters.models import Delivery, Voice

Key = tuple[str, str]


@dataclass(slots=True)
class Known:
    """A voice that is here already, as far as a sheet could tell it."""

    body: str
    title: str
    speaker: str
    said_on: dt.date | None
    reply: str = ""


@dataclass
class Sorted:
    """What is new, how many rows say nothing new, and which contradict what is here."""

    fresh: list[Entry] = field(default_factory=list)
    repeated: int = 0
    different: list[tuple[Entry, str]] = field(default_factory=list)


def sort_out(entries: Sequence[Entry]) -> Sorted:
    """Two reads, however many rows; a row repeated in the same sheet is found too."""
    known = _known(entries)
    result = Sorted()
    for entry in entries:
        key = (entry.source, entry.source_id)
        if key not in known:
            result.fresh.append(entry)
            known[key] = _as_known(entry)
        elif names := _differences(entry, known[key]):
            result.different.append((entry, _reason(names)))
        else:
            result.repeated += 1
    return result


def _known(entries: Sequence[Entry]) -> dict[Key, Known]:
    here = Voice.objects.filter(
        source__in={entry.source for entry in entries},
        source_id__in={entry.source_id for entry in entries},
    )
    keys: dict[int, Key] = {}
    known: dict[Key, Known] = {}
    rows = here.values_list("pk", "source", "source_id", "body", "title", "speaker", "said_on")
    for pk, source, number, body, title, speaker, said_on in rows:
        keys[pk] = (source, number)
        known[keys[pk]] = Known(body, title, speaker, said_on)
    if any(entry.reply for entry in entries):
        replies = Delivery.objects.filter(voice__in=list(keys)).exclude(text="")
        for voice, text in replies.values_list("voice", "text"):
            known[keys[voice]].reply = text
    return known


def _as_known(entry: Entry) -> Known:
    return Known(entry.body, entry.title, entry.speaker, entry.said_on, entry.reply)


def _differences(entry: Entry, known: Known) -> list[str]:
    """Which columns say something else. A column the sheet does not have says nothing."""
    pairs: Iterable[tuple[Field, object, object]] = (
        (Field.BODY, entry.body, known.body),
        (Field.TITLE, entry.title, known.title),
        (Field.SPEAKER, entry.speaker, known.speaker),
        (Field.SAID, entry.said_on, known.said_on),
        (Field.REPLY, entry.reply, known.reply),
    )
    return [str(name.label) for name, now, before in pairs if now and now != before]


def _reason(names: list[str]) -> str:
    return _("编号已有，%(names)s与已有的不同，未覆盖。") % {"names": _("、").join(names)}
