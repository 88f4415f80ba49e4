"""SQLite, with writers served first come, first served.

SQLite's own busy handler polls with growing sleeps, so under load some writers
starve for seconds. Here the outermost ``atomic`` takes its place in a queue, a lock
between threads and a file lock between processes, before it says BEGIN IMMEDIATE,
which then almost never has to wait. Reads outside of transactions do not queue.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import IO, Any

from django.db.backends.sqlite3 import base

try:
    import fcntl
except ImportError:  # Windows runs one server process: the lock between threads is enough
    fcntl = None  # type: ignore[assignment]


class WriterQueue:
    """One place to write in one database file."""

    def __init__(self, path: str) -> None:
        self.threads = threading.Lock()
        self.file: IO[bytes] | None = None
        if fcntl and not in_memory(path):
            self.file = Path(f"{path}.queue").open("ab")  # noqa: SIM115  (held for good)

    def acquire(self) -> None:
        self.threads.acquire()
        if self.file:
            fcntl.flock(self.file, fcntl.LOCK_EX)

    def release(self) -> None:
        if self.file:
            fcntl.flock(self.file, fcntl.LOCK_UN)
        self.threads.release()


_queues: dict[str, WriterQueue] = {}
_guard = threading.Lock()


def in_memory(path: str) -> bool:
    return ":memory:" in path or "mode=memory" in path


def queue_for(path: str) -> WriterQueue:
    with _guard:
        if path not in _queues:
            _queues[path] = WriterQueue(path)
        return _queues[path]


class DatabaseWrapper(base.DatabaseWrapper):
    _place: WriterQueue | None = None

    def _start_transaction_under_autocommit(self) -> None:
        place = queue_for(str(self.settings_dict["NAME"]))
        place.acquire()
        self._place = place
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._leave()
            raise

    def _leave(self) -> None:
        place, self._place = self._place, None
        if place:
            place.release()

    def _commit(self) -> Any:
        done = super()._commit()  # a COMMIT that fails keeps the place; the rollback gives it up
        self._leave()
        return done

    def _rollback(self) -> Any:
        try:
            return super()._rollback()
        finally:
            self._leave()

    def _close(self) -> Any:
        try:
            return super()._close()
        finally:
            self._leave()
