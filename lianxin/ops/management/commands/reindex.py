"""manage.py reindex: build the indexes of search anew while the site runs, or check them."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from lianxin.matters.searching import ALL, Searched


class Command(BaseCommand):
    help = _("重建搜索索引；网站可照常使用，中断后再次运行会接着做。加 --check 只核对，不改动。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help=_("只核对索引与内容是否一致"))

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            for searched in ALL:
                self.rebuild(searched)
        wrong = [searched.name for searched in ALL if not self.is_in_step(searched)]
        if wrong:
            raise CommandError(_("索引与内容不一致。请运行 manage.py reindex 重建。"))

    def rebuild(self, searched: Searched) -> None:
        done = 0
        for count in searched.index.rebuild(searched):
            done += count
            if sys.stdout.isatty():
                self.stdout.write(f"\r  {searched.name} {done}", ending="")
                self.stdout.flush()
        self.stdout.write(
            _("%(name)s：已重建 %(count)s 条") % {"name": searched.name, "count": done}
        )

    def is_in_step(self, searched: Searched) -> bool:
        """The site goes on writing: what was changed in between is looked at once more."""
        found = searched.index.compare(searched)
        if not found:
            self.stdout.write(_("%(name)s：一致") % {"name": searched.name})
            return True
        numbers = {
            "name": searched.name,
            "missing": len(found.missing),
            "wrong": len(found.wrong),
            "unknown": len(found.unknown),
            "stray": found.stray,
        }
        text = _("%(name)s：缺 %(missing)s，不符 %(wrong)s，多出 %(unknown)s，无主的字 %(stray)s")
        self.stdout.write(text % numbers)
        return False
