"""The sentences of matters: voices."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

VERBS: dict[str, StrPromise] = {}
NOTICES: dict[str, StrPromise] = {}
