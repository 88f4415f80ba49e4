"""Plain builders of rows for tests: a voice, a nameless voice with its code, a matter."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from lianxin.matters import clocks, codes, searching
from lianxin.matters.models import Channel, Counter, Matter, Urgency, Voice
from tests.cast import Cast


def a_voice(cast: Cast, **changes: Any) -> Voice:
    """李强 of 一连 says by name that there is no hot meal after the night shift."""
    now = timezone.now()
    fields: dict[str, Any] = {
        "channel": Channel.NAMED,
        "title": "食堂夜班无热饭",
        "body": "夜班后食堂关门，大家只能吃泡面。",
        "unit": cast.first,
        "raised_by": cast.li,
        "said_at": now,
        "accept_by": now + dt.timedelta(days=2),
    }
    voice = Voice.objects.create(**{**fields, **changes})
    searching.enter(voice)
    return voice


def a_nameless_voice(cast: Cast, **changes: Any) -> tuple[Voice, str]:
    """The same said by nobody; with the code that opens it."""
    code = codes.for_slip()
    fields: dict[str, Any] = {
        "channel": Channel.ANONYMOUS,
        "raised_by": None,
        "said_at": None,
        "code_hash": codes.fingerprint(code),
        "tag": codes.tag(code),
        "accept_by": clocks.accept_by(Urgency.ORDINARY, day=timezone.localdate()),
    }
    return a_voice(cast, **{**fields, **changes}), code


def a_matter(cast: Cast, *voices: Voice, **changes: Any) -> Matter:
    """陈静 has it in hand; VOICES (by default one new one) belong to it."""
    now = timezone.now()
    fields: dict[str, Any] = {
        "number": Counter.next_number(f"{timezone.localdate(now):%Y}"),
        "title": "食堂夜班无热饭",
        "unit": cast.first,
        "owner": cast.chen,
        "first_owner": cast.chen,
        "due": now + dt.timedelta(days=7),
        "first_due": now + dt.timedelta(days=7),
    }
    matter = Matter.objects.create(**{**fields, **changes})
    searching.enter(matter)
    for voice in voices or (a_voice(cast),):
        voice.matter, voice.state = matter, Voice.State.TAKEN
        voice.save()
        matter.avoid.add(*voice.avoid.all())
    return matter
