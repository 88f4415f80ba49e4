"""Is this text, and in which encoding? Only the encodings Chinese offices really produce."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

_PIECE = 1 << 18
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# A page of text has none of these; a picture or a program has many.
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WESTERN_WORD = re.compile("[\x80-\u07ff]{2}")


@dataclass(frozen=True, slots=True)
class Encoding:
    """A Python codec name, and whether every byte agreed with it."""

    name: str
    clean: bool


def find_encoding(stream: IO[bytes]) -> Encoding | None:
    """The encoding of a text, or None when it is no text. Reads it once or twice, to the end.

    A file with a few broken bytes keeps the encoding of all the others. In doubt GB18030 wins:
    it is what a Chinese spreadsheet program writes when it does not write UTF-8.
    """
    stream.seek(0)
    head = stream.read(1 << 16)
    marked = next((name for bom, name in _BOMS if head.startswith(bom)), None)
    if marked:
        return Encoding(marked, _damage(stream, marked).broken == 0)
    if b"\x00" in head and (found := _without_bom(stream, head)):
        return found
    if len(_CONTROLS.findall(head)) > len(head) // 200:
        return None
    return _utf8_or_gb(stream)


@dataclass(slots=True)
class _Damage:
    """What decoding a whole stream showed."""

    broken: int = 0
    foreign: int = 0  # characters outside ASCII that were read
    wide: int = 0  # of these, characters from U+0800 up: everything Chinese
    western_words: int = 0


def _damage(stream: IO[bytes], encoding: str) -> _Damage:
    found = _Damage()
    for text in _decoded(stream, encoding):
        if text.isascii():
            continue
        found.broken += text.count("\ufffd")
        found.foreign += len(text) - len(text.encode("ascii", "ignore"))
        if not found.wide:
            found.wide = int(max(text) >= "\u0800")
            found.western_words += len(_WESTERN_WORD.findall(text))
    return found


def _decoded(stream: IO[bytes], encoding: str) -> Iterator[str]:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    while piece := stream.read(_PIECE):
        yield decoder.decode(piece)
    yield decoder.decode(b"", True)
    stream.seek(0)


def _utf8_or_gb(stream: IO[bytes]) -> Encoding | None:
    utf8 = _damage(stream, "utf-8")
    if not utf8.foreign:
        return Encoding("utf-8", True)
    if not utf8.broken:
        # "é" twice in a row, and nothing Chinese: more likely two GB bytes read as one letter.
        accident = not utf8.wide and utf8.western_words > 0
        if accident and not _damage(stream, "gb18030").broken:
            return Encoding("gb18030", True)
        return Encoding("utf-8", True)
    if utf8.broken * 10 <= utf8.foreign:
        return Encoding("utf-8", False)
    gb = _damage(stream, "gb18030")
    if gb.broken * 4 > gb.foreign:
        return None
    return Encoding("gb18030", gb.broken == 0)


def _without_bom(stream: IO[bytes], head: bytes) -> Encoding | None:
    """UTF-16 that does not say so: its ASCII half is all zero bytes on one side."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if min(even, odd) * 20 > max(even, odd):
        return None
    name = "utf-16-be" if even > odd else "utf-16-le"
    found = _damage(stream, name)
    text = head[: len(head) // 2 * 2].decode(name, "replace")
    strange = sum(1 for c in text if c < " " and c not in "\t\r\n")
    if "\n" not in text or max(found.broken, strange) * 20 > len(text):
        return None
    return Encoding(name, found.broken == 0)
