"""manage.py restore: check a backup, or put it in place of what is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from lianxin.ops import backup


class Command(BaseCommand):
    help = _("检查一份备份；加 --replace 则用它替换现有数据（请先停止服务）。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help=_("备份文件"))
        parser.add_argument("--key-file", help=_("存有备份密钥的文件"))
        parser.add_argument("--replace", action="store_true", help=_("替换现有数据"))

    def handle(self, *args: Any, **options: Any) -> None:
        key = Path(options["key_file"]).read_text("ascii") if options["key_file"] else ""
        act = backup.restore if options["replace"] else backup.verify
        try:
            found = act(Path(options["file"]).resolve(), key)
        except (backup.BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("备份完好：%(made_at)s，版本 %(version)s，%(files)d 个文件，%(size)d 字节。")
            % vars(found)
        )
        if options["replace"]:
            self.stdout.write(_("已恢复。请运行 manage.py start 升级数据库并启动服务。"))
