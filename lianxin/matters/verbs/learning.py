"""The sentences of matters: sorting voices into categories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

VERBS: dict[str, StrPromise] = {
    "voice.classified": _("%(by)s 确定了分类"),
    "model.learning_asked": _("%(by)s 让系统重新学习归类"),
}
NOTICES: dict[str, StrPromise] = {}
