r"""Names of files as they may be shown: no folders, no tricks, Chinese untouched.

>>> safe_name("C:\\用户\\王芳\\困难申请 (终稿).docx")
'困难申请 (终稿).docx'
>>> safe_name("../../etc/passwd")
'passwd'
>>> with_extension("照片.jpg.exe", "png")
'照片.jpg.png'
"""

from __future__ import annotations

import re
import unicodedata

MAX_NAME = 120
NAMELESS = "file"

# Cc controls, Cf formats (all direction overrides, zero widths), Cs, Co, Cn, Zl and Zp.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,8})$")


def safe_name(name: str, limit: int = MAX_NAME) -> str:
    """The last part of a path, visible characters only, not longer than `limit`."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(" " if c.isspace() else c for c in last if not _hidden(c))
    shown = re.sub(r" {2,}", " ", _FORBIDDEN.sub("_", shown)).strip(" .")
    if _RESERVED.match(shown):
        shown = "_" + shown
    stem, ending = split(shown)
    if not stem:
        stem = NAMELESS
    tail = f".{ending}" if ending else ""
    return stem[: limit - len(tail)].rstrip(" .") + tail


def _hidden(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) in _HIDDEN


def split(name: str) -> tuple[str, str]:
    """Stem and ending without its dot; the ending is "" when there is none."""
    found = _ENDING.search(name)
    return (name[: found.start()], found.group(1)) if found else (name, "")


def with_extension(name: str, extension: str, limit: int = MAX_NAME) -> str:
    """The safe name with this ending in place of its own."""
    stem, _ = split(safe_name(name, limit))
    return stem[: limit - len(extension) - 1].rstrip(" .") + "." + extension
