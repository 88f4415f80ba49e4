"""Reading the journal is itself a deed."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "journal.read": _("%(by)s 查看日志"),
    "journal.exported": _("%(by)s 导出日志：%(since)s 至 %(until)s，%(rows)s 条"),
}
