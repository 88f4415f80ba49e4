"""Who hears of what happens to a matter. A notice has its number and dates, never content."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from lianxin.matters.models import Matter, Offer
from lianxin.notices.actions import tell
from lianxin.people.models import User


def alert(
    matter: Matter, verb: str, people: Iterable[User | None], *, by: User | None, **facts: Any
) -> None:
    """Tell PEOPLE, but not the doer, nobody who must avoid it, and nobody who has left."""
    away = {person.pk for person in matter.avoid.all()} | {by.pk if by else None}
    there = {p for p in people if p and p.is_active and p.pk not in away}
    url = reverse("matters:detail", args=[matter.pk])
    tell(there, verb, matter, url=url, number=matter.number, **facts)


def alert_who_was_asked(offer: Offer, verb: str, *, by: User | None) -> None:
    """Who need not answer any more may not see the matter any more: the way leads to the list."""
    if offer.to.is_active and offer.to != by:
        url = reverse("matters:index")
        tell([offer.to], verb, offer.matter, url=url, number=offer.matter.number)


def written(moment: dt.datetime) -> str:
    """A moment as it stands in a sentence of the journal or a notice."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
