"""Taking in what people say: by name, without any name, or through someone who writes it down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.files.actions import attach
from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.kernel.prepared import enter
from lianxin.matters import clocks, codes, searching
from lianxin.matters.access import voices as access
from lianxin.matters.clashes import first_without_looking
from lianxin.matters.models import Avoidance, Channel, Slip, Urgency, Voice
from lianxin.matters.said import Receipt, Said, Spoken, first_words, plain_name
from lianxin.notices.actions import tell
from lianxin.people.models import User

ATTEMPTS = 20


@first_without_looking
@transaction.atomic
def raise_named(said: Said, *, by: User, form_key: str, again: bool = False) -> Voice:
    """BY says it under their own name; the same form sent twice is one voice."""
    require(access.may_raise_named(by, said.unit))
    key = codes.form_fingerprint(form_key)
    if again and (sent := _sent_before(key, raised_by=by)):
        return sent
    now = timezone.now()
    voice = _create(
        said, moment=now, channel=Channel.NAMED, raised_by=by, said_at=now, form_key=key
    )
    _keep_files(voice, said.attachments, by=by)
    record("voice.raised", voice, by=by, unit=said.unit.pk, channel=voice.channel)
    return voice


@first_without_looking
@transaction.atomic
def raise_anonymously(said: Said, *, form_key: str, again: bool = False) -> Receipt:
    """Anyone may. Nothing about the sender is kept: the day, the words, and a hash of the code."""
    key = codes.form_fingerprint(form_key)
    code, sent = _code_of_form(form_key, key) if again else (codes.for_form(form_key), None)
    if sent:
        return Receipt(sent, code)
    voice = _create(
        said,
        moment=None,
        channel=Channel.ANONYMOUS,
        form_key=key,
        code_hash=codes.fingerprint(code),
        tag=codes.tag(code),
    )
    _keep_files(voice, said.attachments, by=None)
    record("voice.raised", voice, by=None, unit=said.unit.pk, channel=voice.channel)
    return Receipt(voice, code)


@first_without_looking
@transaction.atomic
def record_for(
    said: Said, spoken: Spoken, *, by: User, form_key: str, again: bool = False
) -> Voice:
    """BY writes down what someone told them; one who has an account here finds it there."""
    require(access.may_record_for(by, said.unit))
    key = codes.form_fingerprint(form_key)
    if again and (sent := _sent_before(key, recorded_by=by)):
        return sent
    voice = _create(
        said,
        moment=timezone.now(),
        channel=spoken.channel,
        said_on=spoken.on,
        speaker=spoken.speaker,
        contact=spoken.contact,
        raised_by=spoken.raised_by,
        recorded_by=by,
        form_key=key,
    )
    _keep_files(voice, said.attachments, by=by)
    record(
        "voice.recorded",
        voice,
        by=by,
        unit=said.unit.pk,
        channel=voice.channel,
        said_on=spoken.on,
        late=voice.was_recorded_late,
    )
    if spoken.raised_by and spoken.raised_by != by:
        url = reverse("matters:my-voice", args=[voice.pk])
        tell([spoken.raised_by], "voice.recorded", voice, url=url, day=spoken.on)
    return voice


@transaction.atomic
def record_slip(said: Said, *, by: User, code: str, on: dt.date) -> Voice:
    """BY types in a slip from the box; whoever kept the other half follows it by its code."""
    require(access.may_record_slip(by, said.unit))
    fingerprint = codes.fingerprint(code)
    today = timezone.localdate()
    if not Slip.objects.filter(pk=fingerprint, used_on=None).update(used_on=today):
        raise Refused(_slip_trouble(fingerprint))
    voice = _create(
        said,
        moment=None,
        channel=Channel.SLIP,
        said_on=on,
        recorded_by=by,
        code_hash=fingerprint,
        tag=codes.tag(code),
    )
    _keep_files(voice, said.attachments, by=None)
    record("voice.slip_recorded", voice, by=by, unit=said.unit.pk, said_on=on)
    return voice


def _create(said: Said, *, moment: dt.datetime | None, **fields: Any) -> Voice:
    urgency = said.category.urgency if said.category else Urgency.ORDINARY
    today = timezone.localdate()
    voice = Voice(
        title=said.title or first_words(said.body),
        body=said.body,
        unit=said.unit,
        category=said.category,
        affected=said.affected,
        received_on=today,
        accept_by=clocks.accept_by(urgency, day=today, moment=moment),
        **{"said_on": today, **fields},
    )
    if not enter(voice):
        raise IntegrityError("sent before, or its code is another's")
    searching.enter(voice)
    if said.avoid:
        Avoidance.objects.bulk_create(Avoidance(voice=voice, user=user) for user in said.avoid)
    return voice


def _keep_files(voice: Voice, files: Sequence[UploadedFile[bytes]], *, by: User | None) -> None:
    for number, file in enumerate(files, 1):
        if by is None:
            plain_name(file, number)
        attach(voice, file, by=by)


def _sent_before(form_key: str, **sender: User) -> Voice | None:
    """The voice this form has made already; someone else's form is not ours to send."""
    sent = Voice.objects.filter(form_key=form_key).first()
    if sent and any(getattr(sent, field) != user for field, user in sender.items()):
        raise Refused(_("这张表单已经提交过，请重新打开页面填写。"))
    return sent


def _code_of_form(form_key: str, key: str) -> tuple[str, Voice | None]:
    """The code of this form, the first that no other voice has; and its voice, if it was sent."""
    for attempt in range(ATTEMPTS):
        code = codes.for_form(form_key, attempt)
        same = Q(form_key=key) | Q(code_hash=codes.fingerprint(code))
        rows = list(Voice.objects.select_related("unit").filter(same))
        if all(row.form_key == key for row in rows):
            return code, next(iter(rows), None)
    raise Refused(_("暂时无法生成回执码，请重新打开页面再试。"))


def _slip_trouble(fingerprint: str) -> str:
    if Slip.objects.filter(pk=fingerprint).exists():
        return _("这张纸条已经登记过。")
    return _("没有找到这张纸条，请核对回执码。")
