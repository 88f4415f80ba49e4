"""What is written of a person: read from a form or a table, not yet a row."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Particulars:
    name: str
    staff_number: str = ""
    position: str = ""
    phone: str = ""
    username: str = ""  # empty: one is made
