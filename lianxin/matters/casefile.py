"""All that belongs to one matter, gathered with few queries for those who may see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.files.models import Attachment
from lianxin.journal.models import Event
from lianxin.matters.models import Closure, Extension, Level, Matter, Offer, Rating, Reply, Voice
from lianxin.people.models import User

SHOWN_VOICES = 50
SHOWN_EVENTS = 300
NAMED = {  # facts that are keys of people, and what they are in the deed
    "to": gettext_lazy("接收人：%(names)s"),
    "owner": gettext_lazy("责任人：%(names)s"),
    "helper": gettext_lazy("协办人：%(names)s"),
    "people": gettext_lazy("回避人：%(names)s"),
}


@dataclass(frozen=True)
class Line:
    """One line of the timeline: the sentence of the journal, whom it names, and why."""

    at: dt.datetime
    by: User | None
    sentence: str
    people: str = ""
    text: str = ""


@dataclass(frozen=True)
class Given:
    reply: Reply
    attachments: list[Attachment]


@dataclass(frozen=True)
class Heard:
    """A voice of the matter, where it stands for its person, and what they think."""

    voice: Voice
    rating: Rating | None
    is_unread: bool  # the latest reply has not been opened yet


class CaseFile:
    """MATTER as VIEWER may read it; every part is asked for once."""

    def __init__(self, matter: Matter, viewer: User) -> None:
        prefetch_related_objects(
            [matter],
            "avoid",
            "helpers",
            "remarks",
            Prefetch("offers", Offer.objects.select_related("by", "to")),
            "meetings__owner",
            "meetings__decided_by",
            Prefetch("extensions", Extension.objects.select_related("by", "decided_by")),
            "closure_requests__by",
            "supervisions",
            "merges__into",
            "received_merges__matter",
            "revisits__by",
            Prefetch("replies", Reply.objects.select_related("by")),
        )
        self.matter, self.viewer = matter, viewer

    def voices(self) -> tuple[list[Heard], int]:
        """The first ones VIEWER may see, and how many more belong to the matter."""
        mine = Voice.objects.visible_to_handler(self.viewer).filter(matter=self.matter)
        rows = (
            mine.select_related("unit", "raised_by")
            .prefetch_related("ratings", "deliveries")
            .order_by("received_on", "pk")[:SHOWN_VOICES]
        )
        heard = [_heard(voice) for voice in rows]
        return heard, self.matter.voices.count() - len(heard)

    def replies(self) -> list[Given]:
        replies = list(self.matter.replies.all())
        files: dict[int, list[Attachment]] = {}
        for file in Attachment.objects.of(*replies) if replies else ():
            files.setdefault(file.owner_id, []).append(file)
        return [Given(reply, files.get(reply.pk, [])) for reply in replies]

    def timeline(self) -> list[Line]:
        """The latest first."""
        parts = [
            self.matter,
            *self.matter.meetings.all(),
            *self.matter.extensions.all(),
            *self.matter.closure_requests.all(),
            *self.matter.revisits.all(),
        ]
        events = list(Event.objects.about(*parts).order_by("-at", "-pk")[:SHOWN_EVENTS])
        names = self._names(events)
        lines = [self._line(event, names) for event in events]
        return sorted(lines, key=lambda line: (line.at, line.by is None), reverse=True)

    def _names(self, events: list[Event]) -> dict[int, str]:
        keys = {key for event in events for key in _people_in(event)}
        return {person.pk: str(person) for person in User.objects.filter(pk__in=keys)}

    def _line(self, event: Event, names: dict[int, str]) -> Line:
        people = "，".join(
            str(words) % {"names": "、".join(names[key] for key in keys if key in names)}
            for fact, words in NAMED.items()
            if (keys := _keys(event.facts.get(fact)))
        )
        text = "\n".join(filter(None, self._words(event.verb, event.facts)))
        return Line(self._moment(event), event.by, event.sentence(), people, text)

    def _moment(self, event: Event) -> dt.datetime:
        """The rules call a meeting, by the day; it stands after the refusals it follows from."""
        key = event.facts.get("meeting") if event.by_id is None else None
        called = (one.at for one in self.matter.meetings.all() if one.pk == key)
        return next(called, event.at)

    def _words(self, verb: str, facts: dict[str, Any]) -> Iterator[str]:
        """What was typed with the deed: it lies with the matter, never in the journal."""
        yield _label(verb, facts)
        for fact, (rows, words) in SAID.items():
            if key := facts.get(fact):
                found = (row for row in getattr(self.matter, rows).all() if row.pk == key)
                for row in found:
                    yield from words(verb, row)


def _heard(voice: Voice) -> Heard:
    ratings, deliveries = list(voice.ratings.all()), list(voice.deliveries.all())
    unread = bool(deliveries) and deliveries[-1].read_on is None
    return Heard(voice, ratings[-1] if ratings else None, unread)


def _label(verb: str, facts: dict[str, Any]) -> str:
    if closure := facts.get("closure"):
        return str(Closure(closure).label)
    if verb == "matter.escalated":
        return str(Level(facts["level"]).label)
    if verb == "matter.replied":
        return str(Reply.Kind(facts["kind"]).label)
    return ""


def _of_offer(verb: str, offer: Any) -> list[str]:
    if verb == "matter.offered":
        return [offer.reason]
    basis = _("依据：%(basis)s") % {"basis": offer.answer_basis}
    return [offer.answer_reason, basis] if verb == "matter.turned_back" else []


SAID: dict[str, tuple[str, Callable[[str, Any], list[str]]]] = {
    "remark": ("remarks", lambda verb, one: [one.text]),
    "offer": ("offers", _of_offer),
    "meeting": ("meetings", lambda verb, one: [one.note] if verb == "matter.decided" else []),
    "extension": (
        "extensions",
        lambda verb, one: [one.reason if verb == "matter.time_asked" else one.note],
    ),
    "request": (
        "closure_requests",
        lambda verb, one: [one.note if verb == "matter.closing_asked" else one.answer],
    ),
    "step": ("supervisions", lambda verb, one: [one.note]),
    "merge": ("merges", lambda verb, one: [one.reason] if verb == "matter.merged" else []),
    "revisit": ("revisits", lambda verb, one: [one.outcome(), one.note]),
}


def _people_in(event: Event) -> Iterator[int]:
    for fact in NAMED:
        yield from _keys(event.facts.get(fact))


def _keys(value: Any) -> list[int]:
    return value if isinstance(value, list) else [value] if isinstance(value, int) else []
