"""How each deed of reports is told in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

VERBS: dict[str, StrPromise] = {
    "ledger.exported": _("%(by)s 导出台账，共 %(rows)s 行"),
}
