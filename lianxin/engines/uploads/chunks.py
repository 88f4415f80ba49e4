"""JPEG, PNG, GIF and WebP taken apart and put together again without the blocks that tell tales.

No pixel is decoded, so nothing seen changes: a moving picture keeps every frame and delay.
Whatever is not on the short list of blocks needed to draw is left out.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD"}
    | {b"acTL", b"fcTL", b"fdAT", b"cICP"}
)
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"})
_WEBP_TOLD = 0x20 | 0x08 | 0x04  # the flags for profile, EXIF and XMP
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_TRUNCATED = "the file ends in the middle of a block"


# Tables, frames, scans: what draws. Adobe's mark says how colours are coded; 14 bytes, no more.
_JPEG_KEPT = frozenset({*range(0xC0, 0xD0), 0xDB, 0xDC, 0xDD, 0xDE, 0xDF, 0xDA}) - {0xC8}
_JPEG_ADOBE = 0xEE
_JPEG_START = b"\xff\xd8"
_JPEG_PLAIN = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_JPEG_SCAN_END = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")


def strip_jpeg(content: bytes) -> bytes:
    """A JPEG with only what draws it; nothing behind its end."""
    kept = [_JPEG_START]
    has_jfif = False
    for mark, segment in _jpeg_segments(content):
        if mark == 0xE0 and segment[4:9] == b"JFIF\0" and not has_jfif:
            kept.append(_JPEG_PLAIN)  # without its thumbnail
            has_jfif = True
        elif mark in _JPEG_KEPT:
            kept.append(segment)
        elif mark == _JPEG_ADOBE and segment[4:9] == b"Adobe" and len(segment) >= 16:
            kept.append(b"\xff\xee\x00\x0e" + segment[4:16])
    return b"".join(kept) + b"\xff\xd9"


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and bytes of each segment; the coded picture belongs to the start of its scan."""
    at = 2
    while True:
        while content[at + 1 : at + 2] == b"\xff":
            at += 1
        if at + 4 > len(content) or content[at] != 0xFF:
            if content[at : at + 2] == b"\xff\xd9":
                return
            raise ValueError(_TRUNCATED)
        mark = content[at + 1]
        if mark == 0xD9:
            return
        end = at + 2 + struct.unpack_from(">H", content, at + 2)[0]
        if mark == 0xDA:
            found = _JPEG_SCAN_END.search(content, end)
            end = found.start() if found else len(content)
        yield mark, content[at:end]
        if end >= len(content):
            return  # cut off behind its picture: cameras do, and every program draws it
        at = end


def strip_png(content: bytes) -> bytes:
    """A PNG with only the chunks that draw it."""
    kept = [chunk for kind, chunk in _png_chunks(content) if kind in _PNG_KEPT]
    return _PNG_MAGIC + b"".join(kept)


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG_MAGIC)
    kind = b""
    while kind != b"IEND":
        if at + 12 > len(content):
            raise ValueError(_TRUNCATED)
        size: int = struct.unpack_from(">L", content, at)[0]
        kind = content[at + 4 : at + 8]
        yield kind, content[at : at + 12 + size]
        at += 12 + size


def strip_webp(content: bytes) -> bytes:
    """A WebP with only the chunks that draw it, and flags that promise no more than that."""
    if len(content) < 12:
        raise ValueError(_TRUNCATED)
    body = b"".join(_webp_chunks(content))
    return b"RIFF" + struct.pack("<L", len(body) + 4) + b"WEBP" + body


def _webp_chunks(content: bytes) -> Iterator[bytes]:
    end = min(len(content), 8 + struct.unpack_from("<L", content, 4)[0])
    at = 12
    while at + 8 <= end:
        kind = content[at : at + 4]
        size: int = struct.unpack_from("<L", content, at + 4)[0]
        chunk = content[at : at + 8 + size + (size & 1)]
        if len(chunk) < 8 + size:
            raise ValueError(_TRUNCATED)
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_TOLD]) + chunk[9:]
        if kind in _WEBP_KEPT:
            yield chunk
        at += 8 + size + (size & 1)


def strip_gif(content: bytes) -> bytes:
    """A GIF with its frames, delays and loop count, and no comment or foreign extension."""
    at = 13 + _gif_palette(content, 10)
    kept = [content[:at]]
    while True:
        mark = content[at : at + 1]
        if mark == b";" or not mark:
            break
        end = _gif_block_end(content, at)
        if mark == b"," or _gif_extension_kept(content, at):
            kept.append(content[at:end])
        at = end
    return b"".join(kept) + b";"


def _gif_palette(content: bytes, flags_at: int) -> int:
    if flags_at >= len(content):
        raise ValueError(_TRUNCATED)
    flags = content[flags_at]
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _gif_block_end(content: bytes, at: int) -> int:
    mark = content[at]
    if mark == 0x21:
        at += 2
    elif mark == 0x2C:
        at += 11 + _gif_palette(content, at + 9)
    else:
        raise ValueError(_TRUNCATED)
    while True:
        if at >= len(content):
            raise ValueError(_TRUNCATED)
        size = content[at]
        at += 1 + size
        if not size:
            return at


def _gif_extension_kept(content: bytes, at: int) -> bool:
    label = content[at + 1]
    if label == 0xF9:  # delay, transparency and disposal of the next frame
        return True
    return label == 0xFF and content[at + 3 : at + 14] in _GIF_LOOPS
