"""The two containers office files come in, ZIP and OLE, read without trusting what they declare.

A ZIP says how big its parts are and may lie; here every part is counted while it is inflated.
An OLE file (doc, xls, wps, et, and anything encrypted by Office) is only listed: which streams
it has is enough to say what it is.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import IO

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06")
CHUNK = 1 << 17

_DIRECTORY_LIMIT = 8 << 20  # zipfile keeps some 500 bytes a member; 8 MB are about 100,000
_MEMBERS_LIMIT = 20_000
# What zipfile raises on archives made to hurt it.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError,
           NotImplementedError, RuntimeError)  # fmt: skip
_SMALL_STREAM = 4096
_ROOT = 5
_RATIO_GRACE = 16 << 20  # below this size a high ratio is only a dull file


class ContainerFault(StrEnum):
    """Why a container cannot be opened."""

    DAMAGED = "damaged"
    LOCKED = "locked"
    BOMB = "bomb"


class ContainerError(Exception):
    """A container that must not or cannot be read."""

    def __init__(self, code: ContainerFault) -> None:
        super().__init__(code.value)
        self.code = code


@dataclass(slots=True)
class Budget:
    """What may still be unpacked from one file, over all its parts."""

    left: int
    max_ratio: int

    def spend(self, amount: int) -> None:
        self.left -= amount
        if self.left < 0:
            raise ContainerError(ContainerFault.BOMB)


def open_zip(stream: IO[bytes]) -> zipfile.ZipFile:
    """The archive, its directory checked for size before anything is built from it."""
    if _directory_size(stream) > _DIRECTORY_LIMIT:
        raise ContainerError(ContainerFault.BOMB)
    try:
        archive = zipfile.ZipFile(stream)
    except _BROKEN as error:
        raise ContainerError(ContainerFault.DAMAGED) from error
    if len(archive.filelist) > _MEMBERS_LIMIT:
        raise ContainerError(ContainerFault.BOMB)
    return archive


def _directory_size(stream: IO[bytes]) -> int:
    """How many bytes `zipfile` would load as the directory; -1 when there is no end record."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 65_600))
    tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < 22:
        raise ContainerError(ContainerFault.DAMAGED)
    declared: int = struct.unpack_from("<L", tail, end + 12)[0]
    if end >= 20 and tail[end - 20 : end - 16] == b"PK\x06\x07":
        record: int = struct.unpack_from("<Q", tail, end - 12)[0]
        if record + 56 > size:
            raise ContainerError(ContainerFault.DAMAGED)
        stream.seek(record)
        declared = struct.unpack_from("<Q", stream.read(56), 40)[0]
    stream.seek(0)
    return declared


def inflate(archive: zipfile.ZipFile, name: str, budget: Budget) -> Iterator[bytes]:
    """The bytes of a part, piece by piece, counted as they come."""
    info = archive.getinfo(name)
    if info.flag_bits & 1:
        raise ContainerError(ContainerFault.LOCKED)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ContainerError(ContainerFault.DAMAGED)
    ceiling = max(_RATIO_GRACE, info.compress_size * budget.max_ratio)
    seen = 0
    try:
        with archive.open(info) as part:
            while piece := part.read(CHUNK):
                budget.spend(len(piece))
                seen += len(piece)
                if seen > ceiling:
                    raise ContainerError(ContainerFault.BOMB)
                yield piece
    except _BROKEN as error:
        raise ContainerError(ContainerFault.DAMAGED) from error


def read_part(archive: zipfile.ZipFile, name: str, budget: Budget) -> bytes:
    """A whole part, for the small ones."""
    return b"".join(inflate(archive, name, budget))


@dataclass(frozen=True, slots=True)
class OleEntry:
    """A line of an OLE directory."""

    name: str
    kind: int
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class OleFile:
    """An OLE file as far as it must be known here: its sectors and its directory."""

    content: bytes
    sector: int
    table: tuple[int, ...]
    entries: tuple[OleEntry, ...]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(entry.name for entry in self.entries)

    def chain(self, start: int, limit: int) -> bytes:
        """The sectors that follow one another from `start`, at most `limit` bytes."""
        pieces: list[bytes] = []
        current = start
        for _ in range(min(len(self.table), limit // self.sector + 1)):
            if not 0 <= current < len(self.table):
                break
            offset = (current + 1) * self.sector
            pieces.append(self.content[offset : offset + self.sector])
            current = self.table[current]
        return b"".join(pieces)[:limit]

    def streams(self, *names: str) -> Iterator[bytes]:
        """The bytes of every stream with one of these names."""
        for entry in self.entries:
            if entry.name in names:
                large = entry.size >= _SMALL_STREAM
                yield self.chain(entry.start, entry.size) if large else self._small(entry)

    def _small(self, entry: OleEntry) -> bytes:
        """A stream kept in 64-byte pieces inside the stream of the root."""
        root = next((e for e in self.entries if e.kind == _ROOT), None)
        if root is None:
            return b""
        store = self.chain(root.start, root.size)
        follow: int = struct.unpack_from("<L", self.content, 60)[0]
        packed = self.chain(follow, len(self.content))
        table = struct.unpack(f"<{len(packed) // 4}L", packed[: len(packed) // 4 * 4])
        pieces: list[bytes] = []
        current = entry.start
        while current < len(table) and len(pieces) * 64 < entry.size:
            pieces.append(store[current * 64 : current * 64 + 64])
            current = table[current]
        return b"".join(pieces)[: entry.size]


def read_ole(stream: IO[bytes]) -> OleFile:
    """List an OLE file. Everything it declares is checked against its real length."""
    stream.seek(0)
    content = stream.read()
    stream.seek(0)
    if len(content) < 512 or not content.startswith(OLE_MAGIC):
        raise ContainerError(ContainerFault.DAMAGED)
    shift: int = struct.unpack_from("<H", content, 30)[0]
    if shift not in (9, 12):
        raise ContainerError(ContainerFault.DAMAGED)
    sector = 1 << shift
    first_directory: int = struct.unpack_from("<L", content, 48)[0]
    table = _allocation_table(content, sector)
    bare = OleFile(content, sector, table, ())
    entries = tuple(_entries(bare.chain(first_directory, 4 << 20)))
    if not entries:
        raise ContainerError(ContainerFault.DAMAGED)
    return OleFile(content, sector, table, entries)


def _allocation_table(content: bytes, sector: int) -> tuple[int, ...]:
    """Which sector follows which."""
    sectors: list[int] = list(struct.unpack_from("<109L", content, 76))
    extra: int = struct.unpack_from("<L", content, 68)[0]
    last = sector // 4 - 1
    for _ in range(len(content) // sector):
        offset = (extra + 1) * sector
        if offset + sector > len(content):
            break
        words = struct.unpack_from(f"<{sector // 4}L", content, offset)
        sectors.extend(words[:last])
        extra = words[last]
    table: list[int] = []
    for number in sectors[: len(content) // (sector * sector // 4) + 2]:
        offset = (number + 1) * sector
        if offset + sector <= len(content):
            table.extend(struct.unpack_from(f"<{sector // 4}L", content, offset))
    return tuple(table)


def _entries(directory: bytes) -> Iterator[OleEntry]:
    for offset in range(0, len(directory) - 127, 128):
        length, kind = struct.unpack_from("<HB", directory, offset + 64)
        if kind in (1, 2, 5) and 2 <= length <= 64:
            name = directory[offset : offset + length - 2].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<LL", directory, offset + 116)
            yield OleEntry(name, kind, start, size)
