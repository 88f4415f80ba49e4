"""manage.py serve: the web server, with the background worker beside it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

BACKLOG = 1024


class Command(BaseCommand):
    help = _("启动网页服务；除非加 --no-worker，同时启动后台任务。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-worker", action="store_true", help=_("后台任务另行启动"))

    def handle(self, *args: Any, **options: Any) -> None:
        worker = None if options["no_worker"] else Worker()
        if worker:
            worker.start()
        try:
            serve()
        finally:
            if worker:
                worker.stop()


def serve() -> None:
    """Granian where processes can fork; waitress, in one process, on Windows."""
    if os.name == "nt":
        from waitress import serve as wait  # noqa: PLC0415  (only where it is needed)

        from lianxin.wsgi import application  # noqa: PLC0415

        wait(application, host=settings.BIND, port=settings.PORT, threads=settings.THREADS * 2)
        return
    from granian import Granian  # noqa: PLC0415
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    Granian(
        "lianxin.wsgi:application",
        address=settings.BIND,
        port=settings.PORT,
        interface=Interfaces.WSGI,
        workers=settings.PROCESSES,
        blocking_threads=settings.THREADS,
        backlog=BACKLOG,
        websockets=False,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        log_access=False,  # no server of ours writes down who calls
    ).serve()


class Worker:
    """The background process, started again if it dies while the site is up."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None
        self.thread = threading.Thread(target=self.watch, daemon=True)

    def start(self) -> None:
        self.thread.start()

    def watch(self) -> None:
        command = [sys.executable, "manage.py", "work", f"--parent={os.getpid()}"]
        while not self.stopping.is_set():
            self.process = subprocess.Popen(command, cwd=settings.BASE)
            self.process.wait()
            self.stopping.wait(3)

    def stop(self) -> None:
        self.stopping.set()
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
