"""Everything the site holds of a voice: every column of every row, as it lies in the database.

The rows are found by walking the keys of the models, so that a table added next year is
shown next year without anyone remembering this page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from lianxin.files.models import Attachment
from lianxin.journal.models import Event
from lianxin.matters.models import Slip, Voice
from lianxin.notices.models import Notice


@dataclass(frozen=True)
class Column:
    name: str
    label: str
    value: str


@dataclass(frozen=True)
class Row:
    table: str
    label: str
    columns: list[Column]


def rows_of(voice: Voice) -> Iterator[Model]:
    """The voice, the rows that point to it, and the rows that name it."""
    yield voice
    owners: list[Model] = [voice]
    for relation in Voice._meta.get_fields(include_hidden=True):
        if relation.one_to_many or relation.one_to_one:
            key: Any = relation.remote_field
            found = list(key.model._base_manager.filter(**{key.name: voice}))
            owners += found
            yield from found
    if voice.code_hash:
        yield from Slip.objects.filter(pk=voice.code_hash)
    yield from Event.objects.about(voice)
    yield from Notice.objects.filter(subject=voice._meta.label, subject_id=voice.pk)
    yield from Attachment.objects.of(*owners)


def stored(voice: Voice) -> list[Row]:
    return [
        Row(row._meta.db_table, str(row._meta.verbose_name), list(_columns(row)))
        for row in rows_of(voice)
    ]


def _columns(row: Model) -> Iterator[Column]:
    for field in row._meta.concrete_fields:
        value = field.value_from_object(row)
        yield Column(str(field.column), str(field.verbose_name), _plain(value))


def _plain(value: Any) -> str:
    return _("（空）") if value in (None, "") else str(value)
