"""manage.py work: do in the background what is due."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from lianxin.ops.worker import Worker


class Command(BaseCommand):
    help = _("办理后台任务（导入、导出）和定时任务（提醒、催办、清理、备份）。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help=_("办完当前到期的就退出"))
        parser.add_argument("--parent", type=int, default=0, help=_("此进程结束时一并退出"))

    def handle(self, *args: Any, **options: Any) -> None:
        worker = Worker(options["parent"])
        worker.listen_to_signals()
        if options["once"]:
            worker.run_once()
        else:
            worker.run()
