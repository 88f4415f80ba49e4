"""Voices as the engine of hot issues sees them, and what their heat is made of, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.engines.text.hot.heat import Heat, Weights, heat
from lianxin.engines.text.hot.voices import Said
from lianxin.matters.models import Channel, Closure, HotWeights, Matter, Voice
from lianxin.matters.models.voices import NAMELESS

if TYPE_CHECKING:
    from lianxin.matters.models.voices import VoiceQuerySet

WORDS = ("title", "body")
FACTS = (
    *("pk", "channel", "said_on", "likes", "state", "raised_by", "speaker", "contact", "source"),
    *("unit", "unit__name", "unit__path", "matter__state", "matter__closure", "matter__reopened"),
)
WEIGHED = ("voices", "growth", "supporters", "unsolved", "reopened")
LABELS = {
    "voices": gettext_lazy("不同的人"),
    "growth": gettext_lazy("近期增长"),
    "supporters": gettext_lazy("附议"),
    "unsolved": gettext_lazy("未解决的时间"),
    "reopened": gettext_lazy("重新办理"),
}


def weights() -> Weights:
    """As this site has set them; what it has not set is as shipped."""
    return replace(Weights(), **_set(own_weights()))


def _set(own: dict[str, float | None]) -> dict[str, Any]:
    return {name: value for name, value in own.items() if value is not None}


def own_weights() -> dict[str, float | None]:
    """What this site has set; None where it has not."""
    row = HotWeights.objects.first()
    return {name: getattr(row, name) for name in WEIGHED} if row else {}


def said_of(voices: VoiceQuerySet, today: dt.date, *, words: bool) -> list[Said]:
    """VOICES for the engine; without WORDS only what the heat needs."""
    fields = (*FACTS, *WORDS) if words else FACTS
    return [said(row, today) for row in voices.values(*fields).iterator(chunk_size=2_000)]


def said(row: dict[str, Any], today: dt.date) -> Said:
    solved = _is_solved(row)
    return Said(
        key=row["pk"],
        title=row.get("title", ""),
        body=row.get("body", ""),
        day=row["said_on"],
        who=_who(row),
        place=row["unit__name"],
        supporters=row["likes"],
        solved=solved,
        days_open=0 if solved else max(0, (today - row["said_on"]).days),
        reopened=row["matter__reopened"] or 0,
    )


def _is_solved(row: dict[str, Any]) -> bool:
    """In substance, or answered before it came here; any other end leaves the trouble."""
    if row["state"] == Voice.State.ARCHIVED:
        return True
    closed = row["matter__state"] == Matter.State.CLOSED
    return bool(closed and row["matter__closure"] == Closure.SUBSTANTIVE)


def _who(row: dict[str, Any]) -> str:
    """The same for the same person, as far as the rows tell; made for one reckoning, never kept."""
    if row["channel"] in NAMELESS:
        return ""
    if row["raised_by"]:
        return f"person {row['raised_by']}"
    if not row["speaker"]:
        return ""
    known = row["source"] if row["channel"] == Channel.IMPORTED else row["unit"]
    return "\n".join(("name", row["speaker"], row["contact"], str(known)))


@dataclass(frozen=True)
class Part:
    """One term of the heat: the number behind it in words, and the points it gives."""

    name: str
    label: str
    words: str
    points: float


@dataclass(frozen=True)
class Warmth:
    """The heat of some voices, with everything that makes it up."""

    total: float
    parts: tuple[Part, ...]
    factor: float  # below 1 where the voices are less alike
    voices: int
    people: int

    @property
    def words(self) -> str:
        return _("、").join(part.words for part in self.parts)


def people_in(members: Iterable[Said]) -> int:
    return len({one.who or one.key for one in members})


def warmth(members: Sequence[Said], weighed: Weights, *, today: dt.date, cohesion: float) -> Warmth:
    found: Heat = heat(members, weighed, today=today, cohesion=cohesion)
    words = _words(members, weighed, today)
    parts = tuple(
        Part(
            part.name,
            str(LABELS[part.name]),
            words[part.name],
            part.value * part.weight * found.cohesion,
        )
        for part in found.parts
        if part.value > 0
    )
    return Warmth(found.total, parts, found.cohesion, len(members), people_in(members))


def _words(members: Sequence[Said], weighed: Weights, today: dt.date) -> dict[str, str]:
    """The plain numbers behind the parts: what a person can count again."""
    days = weighed.recent_days
    recent = people_in(one for one in members if 0 <= (today - one.day).days < days)
    waiting = [one.days_open for one in members if not one.solved]
    reopened = people_in(one for one in members if one.reopened)
    return {
        "voices": _("不同的人 %(n)s") % {"n": people_in(members)},
        "growth": _("近 %(days)s 天新增 %(n)s 人") % {"days": days, "n": recent},
        "supporters": _("附议 %(n)s") % {"n": sum(max(0, one.supporters) for one in members)},
        "unsolved": _("未解决 %(n)s 天") % {"n": round(median(waiting)) if waiting else 0},
        "reopened": _("重新办理 %(n)s 人") % {"n": reopened},
    }
