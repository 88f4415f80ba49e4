"""What a line in the table of doors says. Each app keeps its lines in tests/doors*.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.cast import Cast

VISITORS = ("guest", "li", "chen", "wang", "zhao", "zhou", "sun", "qian", "zheng")
"""nobody, staff, officer, leader, outsider officer, counsellor, system/security/audit admin"""


@dataclass(frozen=True)
class Door:
    """METHOD on the url with ARGS and DATA answers with STATUSES, in the order of VISITORS.

    ARGS and DATA are made anew for every visitor, so that one visit cannot spoil the next.
    """

    method: str
    statuses: tuple[int, ...]
    args: Callable[[Cast], list[Any]] = lambda cast: []
    data: Callable[[Cast], dict[str, Any]] = lambda cast: {}
