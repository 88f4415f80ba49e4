"""manage.py start: bring a site up to date and serve it."""

from __future__ import annotations

import socket
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from lianxin.ops.prepare import prepare
from lianxin.people.models import User


class Command(BaseCommand):
    help = _("升级数据库、准备静态文件和参考数据，然后启动服务和后台任务。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help=_("库为空时载入演示数据"))
        parser.add_argument("--no-serve", action="store_true", help=_("只准备，不启动服务"))

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["no_serve"]:
            insist_on_port()
        prepare()
        if options["demo"] and not User.objects.exists():
            call_command("demo")
        elif not User.objects.exists():
            self.stdout.write(_("库中还没有单位和人员：请先运行 manage.py found 建立本单位。"))
        if options["no_serve"]:
            return
        host = "127.0.0.1" if settings.BIND == "0.0.0.0" else settings.BIND  # noqa: S104
        address = f"http://{host}:{settings.PORT}"
        self.stdout.write(_("连心已启动：%(address)s") % {"address": address})
        self.stdout.flush()
        call_command("serve")


def insist_on_port() -> None:
    """Said before anything is done; the server itself would end in a traceback."""
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex((settings.BIND, settings.PORT)) == 0:
            raise CommandError(
                _("端口 %(port)s 已被占用：连心可能已经启动。也可以设置 PORT 换一个端口。")
                % {"port": settings.PORT}
            )
