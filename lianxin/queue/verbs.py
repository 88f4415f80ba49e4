"""The sentences of the queue."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "job.cancelled": _("%(by)s 取消了后台任务"),
    "job.retried": _("%(by)s 重新开始了后台任务"),
}
