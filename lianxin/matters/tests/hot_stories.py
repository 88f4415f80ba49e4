"""Voices about the same few troubles, told each time in other words."""

from __future__ import annotations

from typing import Any

from lianxin.matters.models import Voice
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


def _of_somebody(cast: Cast, words: tuple[str, str], changes: dict[str, Any]) -> Voice:
    """Each of another person, whose name somebody wrote down."""
    speaker = f"说话人{Voice.objects.count() + 1}"
    fields = {"channel": "visit", "raised_by": None, "speaker": speaker, "recorded_by": cast.chen}
    return a_voice(cast, **{"title": words[0], "body": words[1], **fields, **changes})
