"""Bringing a reply to each voice, once."""

from __future__ import annotations

from collections.abc import Iterable

from lianxin.matters.models import Delivery, Matter, Reply, Voice


def deliver(reply: Reply, voices: Iterable[Voice]) -> list[Voice]:
    """The voices it newly reached."""
    reached = set(Delivery.objects.filter(reply=reply).values_list("voice", flat=True))
    new = [voice for voice in voices if voice.pk not in reached]
    Delivery.objects.bulk_create(Delivery(reply=reply, voice=voice) for voice in new)
    return new


def bring_up_to_date(matter: Matter, voices: Iterable[Voice]) -> list[Voice]:
    """Voices that come to an answered matter later get the reply that stands."""
    if matter.state == Matter.State.IN_HAND:
        return []
    standing = matter.replies.filter(kind=Reply.Kind.FINAL).last()
    return deliver(standing, voices) if standing else []
