"""The smallest .xls files: records of BIFF8 in an OLE file, written here as no library does."""

import struct
from collections.abc import Sequence

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def text(value: str, size: str = "<H") -> bytes:
    return struct.pack(size, len(value)) + b"\1" + value.encode("utf-16-le")


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def label(row: int, column: int, value: str) -> bytes:
    return record(0x204, struct.pack("<HHH", row, column, 0) + text(value))


def error(row: int, column: int, code: int = 0x2A) -> bytes:
    return record(0x205, struct.pack("<HHHBB", row, column, 0, code, 1))


def merged(top: int, bottom: int, left: int, right: int) -> bytes:
    return record(0xE5, struct.pack("<HHHHH", 1, top, bottom, left, right))


def stream(cells: bytes, *, begin: bytes = b"") -> bytes:
    """Globals with two cell formats, a number and a day, then one sheet."""
    start = record(0x809, struct.pack("<HHHHLL", 0x600, 5, 0, 0, 0, 0)) + begin
    styles = b"".join(
        record(0xE0, struct.pack("<HHHBBBBLLH", 0, form, 0, 0, 0, 0, 0, 0, 0, 0))
        for form in (0, 14)
    )
    name = text("表1", "<B")
    before = start + styles
    where = len(before) + 4 + 6 + len(name) + 4
    sheet = record(0x809, struct.pack("<HHHHLL", 0x600, 0x10, 0, 0, 0, 0)) + cells + record(0x0A)
    entry = record(0x85, struct.pack("<LBB", where, 0, 0) + name)
    return before + entry + record(0x0A) + sheet


def xls(cells: bytes, *, begin: bytes = b"") -> bytes:
    return ole("Workbook", stream(cells, begin=begin))


def ole(name: str, content: bytes) -> bytes:
    """An OLE file with one stream, long enough to be stored in ordinary sectors."""
    content = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
    sectors = len(content) // 512
    tables = -(-(sectors + 2) // 127)
    fat = [_FAT] * tables + [_END]
    first = len(fat)
    fat += [*range(first + 1, first + sectors), _END]
    directory = [_entry("Root Entry", 5, _END, 0, child=1), _entry(name, 2, first, len(content))]
    return _file(fat, tables, directory, content)


def small(name: str, content: bytes) -> bytes:
    """An OLE file with one short stream, stored in the stream of the root."""
    pieces = -(-len(content) // 64)
    store = content.ljust(-(-len(content) // 512) * 512, b"\0")
    follow = [*range(1, pieces), _END, *[_FREE] * (128 - pieces)]
    fat = [_FAT, _END, _END, *range(4, 3 + len(store) // 512), _END]
    directory = [_entry("Root Entry", 5, 3, len(store), child=1), _entry(name, 2, 0, len(content))]
    return _file(fat, 1, directory, struct.pack("<128L", *follow) + store, follow=2)


def _file(
    fat: list[int], tables: int, entries: list[bytes], rest: bytes, follow: int = _END
) -> bytes:
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    many = 0 if follow == _END else 1
    struct.pack_into("<LLLLLLLL", head, 44, tables, tables, 0, 4096, follow, many, _END, 0)
    struct.pack_into("<109L", head, 76, *range(tables), *[_FREE] * (109 - tables))
    table = struct.pack(f"<{tables * 128}L", *fat, *[_FREE] * (tables * 128 - len(fat)))
    return bytes(head) + table + b"".join(entries).ljust(512, b"\0") + rest


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    entry = bytearray(128)
    entry[: len(raw)] = raw
    struct.pack_into("<HBB", entry, 64, len(raw), kind, 1)
    struct.pack_into("<LLL", entry, 68, _FREE, _FREE, child)
    struct.pack_into("<LL", entry, 116, start, size)
    return bytes(entry)


def table(rows: Sequence[Sequence[object]], at: tuple[int, int] = (0, 0)) -> bytes:
    """Cell records of these rows, from this place on."""
    return b"".join(
        label(at[0] + r, at[1] + c, value) if isinstance(value, str) else number(
            at[0] + r, at[1] + c, float(str(value)))
        for r, row in enumerate(rows) for c, value in enumerate(row) if value is not None
    )  # fmt: skip
