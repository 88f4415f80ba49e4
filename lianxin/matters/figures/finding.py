"""Finding by words in what a viewer may see: matters, voices, replies; the latest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from lianxin.engines.text.search import Piece, marked, snippet, terms
from lianxin.matters.models import Matter, Voice
from lianxin.matters.searching import DELIVERIES, MATTERS, REPLIES, VOICES

if TYPE_CHECKING:
    from lianxin.matters.models.voices import VoiceQuerySet
    from lianxin.people.models import User

Pieces = tuple[Piece, ...]


@dataclass(frozen=True)
class Hit:
    title: Pieces
    note: str  # where it stands: state and unit
    excerpt: Pieces  # the words around what was found
    on: dt.date
    url: str


def matters(viewer: User, words: str, start: int, stop: int) -> list[Hit]:
    """By number, title and summary; those from START to before STOP."""
    rows = Matter.objects.visible_to(viewer).filter(MATTERS.having(words)).select_related("unit")
    wanted = terms(words)
    return [
        Hit(
            marked(str(one), wanted),
            f"{one.get_state_display()} {one.unit}",
            snippet(one.summary, wanted),
            one.received_on,
            reverse("matters:detail", args=[one.pk]),
        )
        for one in rows.order_by("-received_on", "-pk")[start:stop]
    ]


def voices(viewer: User, words: str, start: int, stop: int) -> list[Hit]:
    """By title and body."""
    rows = Voice.objects.visible_to(viewer).filter(VOICES.having(words))
    rows = rows.select_related("unit").order_by("-received_on", "pk")
    wanted = terms(words)
    return [
        Hit(
            marked(one.title, wanted),
            f"{one.get_state_display()} {one.unit}",
            snippet(one.body, wanted),
            one.received_on,
            _page_of(one, viewer),
        )
        for one in rows[start:stop]
    ]


def replies(viewer: User, words: str, start: int, stop: int) -> list[Hit]:
    """What was answered in the matters one handles, what one was answered oneself, and what had
    been answered elsewhere before it was imported."""
    own = Voice.objects.visible_to_raiser(viewer)
    own = own.filter(REPLIES.having(words, "deliveries__reply__pk"))
    imported = Voice.objects.visible_to(viewer)
    imported = imported.filter(DELIVERIES.having(words, "deliveries__pk"))
    found = [
        *_written(viewer, words, stop),
        *_received(own, "deliveries__reply__text", words, viewer, stop),
        *_received(imported, "deliveries__text", words, viewer, stop),
    ]
    return sorted(found, key=lambda hit: hit.on, reverse=True)[start:stop]


def _written(viewer: User, words: str, most: int) -> Iterator[Hit]:
    rows = Matter.objects.visible_to(viewer).filter(REPLIES.having(words, "replies__pk"))
    wanted = ("pk", "number", "title", "replies__text", "replies__at")
    ordered = rows.order_by("-replies__at", "-replies__pk").values_list(*wanted)
    for pk, number, title, text, at in ordered[:most]:
        url = reverse("matters:detail", args=[pk])
        yield _answer(f"{number} {title}", text, words, timezone.localdate(at), url)


def _received(
    rows: VoiceQuerySet, field: str, words: str, viewer: User, most: int
) -> Iterator[Hit]:
    ordered = rows.order_by("-deliveries__on", "deliveries__pk")
    wanted = ("pk", "title", "raised_by", field, "deliveries__on")
    for pk, title, raised_by, text, on in ordered.values_list(*wanted)[:most]:
        voice = Voice(pk=pk, raised_by_id=raised_by)
        yield _answer(title, text, words, on, _page_of(voice, viewer))


def _answer(title: str, text: str, words: str, on: dt.date, url: str) -> Hit:
    return Hit((Piece(title, False),), "", snippet(text, terms(words)), on, url)


def _page_of(voice: Voice, viewer: User) -> str:
    """One's own voice has a page of its own, without what only those who handle it see."""
    name = "matters:my-voice" if voice.raised_by_id == viewer.pk else "matters:voice"
    return reverse(name, args=[voice.pk])
