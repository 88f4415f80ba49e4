"""A line of the house in the dialogue of every voice of a matter."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import Max

from lianxin.journal.models import Event, line
from lianxin.matters.models import Matter, Message, Side, Voice
from lianxin.matters.told import tell_person
from lianxin.people.models import User

TRIES = 3


def announce(matter: Matter, text: str) -> list[Voice]:
    """The voices that were told; if somebody writes at the same moment, after what they wrote."""
    for _try in range(TRIES - 1):
        try:
            with transaction.atomic():
                return _announce(matter, text)
        except IntegrityError:
            continue
    return _announce(matter, text)


def _announce(matter: Matter, text: str) -> list[Voice]:
    voices = list(
        Voice.objects.filter(matter=matter)
        .select_related("raised_by")
        .annotate(last=Max("messages__turn"))
    )
    Message.objects.bulk_create(
        Message(voice=voice, turn=(vars(voice)["last"] or 0) + 1, side=Side.SYSTEM, text=text)
        for voice in voices
    )
    return voices


def tell_each(verb: str, voices: Iterable[Voice], *, by: User) -> None:
    """A line in the story of each voice, and a notice to its person where there is a name."""
    voices = list(voices)
    Event.objects.bulk_create(line(verb, voice, by=by) for voice in voices)
    for voice in voices:
        tell_person(voice, verb)
