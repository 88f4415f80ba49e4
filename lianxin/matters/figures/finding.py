"""Finding by words in what a viewer may see: matters, voices, replies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from lianxin.kernel.words import somewhere
from lianxin.matters.models import Matter, Voice

if TYPE_CHECKING:
    from lianxin.people.models import User

AROUND = 40  # letters shown on either side of what was found


@dataclass(frozen=True)
class Hit:
    title: str
    note: str  # where it stands: state and unit
    excerpt: str  # the words around what was found
    on: dt.date
    url: str


def matters(viewer: User, words: list[str], most: int) -> list[Hit]:
    wanted = _all_in(words, "number", "title", "summary")
    rows = Matter.objects.visible_to(viewer).filter(wanted).select_related("unit")
    return [
        Hit(
            str(one),
            f"{one.get_state_display()} {one.unit}",
            around(one.summary, words),
            one.received_on,
            reverse("matters:detail", args=[one.pk]),
        )
        for one in rows.order_by("-received_on", "-pk")[:most]
    ]


def voices(viewer: User, words: list[str], most: int) -> list[Hit]:
    rows = Voice.objects.visible_to(viewer).filter(_all_in(words, "title", "body"))
    rows = rows.select_related("unit", "matter").order_by("-received_on", "pk")
    return [
        Hit(
            one.title,
            f"{one.get_state_display()} {one.unit}",
            around(one.body, words),
            one.received_on,
            _page_of(one, viewer),
        )
        for one in rows[:most]
    ]


def replies(viewer: User, words: list[str], most: int) -> list[Hit]:
    """What was answered in the matters one handles, and what one was answered oneself."""
    found = [*_written(viewer, words, most), *_received(viewer, words, most)]
    return sorted(found, key=lambda hit: hit.on, reverse=True)[:most]


def _written(viewer: User, words: list[str], most: int) -> Iterator[Hit]:
    rows = Matter.objects.visible_to(viewer).filter(_all_in(words, "replies__text"))
    wanted = ("pk", "number", "title", "replies__text", "replies__at")
    for pk, number, title, text, at in rows.order_by("-replies__at").values_list(*wanted)[:most]:
        url = reverse("matters:detail", args=[pk])
        yield Hit(f"{number} {title}", "", around(text, words), timezone.localdate(at), url)


def _received(viewer: User, words: list[str], most: int) -> Iterator[Hit]:
    own = Q(raised_by=viewer) & _all_in(words, "deliveries__reply__text")
    wanted = own | _all_in(words, "deliveries__text")  # answered elsewhere, before it was imported
    rows = Voice.objects.visible_to(viewer).filter(wanted).order_by("-deliveries__on")
    rows = rows.annotate(
        text=Coalesce("deliveries__reply__text", "deliveries__text"), on=F("deliveries__on")
    )
    for voice in rows[:most]:
        text, on = vars(voice)["text"], vars(voice)["on"]
        yield Hit(voice.title, "", around(text, words), on, _page_of(voice, viewer))


def around(text: str, words: Iterable[str]) -> str:
    """A piece of TEXT with the first of WORDS in it, or its beginning."""
    flat = " ".join(text.split())
    low = flat.lower()
    places = [place for word in words if (place := low.find(word.lower())) >= 0]
    start = max(0, min(places, default=0) - AROUND)
    end = start + 3 * AROUND
    return f"{'…' if start else ''}{flat[start:end]}{'…' if end < len(flat) else ''}"


def _all_in(words: list[str], *fields: str) -> Q:
    wanted = Q()
    for word in words:
        wanted &= somewhere(word, *fields)
    return wanted


def _page_of(voice: Voice, viewer: User) -> str:
    """One's own voice has a page of its own, without what only those who handle it see."""
    name = "matters:my-voice" if voice.raised_by_id == viewer.pk else "matters:voice"
    return reverse(name, args=[voice.pk])
