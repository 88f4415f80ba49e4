"""manage.py backup: one file with everything, made while the site goes on working."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from lianxin.ops import backup


class Command(BaseCommand):
    help = _("把数据库、附件和密钥备份成一个加密文件。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", default=settings.BACKUP_DIR, help=_("存放备份的目录"))
        parser.add_argument("--new-key", action="store_true", help=_("生成备份密钥并显示一次"))
        parser.add_argument("--plain", action="store_true", help=_("没有备份密钥也备份，不加密"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["new_key"]:
            self.stdout.write(_("请抄下备份密钥并与备份分开保管，它只显示这一次："))
            self.stdout.write(backup.new_key())
            return
        if not options["to"]:
            raise CommandError(_("请用 --to 指定存放备份的目录，或设置 BACKUP_DIR。"))
        if not backup.recipient() and not options["plain"]:
            raise CommandError(_("还没有备份密钥：先运行 manage.py backup --new-key。"))
        try:
            made = backup.make(Path(options["to"]))
        except backup.BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("已备份到 %(file)s") % {"file": made})
