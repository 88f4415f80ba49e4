"""The one loop behind the pages: the queue of jobs, and what recurs.

Idle, it costs one indexed read a second and, twice a minute, one read of the book of recurring
jobs. There is no busy waiting and no transaction while nothing is to be done; several workers
may run at once, on one machine or on several with PostgreSQL.
"""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import threading
import time
from types import FrameType

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from lianxin.ops import recurring
from lianxin.queue import worker as queue

log = logging.getLogger(__name__)

PAUSE = 1.0  # seconds between looks into an empty queue
LOOK_AT_BOOK = 30.0  # seconds between looks into the book of recurring jobs
AFTER_TROUBLE = 5.0  # seconds until the database is asked again when it did not answer


class Worker:
    """PARENT is the process whose end is ours too: the web server that started us."""

    def __init__(self, parent: int = 0) -> None:
        self.name = queue.new_name()
        self._parent = parent
        self._stop = threading.Event()
        self._jobs = recurring.all_jobs()
        self._looked = -LOOK_AT_BOOK

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        self._stop.set()

    def stopping(self) -> bool:
        return self._stop.is_set() or bool(self._parent and not is_alive(self._parent))

    def listen_to_signals(self) -> None:
        """Ctrl+C, a service manager's stop, and Ctrl+Break on Windows end us between two steps."""
        for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self.stop)

    def run(self) -> None:
        while not self.stopping():
            try:
                pause = 0.0 if self.turn() else PAUSE
            except DatabaseError:
                log.exception("the database does not answer; trying again")
                connection.close()
                pause = AFTER_TROUBLE
            close_old_connections()
            self._stop.wait(pause)

    def run_once(self) -> None:
        """Everything that is due now, then no more."""
        while not self.stopping() and self.turn():
            pass

    def turn(self) -> bool:
        """One look around; whether there was anything to do."""
        now = timezone.now()
        did = False
        if time.monotonic() - self._looked >= LOOK_AT_BOOK:
            self._looked = time.monotonic()
            recurring.enter_in_book(self._jobs, now)
            did = bool(recurring.run_due(self._jobs, now, self.stopping))
        job = queue.claim(self.name, timezone.now())
        if job:
            queue.run(job, self.stopping)
        return did or job is not None


def is_alive(process: int) -> bool:
    if os.name != "nt":
        return os.getppid() == process
    synchronize, timed_out = 0x00100000, 0x102
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    handle = kernel.OpenProcess(synchronize, False, process)
    try:
        return bool(handle) and kernel.WaitForSingleObject(handle, 0) == timed_out
    finally:
        kernel.CloseHandle(handle)
