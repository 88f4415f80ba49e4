"""Slows down guessing of receipt codes without remembering who guesses.

There are 10^15 codes. With a hundred thousand receipts in use one guess is right with a
chance of 10^-10, so that even a thousand guesses a second would need months for a hit. It
is therefore enough to make a flood of wrong codes slow and tiresome; a right code is never
made to wait, and nothing is kept but how many wrong ones this process has seen lately.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from enum import Enum

FREE = 30  # wrong codes, with a right check digit, in the window before anyone waits
WINDOW_SECONDS = 300.0
WAIT_SECONDS = 1.5
WAITING_AT_ONCE = 2  # a waiting visitor holds a thread of the server


class Answer(Enum):
    AT_ONCE = "at once"
    LATER = "later"
    REFUSED = "refused"


class Guard:
    """Counts wrong codes of all visitors together, in the memory of this process."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._lock = threading.Lock()
        self._wrong: deque[float] = deque(maxlen=FREE + 1)
        self._waiting = 0

    def wrong_code(self) -> Answer:
        """Call after a wrong code: waits if there were many, or says that it is too many."""
        with self._lock:
            now = self._clock()
            self._wrong.append(now)
            while now - self._wrong[0] > WINDOW_SECONDS:
                self._wrong.popleft()
            if len(self._wrong) <= FREE:
                return Answer.AT_ONCE
            if self._waiting >= WAITING_AT_ONCE:
                return Answer.REFUSED
            self._waiting += 1
        try:
            self._sleep(WAIT_SECONDS)
        finally:
            with self._lock:
                self._waiting -= 1
        return Answer.LATER

    def forget(self) -> None:
        with self._lock:
            self._wrong.clear()


GUARD = Guard()
