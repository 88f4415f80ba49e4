"""Everything matters holds about a person, for that person: "my data"."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lianxin.matters.models import Voice

if TYPE_CHECKING:
    from lianxin.matters.models.voices import VoiceQuerySet
    from lianxin.people.models import User


@dataclass(frozen=True)
class Word:
    side: str
    text: str
    on: dt.date


@dataclass(frozen=True)
class Opinion:
    step: str
    comment: str
    on: dt.date


@dataclass(frozen=True)
class MyVoice:
    """What one said by name, and all that came of it."""

    voice: int
    title: str
    text: str
    unit: str
    said_on: dt.date
    state: str
    number: str
    closure: str
    avoid: tuple[str, ...]
    replies: tuple[Word, ...]
    dialogue: tuple[Word, ...]
    ratings: tuple[Opinion, ...]


@dataclass(frozen=True)
class MyData:
    raised: tuple[MyVoice, ...]
    recorded: int  # voices written down for others: kept as work, not as personal data


def my_data(viewer: User) -> MyData:
    seen = Voice.objects.visible_to(viewer)
    recorded = seen.filter(recorded_by=viewer).count()
    return MyData(tuple(_mine(voice) for voice in _raised(viewer)), recorded)


def my_voices(viewer: User, most: int = 5) -> list[MyVoice]:
    """The latest of what one said."""
    return [_mine(voice) for voice in _raised(viewer)[:most]]


def _raised(viewer: User) -> VoiceQuerySet:
    return (
        Voice.objects.visible_to(viewer)
        .filter(raised_by=viewer)
        .select_related("unit", "matter")
        .prefetch_related("avoid", "deliveries__reply", "messages", "ratings")
        .order_by("-received_on", "pk")
    )


def _mine(voice: Voice) -> MyVoice:
    matter = voice.matter
    return MyVoice(
        voice=voice.pk,
        title=voice.title,
        text=voice.body,
        unit=str(voice.unit),
        said_on=voice.said_on,
        state=matter.get_state_display() if matter else voice.get_state_display(),
        number=matter.number if matter else "",
        closure=matter.get_closure_display() if matter and matter.closed_at else "",
        avoid=tuple(str(person) for person in voice.avoid.all()),
        replies=tuple(Word("", d.words, d.on) for d in voice.deliveries.all()),
        dialogue=tuple(Word(m.get_side_display(), m.text, m.on) for m in voice.messages.all()),
        ratings=tuple(Opinion(str(r), r.comment, r.on) for r in voice.ratings.all()),
    )
