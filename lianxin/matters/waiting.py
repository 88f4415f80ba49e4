"""Voices nobody has taken in: who hears that they wait too long."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.db import transaction
from django.urls import reverse

from lianxin.journal.models import Event, line
from lianxin.matters.marks import not_yet
from lianxin.matters.models import Voice
from lianxin.notices.actions import tell
from lianxin.people.duties import HANDLING, Duty
from lianxin.people.models import Post, Unit, User


@transaction.atomic
def urge_units(now: dt.datetime) -> int:
    """One notice a person and unit, with a number: nothing in it is about a single voice."""
    late = Voice.objects.late_to_accept(now).select_related("unit").prefetch_related("avoid")
    voices = list(not_yet("voice.urged", late))
    by_unit: dict[Unit, list[Voice]] = defaultdict(list)
    for voice in voices:
        by_unit[voice.unit].append(voice)
    for unit, waiting in by_unit.items():
        for person in _concerned(unit):
            _tell(person, unit, [v for v in waiting if person not in v.avoid.all()])
    Event.objects.bulk_create(line("voice.urged", voice, by=None) for voice in voices)
    return len(voices)


def _tell(person: User, unit: Unit, voices: list[Voice]) -> None:
    """Who must avoid a voice does not even learn that there is one."""
    if voices:
        facts = {"unit": str(unit), "count": len(voices)}
        tell([person], "unit.voices_unaccepted", unit, url=reverse("matters:waiting"), **facts)


def _concerned(unit: Unit) -> set[User]:
    """Those of the nearest unit with anybody in office, and the nearest leaders."""
    posts = (
        Post.objects.current()
        .filter(duty__in=HANDLING, unit__in=unit.line(), user__is_active=True)
        .select_related("user", "unit")
    )
    leaders = [post for post in posts if post.duty == Duty.LEADER]
    return {post.user for group in (posts, leaders) for post in _deepest(list(group))}


def _deepest(posts: list[Post]) -> list[Post]:
    deepest = max((post.unit.depth for post in posts), default=0)
    return [post for post in posts if post.unit.depth == deepest]
