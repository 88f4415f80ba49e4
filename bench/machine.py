"""What a server costs the machine, read from /proc; and the machine itself in a few words."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def processor_seconds(root: int) -> float:
    """What the process ROOT, its children and theirs have used so far, the ended ones too."""
    parents = {pid: parent for pid, parent, _ in _processes()}
    spent = {pid: ticks for pid, _, ticks in _processes()}
    return sum(spent[pid] for pid in spent if root in _line(pid, parents)) / TICK


def _line(pid: int, parents: dict[int, int]) -> Iterator[int]:
    while pid in parents:
        yield pid
        pid = parents[pid]


def _processes() -> Iterator[tuple[int, int, int]]:
    """Each process with its parent and its ticks: own, and those of children it has buried."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(") ")[2].split()
        except OSError:  # it ended while we looked
            continue
        yield int(entry.name), int(fields[1]), sum(map(int, fields[11:15]))


def described() -> str:
    """For the head of a table: when, how many cores, and how busy others made them."""
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    now = dt.datetime.now().astimezone()
    return f"{now:%Y-%m-%d %H:%M} · {os.cpu_count()} cores · load before {load}"
