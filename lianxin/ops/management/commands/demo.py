"""manage.py demo: a fictional regiment with a quarter of its life, told by the real deeds."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.ops.prepare import prepare
from lianxin.people.models import Duty, Post, User


class Command(BaseCommand):
    help = _("在空库中载入演示单位（示例团）一个季度的真实过程。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anew", action="store_true", help=_("先删除现有的演示数据"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["anew"]:
            clear()
        prepare()
        if User.objects.exists():
            raise CommandError(_("库中已有人员，演示数据只能载入空库。"))
        self.stdout.write(_("正在载入演示数据，约需半分钟…"))
        self.stdout.flush()
        from lianxin.ops.demo.people import PASSWORD  # noqa: PLC0415  (a site never loads it)
        from lianxin.ops.demo.telling import tell  # noqa: PLC0415

        with transaction.atomic():
            tell(timezone.now())
        self.stdout.write(
            _("演示单位已载入。以下登录名的密码都是 %(password)s") % {"password": PASSWORD}
        )
        posts = Post.objects.select_related("user", "unit")
        for post in sorted(posts, key=lambda post: (Duty.values.index(post.duty), post.pk)):
            name = f"  {post.user.username:<10}{post.get_duty_display()}"
            self.stdout.write(f"{name}  {post.user.name}  {post.unit.name}")
        staff = User.objects.get(username="liqiang")
        self.stdout.write(
            f"  {staff.username:<10}{staff.position}  {staff.name}  {staff.unit.name}"
        )


def clear() -> None:
    """Only a demonstration may be thrown away: it is known by its own people."""
    database = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor != "sqlite":
        raise CommandError(_("--anew 只用于默认的 SQLite 演示库。"))
    if database.exists():
        tables = connection.introspection.table_names()
        if User._meta.db_table in tables and User.objects.exists() and not _is_demo():
            raise CommandError(_("库中不是演示数据，没有删除。"))
    connection.close()
    for suffix in ("", "-wal", "-shm"):
        Path(f"{database}{suffix}").unlink(missing_ok=True)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def _is_demo() -> bool:
    return bool(User.objects.filter(username="guli", name__startswith="阿依古丽"))  # data
