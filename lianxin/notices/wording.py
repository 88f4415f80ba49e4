"""The sentences of notices: each app's verbs.py says them in NOTICES."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.module_loading import module_has_submodule

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@cache
def wording() -> dict[str, StrPromise]:
    sentences: dict[str, StrPromise] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("lianxin.") and module_has_submodule(app.module, "verbs"):
            sentences |= getattr(import_module(f"{app.name}.verbs"), "NOTICES", {})
    return sentences
