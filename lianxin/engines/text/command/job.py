"""What a verb is given, and what it says at the end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Job:
    """``tree``: the categories of whoever brings none; ``today`` comes from outside."""

    source: Path
    target: Path
    columns: tuple[str, ...]
    sheet: str | None
    replace: bool
    today: dt.date
    tree: Path
    top: int
    labels: str
    own_tree: str
    evidence: bool
    everything: bool
    by: str


Verb = Callable[[Job], str]
"""Does the job; gives the sentence for the person. Raises CommandRefused."""


def message(row: tuple[str, ...], columns: dict[str, int]) -> str:
    """Title and body of a row as one text."""
    parts = [row[columns[field]] for field in ("主题", "内容") if field in columns]
    return "\n".join(part.strip() for part in parts if part.strip())
