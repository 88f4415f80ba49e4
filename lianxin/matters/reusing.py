"""Earlier replies, and clauses of them, that may serve again: only what the writer may see."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.urls import reverse

from lianxin.engines.text.keywords import keywords_of
from lianxin.engines.text.replies.reuse import suggest
from lianxin.matters.models import Delivery, Matter, Reply, Voice
from lianxin.matters.names import masked
from lianxin.matters.replychecking import words_of
from lianxin.matters.searching import MATTERS, VOICES, Searched
from lianxin.people.models import User

WORDS = 6  # by which earlier matters about the like are found
LOOKED_AT = 12  # of each source
READ = 1_500  # signs of what was said then
KEY = re.compile(r"(reply|delivery)-([0-9]{1,18})-([0-9]{1,6})-([0-9]{1,6})", re.ASCII)


@dataclass(frozen=True)
class Clause:
    """KEY leads to the very words again, so that they can be put in without JavaScript."""

    key: str
    text: str


@dataclass(frozen=True)
class Suggestion:
    title: str
    url: str
    clauses: list[Clause]


@dataclass(frozen=True)
class _Answered:
    kind: str
    pk: int
    title: str
    url: str
    said: str
    text: str


def suggestions(matter: Matter, voices: Sequence[Voice], *, by: User) -> list[Suggestion]:
    """What answered the like before, likest first; names and numbers of people are masked."""
    asked = words_of(matter, voices)[: 2 * READ]
    words = [one.word for one in keywords_of(asked, limit=WORDS)]
    earlier = [*_replies(matter, words, by), *_imported(words, by)] if words else []
    found = suggest(asked, [(n, one.said[:READ], one.text) for n, one in enumerate(earlier)])
    return [
        Suggestion(
            earlier[one.key].title,
            earlier[one.key].url,
            [_clause(earlier[one.key], span.start, span.end) for span in one.clauses],
        )
        for one in found
    ]


def clause(key: str, *, by: User) -> str:
    """The words of a suggested clause, if BY may see where it stands; else nothing."""
    found = KEY.fullmatch(key)
    if not found:
        return ""
    rows = _visible_replies(by) if found[1] == "reply" else _visible_deliveries(by)
    row = rows.filter(pk=int(found[2])).first()
    return masked(row.text[int(found[3]) : int(found[4])]) if row else ""


def _clause(answered: _Answered, start: int, end: int) -> Clause:
    key = f"{answered.kind}-{answered.pk}-{start}-{end}"
    return Clause(key, masked(answered.text[start:end]))


def _replies(matter: Matter, words: Sequence[str], by: User) -> list[_Answered]:
    about = Matter.objects.filter(_any(MATTERS, words)).values("pk")
    rows = _visible_replies(by).filter(matter__in=about).exclude(matter=matter)
    return [
        _Answered(
            "reply",
            one.pk,
            str(one.matter),
            reverse("matters:detail", args=[one.matter_id]),
            f"{one.matter.title}\n{one.matter.summary}",
            one.text,
        )
        for one in rows.select_related("matter").order_by("-at", "-pk")[:LOOKED_AT]
    ]


def _imported(words: Sequence[str], by: User) -> list[_Answered]:
    about = Voice.objects.filter(_any(VOICES, words)).values("pk")
    rows = _visible_deliveries(by).filter(voice__in=about).select_related("voice")
    return [
        _Answered(
            "delivery",
            one.pk,
            one.voice.title,
            reverse("matters:voice", args=[one.voice_id]),
            f"{one.voice.title}\n{one.voice.body}",
            one.text,
        )
        for one in rows.order_by("-on", "pk")[:LOOKED_AT]
    ]


def _visible_replies(by: User) -> QuerySet[Reply]:
    return Reply.objects.filter(matter__in=Matter.objects.visible_to(by), kind=Reply.Kind.FINAL)


def _visible_deliveries(by: User) -> QuerySet[Delivery]:
    return Delivery.objects.filter(voice__in=Voice.objects.visible_to_handler(by), reply=None)


def _any(searched: Searched, words: Sequence[str]) -> Q:
    return reduce(or_, (searched.having(one) for one in words))
