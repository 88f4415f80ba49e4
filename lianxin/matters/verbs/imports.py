"""The sentences of matters: imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

VERBS: dict[str, StrPromise] = {
    "import.uploaded": _("%(by)s 上传表格"),
    "import.started": _("%(by)s 开始导入"),
    "import.dropped": _("%(by)s 放弃导入"),
    "import.finished": _("导入完成：导入 %(taken)s 条，未导入 %(refused)s 条"),
}
NOTICES: dict[str, StrPromise] = {
    "import.finished": _("表格已导入：%(taken)s 条，未导入 %(refused)s 条，请查看。"),
}
