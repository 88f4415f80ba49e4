"""Who raised a matter must not be read from what is published about it."""

from __future__ import annotations

from lianxin.engines.text.masking import names_mentioned
from lianxin.matters.models import Matter


def speakers_named(matter: Matter, text: str) -> bool:
    """Whether TEXT has the name or the contact of somebody who raised this."""
    known = set()
    for voice in matter.voices.select_related("raised_by"):
        own = voice.raised_by
        known |= {voice.speaker, voice.contact, own.name if own else "", own.phone if own else ""}
    return bool(names_mentioned(text, filter(None, known)))
