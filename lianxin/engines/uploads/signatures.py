"""What a file is, by its content alone.

A table of our own. puremagic 1.30, tried on the files of the tests, knows no text of either
encoding, page or script, offers .docx, .pptx and .xlsx alike for any ZIP and .wb3 first for any
OLE file, and would need two major versions for the Pythons we support.
"""

from __future__ import annotations

import re
import zipfile
from typing import IO

from lianxin.engines.uploads.containers import (
    OLE_MAGIC,
    ZIP_MAGICS,
    Budget,
    ContainerError,
    open_zip,
    read_ole,
    read_part,
)
from lianxin.engines.uploads.model import Fault, Limits, UploadRefused
from lianxin.engines.uploads.wording import Encoding, find_encoding

HEAD = 4096

_FIXED = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"ID3", "mp3"),
)
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"dex\n",
    b"\x00asm",
    b"L\x00\x00\x00\x01\x14\x02\x00",  # a Windows shortcut
    b"ITSF",  # compiled help, runs scripts
    b"MSCF",
)
_BRANDS = {
    b"heic": "heic", b"heix": "heic", b"hevc": "heic", b"mif1": "heic", b"msf1": "heic",
    b"heim": "heic", b"heis": "heic",
    b"M4A ": "m4a", b"M4B ": "m4a",
    b"isom": "mp4", b"iso2": "mp4", b"iso4": "mp4", b"iso5": "mp4", b"iso6": "mp4",
    b"mp41": "mp4", b"mp42": "mp4", b"avc1": "mp4", b"M4V ": "mp4", b"MSNV": "mp4",
    b"dash": "mp4", b"qt  ": "mov", b"3gp4": "mp4", b"3gp5": "mp4", b"3gp6": "mp4",
}  # fmt: skip
_OLE_STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"),
                ("PowerPoint Document", "ppt"))  # fmt: skip
_OLE_MACROS = frozenset({"VBA", "_VBA_PROJECT_CUR", "Macros", "_VBA_PROJECT"})
_OOXML_PARTS = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"),
                ("ppt/presentation.xml", "pptx"))  # fmt: skip
_MAIN_PART = re.compile(
    rb"(wordprocessingml|spreadsheetml|presentationml)\.(document|sheet|presentation|template)"
    rb"\.main\+xml"
)
_DANGEROUS_NAMES = re.compile(
    r"(?i)\.(exe|dll|scr|com|pif|msi|bat|cmd|ps1|vbs|vbe|js|jse|wsf|wsh|hta|lnk|reg|jar|class|"
    r"dex|apk|app|sh|py|php|jsp|aspx?|chm|cpl|html?|xhtml|mhtml?|svg|swf|url|docm|xlsm|pptm|iso)"
    r"[\s.]*$"
)
_SCRIPT_TEXT = re.compile(
    r"(?i)\A\s*(#!|<\?php|<%|@echo\b|set-executionpolicy\b|windows registry editor\b|regedit4|"
    r"\[internetshortcut\])"
)
_HTML_TEXT = re.compile(
    r"(?i)<(!doctype\s+html|html|head|body|script|iframe|object|embed|meta|link|form|style|base)"
    r"[\s>/]"
)
_SVG_TEXT = re.compile(r"(?i)<(?:\w+:)?svg[\s>]|<!doctype\s+svg")
_XML_TEXT = re.compile(r"\A\s*(<!--.*?-->\s*)*<[?!a-zA-Z]", re.DOTALL)


def find_type(stream: IO[bytes], ending: str, limits: Limits) -> str:
    """The canonical extension of what is in the stream, or a typed refusal."""
    stream.seek(0)
    head = stream.read(HEAD)
    stream.seek(0)
    if _is_program(head):
        raise UploadRefused(Fault.EXECUTABLE)
    try:
        found = _by_magic(stream, head, limits)
    except ContainerError as error:
        raise UploadRefused(Fault(error.code.value)) from error
    return found or _as_text(stream, ending)


def _is_program(head: bytes) -> bool:
    if head.startswith(b"MZ"):  # two letters are little: a text may begin with them
        return b"\x00" in head[:64]
    return head.startswith(_PROGRAMS)


def _by_magic(stream: IO[bytes], head: bytes, limits: Limits) -> str | None:
    for magic, extension in _FIXED:
        if head.startswith(magic):
            return extension
    if head.startswith(ZIP_MAGICS):
        return _in_zip(stream, limits)
    if head.startswith(OLE_MAGIC):
        return _in_ole(stream)
    if b"%PDF-" in head[:1024]:
        return _pdf(head)
    return _in_media(head)


def _in_media(head: bytes) -> str | None:
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12])
    if head.startswith(b"RIFF"):
        return {b"WEBP": "webp", b"WAVE": "wav"}.get(head[8:12])
    return "mp3" if _is_bare_mp3(head) else None


def _is_bare_mp3(head: bytes) -> bool:
    """MPEG audio without a tag: two frame headers in their places."""
    first = _mp3_frame(head, 0)
    return first > 0 and (first + 4 > len(head) or _mp3_frame(head, first) > 0)


_RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)


def _mp3_frame(head: bytes, at: int) -> int:
    """Where the next frame of layer III begins, 0 when this is none."""
    if len(head) < at + 4 or head[at] != 0xFF or head[at + 1] & 0xE6 != 0xE2:
        return 0
    version, rate, hertz = head[at + 1] >> 3 & 3, head[at + 2] >> 4, head[at + 2] >> 2 & 3
    if version == 1 or hertz == 3:
        return 0
    bits = (_RATES if version == 3 else _RATES_2)[rate] * 1000
    frequency = (44100, 48000, 32000)[hertz] >> (0, 0, 1, 2)[3 - version]
    size = (144 if version == 3 else 72) * bits // frequency + (head[at + 2] >> 1 & 1)
    return at + size if bits else 0


def _pdf(head: bytes) -> str:
    if not head.lstrip().startswith(b"%PDF-"):
        raise UploadRefused(Fault.UNKNOWN)  # something else with a PDF glued behind it
    return "pdf"


def _in_zip(stream: IO[bytes], limits: Limits) -> str:
    with open_zip(stream) as archive:
        members = archive.infolist()
        _check_members(members, limits)
        names = {member.filename for member in members}
        found = next((ext for part, ext in _OOXML_PARTS if part in names), None)
        if found is None:
            return _plain_zip(members)
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise UploadRefused(Fault.MACROS)
        if "[Content_Types].xml" not in names:
            raise UploadRefused(Fault.DAMAGED)
        budget = Budget(4 << 20, limits.max_ratio)
        if not _MAIN_PART.search(read_part(archive, "[Content_Types].xml", budget)):
            raise UploadRefused(Fault.DAMAGED)
        return found


def _check_members(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if any(member.flag_bits & 1 for member in members):
        raise UploadRefused(Fault.LOCKED)
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > limits.max_unpacked:
        raise UploadRefused(Fault.BOMB)
    if unpacked > 16 << 20 and unpacked > packed * limits.max_ratio:
        raise UploadRefused(Fault.BOMB)


def _plain_zip(members: list[zipfile.ZipInfo]) -> str:
    for member in members:
        if _DANGEROUS_NAMES.search(member.filename):
            raise UploadRefused(Fault.DANGEROUS_INSIDE, inside=member.filename[-120:])
    return "zip"


def _in_ole(stream: IO[bytes]) -> str:
    names = read_ole(stream).names
    if "EncryptedPackage" in names or "EncryptionInfo" in names:
        raise UploadRefused(Fault.LOCKED)
    if names & _OLE_MACROS:
        raise UploadRefused(Fault.MACROS)
    for name, extension in _OLE_STREAMS:
        if name in names:
            return extension
    raise UploadRefused(Fault.UNKNOWN)


def _as_text(stream: IO[bytes], ending: str) -> str:
    encoding = find_encoding(stream)
    if encoding is None:
        raise UploadRefused(Fault.UNKNOWN)
    _check_text(_beginning(stream, encoding), ending)
    return "csv" if ending.lower() in ("csv", "tsv") else "txt"


def _beginning(stream: IO[bytes], encoding: Encoding) -> str:
    stream.seek(0)
    text = stream.read(1 << 16).decode(encoding.name, "replace")
    stream.seek(0)
    return text.lstrip("\ufeff")


def _check_text(text: str, ending: str) -> None:
    """Refuse what a browser or a shell would run. A text *about* HTML passes: it begins as text."""
    if _SCRIPT_TEXT.search(text):
        raise UploadRefused(Fault.SCRIPT)
    if _XML_TEXT.search(text):
        if _SVG_TEXT.search(text):
            raise UploadRefused(Fault.SVG)
        if _HTML_TEXT.search(text):
            raise UploadRefused(Fault.HTML)
    if _DANGEROUS_NAMES.search("." + ending):
        web = ending.lower() in ("html", "htm", "xhtml", "mht", "mhtml")
        svg = ending.lower() == "svg"
        raise UploadRefused(Fault.SVG if svg else Fault.HTML if web else Fault.SCRIPT)
