"""Who hears of what happens to a voice. A notice never carries what was said."""

from __future__ import annotations

from django.urls import reverse

from lianxin.matters.models import Voice
from lianxin.notices.actions import tell


def tell_person(voice: Voice, verb: str) -> None:
    """The one who raised it by name; who holds a receipt looks at the notice board instead."""
    if voice.raised_by:
        url = reverse("matters:my-voice", args=[voice.pk])
        tell([voice.raised_by], verb, voice, url=url, day=voice.received_on)


def tell_owner(voice: Voice, verb: str) -> None:
    """The one who answers for it; for a waiting voice the list itself is the reminder.

    Of a nameless voice no notice is written: a notice keeps the minute, and the minute
    could tell who it was. The list of what is unread shows it just as well.
    """
    if voice.matter and not voice.is_nameless:
        url = reverse("matters:voice", args=[voice.pk])
        tell([voice.matter.owner], verb, voice, url=url, number=voice.matter.number)
