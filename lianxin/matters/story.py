"""What happened to a voice as its person may read it: days, never minutes; an office, no names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.files.models import Attachment
from lianxin.journal.models import Event
from lianxin.matters.models import Closure, Rating, Remark, Side, Voice
from lianxin.people.models import User

STEP, TALK = "step", "talk"


@dataclass(frozen=True)
class Turn:
    """One thing on the page: a step of the office, or something said by one of the two."""

    day: dt.date
    kind: str
    side: str
    label: str
    text: str = ""
    by: User | None = None  # shown to those who handle it, never on the person's side
    is_new: bool = False
    attachments: Sequence[Attachment] = field(default=())


def story(voice: Voice) -> list[Turn]:
    """The steps, the replies and the dialogue in one order of days."""
    files = _Files(voice)
    turns = [
        *_first_steps(voice, files),
        *_messages(voice, files),
        *_replies(voice, files),
        *_ratings(voice),
        *_reopenings(voice),
        *_last_steps(voice),
    ]
    return sorted(turns, key=attrgetter("day"))


def files_of(voice: Voice) -> list[Attachment]:
    """Every file that may be read with this voice, by whoever opened it by name or code."""
    return _Files(voice).all


class _Files:
    """All attachments of a voice, its messages and its replies, found with one query."""

    def __init__(self, voice: Voice) -> None:
        self.messages = list(voice.messages.select_related("by").order_by("turn"))
        self.deliveries = list(voice.deliveries.select_related("reply__by"))
        replies = [delivery.reply for delivery in self.deliveries if delivery.reply]
        self.all = list(Attachment.objects.of(voice, *self.messages, *self.deliveries, *replies))

    def of(self, *owners: Model | None) -> list[Attachment]:
        keys = {(owner._meta.label, owner.pk) for owner in owners if owner}
        return [file for file in self.all if (file.owner, file.owner_id) in keys]


def _first_steps(voice: Voice, files: _Files) -> Iterator[Turn]:
    """What was said, as the person finds it again."""
    yield Turn(
        voice.received_on,
        TALK,
        Side.PERSON,
        "",
        voice.body,
        attachments=files.of(voice),
    )
    if matter := voice.matter:
        words = _("已受理，由%(unit)s负责办理。") % {"unit": matter.unit}
        day = max(voice.received_on, timezone.localdate(matter.opened_at))
        yield Turn(day, STEP, Side.SYSTEM, words)


def _messages(voice: Voice, files: _Files) -> Iterator[Turn]:
    for message in files.messages:
        yield Turn(
            message.on,
            TALK,
            message.side,
            "",
            message.text,
            message.by,
            message.read_on is None,
            files.of(message),
        )


def _replies(voice: Voice, files: _Files) -> Iterator[Turn]:
    for delivery in files.deliveries:
        reply = delivery.reply
        yield Turn(
            delivery.on,
            TALK,
            Side.OFFICE,
            str(reply.get_kind_display()) if reply else _("答复"),
            delivery.words,
            reply.by if reply else None,
            delivery.read_on is None,
            files.of(delivery, reply),
        )


def _ratings(voice: Voice) -> Iterator[Turn]:
    for rating in Rating.objects.filter(voice=voice).order_by("turn"):
        label = _("评价：%(step)s") % {"step": rating.get_step_display()}
        yield Turn(rating.on, TALK, Side.PERSON, label, rating.comment)


def _reopenings(voice: Voice) -> Iterator[Turn]:
    """Why this person asked to begin again; nobody else's remarks."""
    for remark in Remark.objects.filter(voice=voice, by=voice.raised_by):
        yield Turn(remark.on, TALK, Side.PERSON, _("要求重新办理"), remark.text)


def _last_steps(voice: Voice) -> Iterator[Turn]:
    matter = voice.matter
    if matter is None:
        return
    if matter.state == matter.State.CLOSED and matter.closed_at:
        words = str(Closure(matter.closure).label)
        yield Turn(
            timezone.localdate(matter.closed_at), STEP, Side.SYSTEM, words, matter.closure_note
        )


def standing(voice: Voice) -> str:
    """Where it stands, in plain words."""
    if voice.state == Voice.State.WAITING:
        return _("已收到，等待受理。最迟 %(day)s 前给您回音。") % {
            "day": timezone.localdate(voice.accept_by)
        }
    if voice.state == Voice.State.DECLINED:
        return _("没有受理：%(kind)s。原因和去处见下方留言。") % {
            "kind": voice.get_decline_kind_display()
        }
    if voice.state == Voice.State.ARCHIVED or voice.matter is None:
        return _("这是以前系统里的记录，仅供查看。")
    return _standing_of_matter(voice)


def _standing_of_matter(voice: Voice) -> str:
    matter = voice.matter
    assert matter is not None
    if matter.state == matter.State.ANSWERED:
        return _("已经答复。请看看是否解决了问题，并作出评价。")
    if matter.state == matter.State.CLOSED:
        return _("已经办结。请作出评价；如果没有解决，可以要求重新办理。")
    words = (
        _("正在办理，期限 %(day)s。") if not matter.reopened else _("重新办理中，期限 %(day)s。")
    )
    return words % {"day": timezone.localdate(matter.due)}


def events_of(voice: Voice) -> QuerySet[Event]:
    """The journal of a voice its reader has already found through its rule."""
    return Event.objects.about(voice)
