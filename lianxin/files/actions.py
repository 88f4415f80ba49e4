"""Taking files in and letting them go, as a part of other deeds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction

from lianxin.engines.uploads import Upload, safe_name
from lianxin.files import storage
from lianxin.files.inspection import Received, insist_on_space, receive, unclean
from lianxin.files.models import Attachment
from lianxin.kernel.errors import Refused
from lianxin.people.models import User


@transaction.atomic
def attach(
    owner: models.Model, uploaded: UploadedFile[Any] | Received, *, by: User | None
) -> Attachment:
    """Keep a file with OWNER, cleaned of its maker's traces; Refused says why it is not kept.

    With BY none, as from a person who gave no name, only what can be cleaned wholly is taken
    and not even the disk remembers the minute.
    """
    received = (
        uploaded if isinstance(uploaded, Received) else receive(uploaded, nameless=by is None)
    )
    if by is None and not received.stripped:
        raise Refused(unclean())
    _insist_on_space()
    stored = storage.keep([received.content])
    upload = replace(received.upload, name=safe_name(received.name))
    return _entered(owner, stored, upload, by=by, stripped=received.stripped)


@transaction.atomic
def keep_as_sent(
    owner: models.Model, uploaded: UploadedFile[Any], upload: Upload, *, by: User
) -> Attachment:
    """Keep a large working file byte for byte; the caller has looked what it is."""
    _insist_on_space()
    stored = storage.keep(uploaded.chunks(storage.PIECE))
    return _entered(owner, stored, upload, by=by, stripped=False)


@transaction.atomic
def discard(attachment: Attachment) -> None:
    """Let go of a file; its bytes go when the deed is certain."""
    path = attachment.path
    attachment.delete()
    transaction.on_commit(lambda: storage.remove(path))


def _entered(
    owner: models.Model, stored: storage.Stored, upload: Upload, *, by: User | None, stripped: bool
) -> Attachment:
    try:
        attachment = Attachment.objects.create(
            owner=owner._meta.label,
            owner_id=owner.pk,
            name=upload.name,
            kind=upload.kind.value,
            mime=upload.mime,
            size=stored.size,
            sha256=stored.sha256,
            path=stored.path,
            stripped=stripped,
            by=by,
        )
        if by is None:
            storage.forget_the_minute(stored.path, attachment.on)
    except BaseException:
        storage.remove(stored.path)
        raise
    return attachment


def _insist_on_space() -> None:
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    insist_on_space(folder)
