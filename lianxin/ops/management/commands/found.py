"""manage.py found: the first unit and the three administrators of a new site."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from lianxin.kernel.errors import Refused
from lianxin.ops.prepare import prepare
from lianxin.people.actions.founding import found


class Command(BaseCommand):
    help = _("在空库中建立本单位和三名管理员，显示他们的首次密码。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("unit", help=_("单位名称"))
        parser.add_argument("system", help=_("系统管理员姓名"))
        parser.add_argument("security", help=_("安全管理员姓名"))
        parser.add_argument("audit", help=_("审计管理员姓名"))

    def handle(self, *args: Any, **options: Any) -> None:
        prepare()
        names = (options["system"], options["security"], options["audit"])
        try:
            passwords = found(options["unit"], administrators=names)
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("请把登录名和首次密码分别交给三位管理员，首次登录须自行更改："))
        for username, password in passwords:
            self.stdout.write(f"  {username}  {password}")
