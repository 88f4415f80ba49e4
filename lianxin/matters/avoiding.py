"""Keeping away from a matter those who must not see it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from lianxin.matters.models import Matter, Voice
from lianxin.people.models import User


def keep_away(matter: Matter, people: Iterable[User]) -> None:
    """PEOPLE no longer see MATTER: not as helpers, and not as the one it is offered to."""
    people = list(people)
    matter.avoid.add(*people)
    matter.helpers.remove(*people)
    for offer in matter.offers.filter(state="offered", to__in=people):
        offer.move("withdraw", answered_at=timezone.now())


def keep_away_for(matter: Matter, voices: Iterable[Voice]) -> None:
    """All whom one of the speakers of VOICES asked to keep away."""
    keep_away(matter, User.objects.filter(pk__in=_named(voices)))


def _named(voices: Iterable[Voice]) -> set[int]:
    return {person.pk for voice in voices for person in voice.avoid.all()}
