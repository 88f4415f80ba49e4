"""The story told: every life of a voice is a generator that says when it goes on.

The clock is moved to that moment and the next deed is done, the real one, as the person who
would do it. Whatever would lie in the future is left untold; so each page shows a present.
"""

from __future__ import annotations

import datetime as dt
import heapq
import itertools
import random
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import time_machine
from django.utils import timezone

from lianxin.matters import jobs
from lianxin.matters.grouping import group_voices
from lianxin.matters.learning import relearn
from lianxin.matters.searching import settle_search
from lianxin.notices.actions import mark_read
from lianxin.ops.demo.lives import Lives
from lianxin.ops.demo.months import month
from lianxin.ops.demo.people import settle
from lianxin.people.models import User

SEED = 20_240_901
DAYS = 92
UNREAD_DAYS = dt.timedelta(days=3)
STORY = Path(__file__).with_name("story.toml")
AT_THE_END = (relearn, group_voices, settle_search)
"""What reads everything anew: done once, not on each of ninety mornings."""
Life = Iterator[dt.datetime]


def tell(now: dt.datetime) -> None:
    """Fill an empty database with a quarter of life that ends NOW."""
    story = tomllib.loads(STORY.read_text(encoding="utf-8"))
    chance = random.Random(SEED)  # noqa: S311  (a story, not a secret)
    begin = now - dt.timedelta(days=DAYS)
    with time_machine.travel(begin, tick=False):
        units, people = settle(story, chance)
    lives = Lives(units, people, now, chance)
    voices = [dated(row, now) for row in story["voices"]]
    for row in voices:
        row["echoes"] = [other for other in voices if other.get("joins") == row["title"]]
    tales: list[Life] = [lives.voice(row) for row in voices if "joins" not in row]
    tales += [lives.assignment(row) for row in story["assigned"]]
    tales += [lives.promise(row) for row in story["promises"]]
    tales += [month(lives, row) for row in story["months"]]
    tales.append(daily(begin, now, list(people.values())))
    run(tales, now)
    for job in AT_THE_END:
        job(now)


def run(tales: list[Life], now: dt.datetime) -> None:
    """Go on with whichever life is next, until the present is reached."""
    order = itertools.count()
    waiting: list[tuple[dt.datetime, int, Life]] = []
    for tale in tales:
        heapq.heappush(waiting, (next(tale), next(order), tale))
    while waiting:
        moment, _order, tale = heapq.heappop(waiting)
        if moment > now:
            return
        with time_machine.travel(moment, tick=False):
            following = next(tale, None)
        if following:
            heapq.heappush(waiting, (following, next(order), tale))


def daily(begin: dt.datetime, now: dt.datetime, readers: list[User]) -> Life:
    """Each morning the recurring jobs run, and people read what they were told the day before."""
    morning = timezone.localtime(begin).replace(hour=9, minute=35, second=0, microsecond=0)
    while True:
        morning += dt.timedelta(days=1)
        yield morning
        for reader in readers if now - morning > UNREAD_DAYS else ():
            mark_read(reader)
        for job in (*jobs.HOURLY, *jobs.DAILY):
            if job not in AT_THE_END:
                job(timezone.now())


def dated(row: dict[str, Any], now: dt.datetime) -> dict[str, Any]:
    """{+6} in a text becomes the date six days after the voice."""
    said = timezone.localdate(now) - dt.timedelta(days=row["day"])

    def day(match: re.Match[str]) -> str:
        then = said + dt.timedelta(days=int(match.group(1)))
        return f"{then.month}月{then.day}日"  # data

    return {k: re.sub(r"\{\+(\d+)\}", day, v) if isinstance(v, str) else v for k, v in row.items()}
