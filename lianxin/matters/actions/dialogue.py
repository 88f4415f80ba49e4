"""Both sides of the talk about a voice: the office asks, the person adds; or it is declined."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lianxin.files.actions import attach
from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.matters.access import voices as access
from lianxin.matters.clashes import again_on_clash
from lianxin.matters.models import Delivery, Message, Side, Voice
from lianxin.matters.said import plain_name
from lianxin.matters.told import tell_owner, tell_person
from lianxin.people.models import User

Attachments = Sequence["UploadedFile[bytes]"]


@again_on_clash
@transaction.atomic
def ask(
    voice: Voice, *, by: User, text: str, attachments: Attachments = (), since: int | None = None
) -> Message:
    """The office asks back or tells how it stands."""
    require(access.may_ask(by, voice))
    if said := _said_before(voice, Side.OFFICE, text, since):
        return said
    message = _say(voice, Side.OFFICE, text, by=by)
    for file in attachments:
        attach(message, file, by=by)
    record("voice.asked", voice, by=by, turn=message.turn)
    tell_person(voice, "voice.asked")
    return message


@again_on_clash
@transaction.atomic
def write(
    voice: Voice, *, by: User, text: str, attachments: Attachments = (), since: int | None = None
) -> Message:
    """The person who raised it by name answers, or adds something."""
    require(access.may_write(by, voice))
    if said := _said_before(voice, Side.PERSON, text, since):
        return said
    message = _say(voice, Side.PERSON, text)
    for file in attachments:
        attach(message, file, by=by)
    record("voice.written", voice, by=by, turn=message.turn)
    tell_owner(voice, "voice.written")
    return message


@again_on_clash
@transaction.atomic
def write_by_code(
    voice: Voice, *, text: str, attachments: Attachments = (), since: int | None = None
) -> Message:
    """Whoever holds the receipt answers. No notice is written: its minute could tell who it was."""
    require(access.can_be_written(voice))
    if said := _said_before(voice, Side.PERSON, text, since):
        return said
    message = _say(voice, Side.PERSON, text)
    for number, file in enumerate(attachments, 1):
        plain_name(file, number)
        attach(message, file, by=None)
    record("voice.written", voice, by=None, turn=message.turn)
    return message


@again_on_clash
@transaction.atomic
def decline(voice: Voice, *, by: User, kind: str, note: str) -> None:
    """BY does not take it in, says of which kind the reason is, and tells the person why."""
    require(access.may_decline(by, voice))
    voice.move("decline", decline_kind=kind, decline_note=note)
    _say(voice, Side.OFFICE, note, by=by)
    record("voice.declined", voice, by=by, kind=kind)
    tell_person(voice, "voice.declined")


@transaction.atomic
def reconsider(voice: Voice, *, by: User) -> None:
    """What was declined waits again, with the clock it had."""
    require(access.may_reconsider(by, voice))
    voice.move("reconsider", decline_kind="", decline_note="")
    record("voice.reconsidered", voice, by=by)
    tell_person(voice, "voice.reconsidered")


@transaction.atomic
def mark_seen_by_person(voice: Voice) -> None:
    """The person has opened the page: replies and messages of the office are read today."""
    today = timezone.localdate()
    Delivery.objects.filter(voice=voice, read_on=None).update(read_on=today)
    Message.objects.filter(voice=voice, read_on=None).exclude(side=Side.PERSON).update(
        read_on=today
    )


@transaction.atomic
def mark_seen_by_office(voice: Voice) -> None:
    """One of those who handle it has opened the page: what the person wrote is read today."""
    news = Message.objects.filter(voice=voice, read_on=None, side=Side.PERSON)
    news.update(read_on=timezone.localdate())


def _say(voice: Voice, side: Side, text: str, *, by: User | None = None) -> Message:
    """The next turn; of the person's side only the day is kept, also of those with a name."""
    last = Message.objects.filter(voice=voice).aggregate(last=Max("turn"))["last"] or 0
    at = timezone.now() if by else None
    return Message.objects.create(voice=voice, turn=last + 1, side=side, by=by, text=text, at=at)


def _said_before(voice: Voice, side: Side, text: str, since: int | None) -> Message | None:
    """The same words sent twice from a page that showed SINCE turns are one message."""
    if since is None:
        return None
    return Message.objects.filter(voice=voice, side=side, text=text, turn__gt=since).first()
