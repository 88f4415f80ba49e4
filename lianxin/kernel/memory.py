"""What is asked again and again and seldom changes, remembered for a few seconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Any, ClassVar, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
SECONDS = 2.0


class ShortMemory(Generic[K, V]):
    """The answers of ASK, each as good as new: all are forgotten together after SECONDS.

    For what nobody can tell from the answer of a page opened that long ago. Whoever changes
    what is asked for calls `forget`, so that the process that changed it sees it at once.
    """

    all: ClassVar[list[ShortMemory[Any, Any]]] = []

    def __init__(
        self,
        ask: Callable[[K], V],
        seconds: float = SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ask, self._seconds, self._clock = ask, seconds, clock
        self._since = float("-inf")
        self._known: dict[K, V] = {}
        self.all.append(self)

    def __call__(self, key: K) -> V:
        now = self._clock()
        if now - self._since > self._seconds:
            self._known, self._since = {}, now
        known = self._known  # another thread may begin anew at any moment
        if key not in known:
            known[key] = self._ask(key)
        return known[key]

    def forget(self) -> None:
        self._since = float("-inf")
