"""What a background function holds in its hand: to say how far it is, and to hear "stop"."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from django.db import DatabaseError, connection
from django.utils import timezone

from lianxin.queue.models import Job

BEAT = 3.0  # seconds between signs of life
OFTEN_ENOUGH = 0.3  # nobody reads a bar faster


class Cancelled(Exception):
    """The person stopped the job, or another worker has taken it over."""


class Interrupted(Exception):
    """The worker is asked to end; the job goes back into the queue."""


class Progress:
    def __init__(self, job: Job, stopping: Callable[[], bool] = lambda: False) -> None:
        self.job = job
        self._stopping = stopping
        self._lost = False
        self._said = 0.0

    def say(self, done: int, total: int = 0, message: str = "") -> None:
        """How far the work is. Raises Cancelled or Interrupted when it should end here."""
        self.listen()
        now = time.monotonic()
        if now - self._said < OFTEN_ENOUGH:
            return
        self._said = now
        self._sign(done=done, total=total, message=message[:200])
        self.listen()

    def listen(self) -> None:
        if self._lost:
            raise Cancelled
        if self._stopping():
            raise Interrupted

    def beat(self) -> None:
        self._sign()

    def _sign(self, **changes: object) -> None:
        mine = Job.objects.filter(pk=self.job.pk, worker=self.job.worker, state=Job.State.RUNNING)
        self._lost = not mine.update(heartbeat=timezone.now(), **changes)


class Beating:
    """Signs of life from a thread of its own, so that a long step is not taken for a death."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._go_on, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _go_on(self) -> None:
        try:
            while not self._over.wait(BEAT):
                try:
                    self._progress.beat()
                except DatabaseError:
                    connection.close()  # try with a fresh one next time
        finally:
            connection.close()
