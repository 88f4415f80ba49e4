"""Taking in a spreadsheet of voices: put in, started with its columns, taken in piece by piece."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Dictionary
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.files.actions import discard, keep_as_sent
from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.matters import clocks, searching
from lianxin.matters.access import imports as access
from lianxin.matters.clashes import again_on_clash
from lianxin.matters.columns import signature
from lianxin.matters.comparing import Sorted, sort_out
from lianxin.matters.entries import Entry
from lianxin.matters.models import (
    Channel,
    Decided,
    Delivery,
    Finding,
    Import,
    Mapping,
    Urgency,
    Voice,
)
from lianxin.matters.sheets import Looked
from lianxin.notices.actions import tell
from lianxin.people.models import Unit, User
from lianxin.queue.actions import enqueue

RUN = "lianxin.matters.importing.run"


@transaction.atomic
def upload(unit: Unit, uploaded: UploadedFile[Any], looked: Looked, *, by: User) -> Import:
    """Put a sheet in; nothing is taken from it before its columns are confirmed."""
    require(access.may_upload(by, unit))
    run = Import.objects.create(
        unit=unit,
        by=by,
        name=looked.upload.name,
        sheet=looked.sheet,
        sheets=looked.sheets,
        headings=looked.headings,
        sample=looked.sample,
    )
    run.file = keep_as_sent(run, uploaded, looked.upload, by=by)
    run.save(update_fields=["file"])
    record("import.uploaded", run, by=by, unit=unit.pk)
    return run


@transaction.atomic
def start(run: Import, columns: Dictionary[str, int], *, by: User, source: str) -> None:
    """Take it in by these columns, and remember them for the next sheet of this form."""
    require(access.may_start(by, run))
    url = reverse("matters:import", args=[run.pk])
    title = _("导入 %(name)s") % {"name": run.name}
    job = enqueue(RUN, by=by, title=title, url=url, pk=run.pk)
    run.move("start", columns=dict(columns), source=source, job=job, sample=[])
    Mapping.objects.update_or_create(
        signature=signature(run.headings),
        defaults={"source": source, "columns": dict(columns), "by": by},
    )
    record("import.started", run, by=by, job=job.pk)


@transaction.atomic
def drop(run: Import, *, by: User) -> None:
    """The wrong sheet: let it go before anything was taken from it."""
    require(access.may_drop(by, run))
    file = run.file
    run.move("drop", file=None, sample=[])
    if file:
        discard(file)
    record("import.dropped", run, by=by)


@again_on_clash
@transaction.atomic
def take_rows(run: Import, entries: Sequence[Entry], refused: Sequence[Finding]) -> None:
    """A piece of the sheet, with the place to go on from, in one transaction: all of it or none.

    RUN is as it was read; if another worker has been here since, Refused.
    """
    place = max([*(entry.place for entry in entries), *(one.place for one in refused)])
    here = Import.objects.filter(pk=run.pk, state=Import.State.RUNNING, place=run.place)
    if not here.update(place=place):
        raise Refused(_("这份表格已在另一处继续导入。"))
    sorted_out = sort_out(entries)
    _enter_voices(run, sorted_out.fresh)
    findings = [*refused, *_findings(run, sorted_out)]
    Finding.objects.bulk_create(findings)
    count = Counter(finding.kind for finding in findings)
    Import.objects.filter(pk=run.pk).update(
        taken=F("taken") + len(sorted_out.fresh),
        archived=F("archived") + sum(bool(entry.reply) for entry in sorted_out.fresh),
        repeated=F("repeated") + sorted_out.repeated,
        different=F("different") + count[Finding.Kind.DIFFERENT],
        refused=F("refused") + count[Finding.Kind.REFUSED],
        noted=F("noted") + count[Finding.Kind.NOTED],
    )


@transaction.atomic
def finish(run: Import) -> None:
    """All rows have been dealt with; the one who put it in hears how it went."""
    run.move("finish")
    facts = {"taken": run.taken, "refused": run.refused}
    record("import.finished", run, by=run.by, **facts)
    url = reverse("matters:import", args=[run.pk])
    tell([run.by], "import.finished", run, url=url, **facts)


def _enter_voices(run: Import, entries: Sequence[Entry]) -> None:
    """The clock runs from today, since nobody here could know before; said_on tells the rest."""
    now = timezone.localtime()
    urgencies = {_urgency(entry) for entry in entries}
    terms = {u: clocks.accept_by(u, day=now.date(), moment=now) for u in urgencies}
    voices = [_voice(run, entry, now.date(), terms[_urgency(entry)]) for entry in entries]
    Voice.objects.bulk_create(voices)
    deliveries = Delivery.objects.bulk_create(
        Delivery(voice=voice, text=entry.reply, on=entry.replied_on or now.date())
        for voice, entry in zip(voices, entries, strict=True)
        if entry.reply
    )
    Decided.objects.bulk_create(
        Decided(voice=voice, category=voice.category) for voice in voices if voice.category
    )
    searching.enter(*voices)
    searching.enter(*deliveries)


def _urgency(entry: Entry) -> str:
    return entry.category.urgency if entry.category else Urgency.ORDINARY


def _voice(run: Import, entry: Entry, today: dt.date, accept_by: dt.datetime) -> Voice:
    return Voice(
        state=Voice.State.ARCHIVED if entry.reply else Voice.State.WAITING,
        channel=Channel.IMPORTED,
        title=entry.title,
        body=entry.body,
        unit=entry.unit,
        category=entry.category,
        speaker=entry.speaker,
        contact=entry.contact,
        recorded_by=run.by,
        said_on=entry.said_on or today,
        said_at=entry.said_at,
        received_on=today,
        accept_by=accept_by,
        affected=entry.affected,
        likes=entry.likes,
        dislikes=entry.dislikes,
        source=entry.source,
        source_id=entry.source_id,
        imported_in=run,
    )


def _findings(run: Import, sorted_out: Sorted) -> Iterator[Finding]:
    for entry, reason in sorted_out.different:
        where = (entry.place, entry.line)
        yield Finding.about(run, Finding.Kind.DIFFERENT, where, reason, entry.values)
    for entry in sorted_out.fresh:
        if entry.remarks:
            where = (entry.place, entry.line)
            yield Finding.about(run, Finding.Kind.NOTED, where, "".join(entry.remarks))
