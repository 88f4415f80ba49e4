"""Bytes on the disk: written whole or not at all, under names that tell nothing.

A file lies under MEDIA_ROOT in two levels of folders, "3f/a0/…", and is there before its row
is. If the row never comes, jobs.sweep takes the file away.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

PIECE = 1 << 20
OURS = re.compile(r"[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{28}(\.part)?")


@dataclass(frozen=True)
class Stored:
    path: str
    size: int
    sha256: str


def place(path: str) -> Path:
    return Path(settings.MEDIA_ROOT) / path


def keep(pieces: Iterable[bytes]) -> Stored:
    """Write PIECES under a new random name; when this returns they survive a power cut."""
    name = secrets.token_hex(16)
    path = f"{name[:2]}/{name[2:4]}/{name[4:]}"
    place(path).parent.mkdir(parents=True, exist_ok=True)
    return _write(path, pieces)


def rewrite(path: str) -> None:
    """Put a fresh copy in place of the file: what the disk itself noted goes with the old one."""
    _write(path, pieces_of(path))


def _write(path: str, pieces: Iterable[bytes]) -> Stored:
    target = place(path)
    part = target.with_name(f"{target.name}.part")
    size, digest = 0, hashlib.sha256()
    try:
        with part.open("xb") as file:
            for piece in pieces:
                file.write(piece)
                digest.update(piece)
                size += len(piece)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o600)
        part.replace(target)
        _sync_folder(target.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return Stored(path, size, digest.hexdigest())


def remove(path: str) -> None:
    place(path).unlink(missing_ok=True)


def forget_the_minute(path: str, day: dt.date) -> None:
    """Leave only the day on a file and its folders: the minute could tell who it was."""
    midnight = timezone.make_aware(dt.datetime.combine(day, dt.time())).timestamp()
    target = place(path)
    for each in (target, target.parent, target.parent.parent):
        os.utime(each, (midnight, midnight))


def pieces_of(path: str) -> Iterator[bytes]:
    with place(path).open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def lying_since(before: dt.datetime) -> Iterator[str]:
    """The paths of our files that were last written before a moment."""
    root = Path(settings.MEDIA_ROOT)
    for file in root.glob("??/??/*"):
        path = file.relative_to(root).as_posix()
        if OURS.fullmatch(path) and file.stat().st_mtime < before.timestamp():
            yield path


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows keeps the name with the file
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
