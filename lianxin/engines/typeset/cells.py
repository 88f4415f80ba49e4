"""What a cell can hold, and how high its row must be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import ceil
from typing import Final
from unicodedata import east_asian_width

LONGEST_TEXT: Final = 32_767
"""UTF-16 units in a cell, by the limits of Excel."""
CUT_MARK: Final = "……〔→〕"
"""Ends a text that was cut, in signs that need no translation."""
HIGHEST_ROW: Final = 409.0
"""Points, by the limits of Excel."""
LINE_SPACING: Final = 1.35
LONGEST_SHEET_NAME: Final = 31
PADDING: Final = 1.0
"""Half-width characters that the inner margin of a cell takes."""

# What XML 1.0 (section 2.2) has no character for; half a surrogate pair cannot be encoded at all.
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
# The full-width forms are harmless today; some programs fold them when a cell is edited.
_STARTS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def clean(text: str) -> str:
    """The text with plain line ends and without what XML cannot hold."""
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def looks_like_formula(text: str) -> bool:
    """Whether a program might take the text for a formula once someone edits the cell."""
    return text.startswith(_STARTS_FORMULA)


def fit(text: str) -> str:
    """The text, or as much of it as a cell can hold, with the mark at its end."""
    if _units(text) <= LONGEST_TEXT:
        return text
    room = LONGEST_TEXT - _units(CUT_MARK)
    encoded = text.encode("utf-16-le")[: room * 2]
    # A pair cut in half is dropped whole.
    return encoded.decode("utf-16-le", errors="ignore") + CUT_MARK


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def sheet_name(wanted: str) -> str:
    """A name the format allows: at most 31 units, none of ``[]:*?/\\``, no quote at either end."""
    plain = _NOT_IN_SHEET_NAME.sub(" ", clean(wanted))
    encoded = plain.encode("utf-16-le")[: LONGEST_SHEET_NAME * 2]
    return encoded.decode("utf-16-le", errors="ignore").strip(" '") or "Sheet1"


def row_height(cells: Iterable[tuple[str, float]], font_size: float) -> float:
    """Points for a row of (text, column width in half-width characters).

    Computed, because not every program grows a row with its wrapped text.
    """
    lines = max((_lines(text, width, font_size) for text, width in cells), default=1)
    return min(HIGHEST_ROW, round(lines * font_size * LINE_SPACING + 4, 2))


def _lines(text: str, width: float, font_size: float) -> int:
    # Column widths are counted in characters of the sheet's default font of 11 points.
    room = max(2.0, (width - PADDING) * 11 / font_size)
    return sum(max(1, ceil(display_width(part) / room)) for part in text.split("\n"))


def display_width(text: str) -> int:
    """Half-width characters the text takes on paper."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
