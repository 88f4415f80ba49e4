"""Which functions may be run in the background. A row can name only one of these."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from lianxin.queue.progress import Progress

Task = Callable[..., str | None]
T = TypeVar("T", bound=Callable[..., Any])
_known: dict[str, Task] = {}


def background(task: T) -> T:
    """Let TASK(progress, **args) be named in a job; it may return a last word for the person.

    It must be safe to run again from the start: a worker may be killed at any moment.
    """
    _known[f"{task.__module__}.{task.__name__}"] = task
    return task


def find(kind: str) -> Task:
    """The function of that dotted path, if it is one of ours and marked @background."""
    if kind not in _known and kind.startswith("lianxin."):
        import_module(kind.rpartition(".")[0])
    return _known[kind]


def run(kind: str, progress: Progress, args: dict[str, Any]) -> str:
    return find(kind)(progress, **args) or ""
