"""Two people, or two clicks, at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import IntegrityError

P = ParamSpec("P")
R = TypeVar("R")
TRIES = 3


def first_without_looking(deed: Callable[P, R]) -> Callable[P, R]:
    """Do DEED, and only when its key is there already once more with ``again=True``.

    Looking first would cost every form what only a form sent twice needs.
    """

    @wraps(deed)
    def hasty(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return deed(*args, **kwargs)
        except IntegrityError:
            return again_on_clash(deed)(*args, **{**kwargs, "again": True})  # type: ignore[arg-type]

    return hasty


def again_on_clash(deed: Callable[P, R]) -> Callable[P, R]:
    """Do DEED anew when another wrote the same key first: then it sees what the other wrote."""

    @wraps(deed)
    def patient(*args: P.args, **kwargs: P.kwargs) -> R:
        for _turn in range(TRIES - 1):
            try:
                return deed(*args, **kwargs)
            except IntegrityError:
                continue
        return deed(*args, **kwargs)

    return patient
