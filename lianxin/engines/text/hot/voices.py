"""What the grouping knows of one voice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Said:
    """One voice as the grouping sees it: its words, its day, and who counts as whom.

    ``key`` is the caller's own number of the voice. ``who`` is an opaque token, equal only for
    the same person; empty when nobody knows, and then the voice counts alone. ``place`` is the
    unit the site knows. ``days_open`` are days without a solution, ``reopened`` how often the
    person said "not solved".
    """

    key: int
    title: str
    body: str
    day: date
    who: str
    place: str = ""
    supporters: int = 0
    solved: bool = False
    days_open: int = 0
    reopened: int = 0
