"""Voices about the same few troubles, told each time in other words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from lianxin.matters.models import HotIssue, HotMember, Voice
from lianxin.matters.tests.stories import a_voice
from tests.cast import Cast

PUMP = ("东风渠机井水泵坏了", "东风渠边的机井水泵坏了半个月，棉花地浇不上水，没人来修水泵。")
DITCH = [
    ("东风渠机井水泵一直没修", "机井的水泵坏了以后没有人修，东风渠旁边的棉花地都干了，浇不上水。"),
    ("请修东风渠的机井水泵", "东风渠的机井水泵不出水，棉花浇不上水，请派人修水泵。"),
    ("棉花地浇不上水，东风渠水泵坏了", "水泵坏了，东风渠机井抽不出水，棉花地浇不上水。"),
]
NURSERY = [
    ("金太阳幼儿园伙食费又涨了", "金太阳幼儿园这学期伙食费涨了三百，没有公示，家长有意见。"),
    (
        "金太阳幼儿园涨伙食费没有公示",
        "幼儿园伙食费突然上涨，金太阳幼儿园没有公示收费标准，家长不同意。",
    ),
]


def a_pump(cast: Cast, at: int, **changes: Any) -> Voice:
    words = [PUMP, *DITCH][at % 4]
    return _of_somebody(cast, words, changes)


def pumps(cast: Cast, count: int, **changes: Any) -> list[Voice]:
    """COUNT voices of different people about one broken pump."""
    return [a_pump(cast, at, **changes) for at in range(count)]


def a_nursery(cast: Cast, at: int, **changes: Any) -> Voice:
    return _of_somebody(cast, NURSERY[at], changes)


def an_issue(cast: Cast, *voices: Voice, **changes: Any) -> HotIssue:
    """VOICES (by default three about the pump) as the grouping would have left them."""
    voices = voices or tuple(pumps(cast, 3))
    fields: dict[str, Any] = {
        "title": "东风渠机井水泵坏了",
        "unit": cast.first,
        "keywords": ["水泵", "机井"],
        "first_day": min(voice.said_on for voice in voices),
        "last_day": max(voice.said_on for voice in voices),
        "size": len(voices),
        "people": len(voices),
        "heat": 10.0,
    }
    issue = HotIssue.objects.create(**{**fields, **changes})
    for voice in voices:
        HotMember.objects.create(
            voice=voice, issue=issue, reasons=[["trouble", "水泵", "机井"]], likeness=0.5
        )
    return issue


def a_monthly(cast: Cast, *voices: Voice, **changes: Any) -> HotIssue:
    """陈静 leads the work on it."""
    today = timezone.localdate()
    fields = {
        "state": HotIssue.State.MONTHLY,
        "lead": cast.chen,
        "plan": "两周内换好水泵。",
        "target_on": today + dt.timedelta(days=20),
        "taken_on": today,
        "month": today.replace(day=1),
        "before": {"on": str(today), "voices": 3, "people": 3, "unsolved": 3, "recent": 3},
    }
    return an_issue(cast, *voices, **{**fields, **changes})


def _of_somebody(cast: Cast, words: tuple[str, str], changes: dict[str, Any]) -> Voice:
    """Each of another person, whose name somebody wrote down."""
    speaker = f"说话人{Voice.objects.count() + 1}"
    fields = {"channel": "visit", "raised_by": None, "speaker": speaker}
    return a_voice(cast, **{"title": words[0], "body": words[1], **fields, **changes})
