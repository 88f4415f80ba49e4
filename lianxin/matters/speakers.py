"""Who raised a matter must not be read from what is published about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianxin.engines.text.masking import names_mentioned
from lianxin.matters.models import Matter, Voice

if TYPE_CHECKING:
    from django.db.models import QuerySet


def speakers_named(matter: Matter, text: str) -> bool:
    """Whether TEXT has the name or the contact of somebody who raised this."""
    return named_among(matter.voices.all(), text)


def named_among(voices: QuerySet[Voice], text: str) -> bool:
    """The same for any VOICES."""
    known = set()
    for voice in voices.select_related("raised_by"):
        own = voice.raised_by
        known |= {voice.speaker, voice.contact, own.name if own else "", own.phone if own else ""}
    return bool(names_mentioned(text, filter(None, known)))
