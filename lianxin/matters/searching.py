"""What of matters is found by words, and how the deeds keep the indexes in step.

A deed that writes such a text enters it in the same transaction; `manage.py reindex` does it for
all that stands in the tables.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model, Q, QuerySet

from lianxin.engines.text.search import document, terms
from lianxin.kernel.fulltext import Document, Index


@dataclass(frozen=True)
class Searched:
    """A model of matters, and the fields whose words find a row of it."""

    name: str
    fields: tuple[str, ...]

    @property
    def index(self) -> Index:
        return Index(f"matters_{self.name}_words")

    def text(self, row: Model) -> str:
        return document(*(getattr(row, field) for field in self.fields))

    def having(self, words: str, path: str = "pk") -> Q:
        """Rows with every word of WORDS; all of them if it is empty, none if it says nothing.

        PATH leads to their key from another model.
        """
        wanted = terms(words)
        if not wanted:
            return Q(**{f"{path}__in": []}) if words.strip() else Q()
        return Q(**{f"{path}__among": self.index.keys(wanted)})

    # All of them, as an index asks for them

    def after(self, key: int, count: int) -> list[Document]:
        rows = self._rows().filter(pk__gt=key)
        if connection.features.has_select_for_update:
            rows = rows.select_for_update()
        return self._documents(rows[:count])

    def missing_in(self, keys: str, count: int) -> list[Document]:
        rows = self._rows().extra(where=[f"id NOT IN ({keys})"])  # noqa: S610  (no value in it)
        return self._documents(rows[:count])

    def keys(self) -> tuple[str, Sequence[Any]]:
        return self._rows().order_by().values("pk").query.sql_with_params()

    def _rows(self) -> QuerySet[Any]:
        model = apps.get_model("matters", self.name)
        rows: QuerySet[Any] = model._base_manager.only(*self.fields)
        return rows.exclude(**dict.fromkeys(self.fields, "")).order_by("pk")

    def _documents(self, rows: Iterable[Model]) -> list[Document]:
        return [(row.pk, self.text(row)) for row in rows]


VOICES = Searched("voice", ("title", "body"))
MATTERS = Searched("matter", ("number", "title", "summary"))
REPLIES = Searched("reply", ("text",))
DELIVERIES = Searched("delivery", ("text",))  # replies that were imported with a voice
ALL = (VOICES, MATTERS, REPLIES, DELIVERIES)


def enter(*rows: Model) -> None:
    """ROWS of one model have just been written for the first time."""
    for searched in ALL:
        if rows and searched.name == rows[0]._meta.model_name:
            texts = ((row.pk, searched.text(row)) for row in rows)
            searched.index.add((key, text) for key, text in texts if text)


@contextmanager
def kept_in_step(row: Model) -> Iterator[None]:
    """ROW, read anew or held, may get other words inside."""
    (searched,) = (one for one in ALL if one.name == row._meta.model_name)
    before = searched.text(row)
    yield
    after = searched.text(row)
    if after != before:
        searched.index.replace(row.pk, before, after)


def settle_search(now: dt.datetime) -> int:
    """Every night, so that no index tells the order of anything older than a day."""
    return sum(searched.index.settle() for searched in ALL)
