"""The sentences of matters: voices with one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

VERBS: dict[str, StrPromise] = {
    "matter.gathered": _("%(by)s 把 %(count)s 件文字相同的诉求并在一起"),
    "voice.set_apart": _("%(by)s 判断与文字相同的其他诉求不是一回事"),
    "voice.put_back": _("%(by)s 放回文字相同的一组"),
}
NOTICES: dict[str, StrPromise] = {}
