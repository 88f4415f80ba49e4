"""manage.py messages: collect the sentences and say which English ones are missing."""

from __future__ import annotations

import shutil
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from lianxin.ops.catalogue import compile_catalogues, missing, sources

SHOWN = 20


class Command(BaseCommand):
    help = _("收集需翻译的句子（需要 gettext），并列出英文目录中缺的条目。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help=_("缺条目时以错误结束"))

    def handle(self, *args: Any, **options: Any) -> None:
        if shutil.which("xgettext"):
            before = {path: path.read_text(encoding="utf-8") for path in sources()}
            call_command(
                "makemessages",
                locale=["en"],
                no_location=True,
                no_obsolete=True,
                no_wrap=True,
                ignore_patterns=[".venv*", "var", "build", "docs", "tests", "bench", "wheels"],
                verbosity=0,
            )
            for path, text in before.items():
                keep_if_only_the_date_changed(path, text)
        else:
            self.stdout.write(_("没有找到 xgettext：只检查现有目录，不重新收集。"))
        lacking = [sentence for path in sources() for sentence in missing(path)]
        for sentence in lacking[:SHOWN]:
            self.stdout.write(f"  {sentence}")
        compile_catalogues()
        verdict = _("英文目录缺 %(count)d 条。") % {"count": len(lacking)}
        if lacking and options["check"]:
            raise CommandError(verdict)
        self.stdout.write(verdict)


def keep_if_only_the_date_changed(path: Any, before: str) -> None:
    def body(text: str) -> list[str]:
        return [line for line in text.splitlines() if "POT-Creation-Date" not in line]

    if body(path.read_text(encoding="utf-8")) == body(before):
        path.write_text(before, encoding="utf-8")
