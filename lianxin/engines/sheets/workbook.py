"""The parts of an .xlsx around its cells: which sheets, which strings, which formats are days."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lianxin.engines.sheets.model import Fault, Limits, SheetRefused
from lianxin.engines.sheets.serials import BUILT_IN, Shown, shown_as
from lianxin.engines.sheets.xml import Attributes, Parser
from lianxin.engines.uploads.containers import Budget, inflate

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MAX_STYLES = 70_000  # Excel's own limit is 64,000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by name, and the part it is in."""

    name: str
    hidden: bool
    part: str


def unescape(text: str) -> str:
    r"""Text as typed: _x000D_ is a character, and no text holds NUL.

    >>> unescape("甲_x000D_乙_x005F_x")
    '甲\r乙_x'
    """
    if "_x" in text:
        text = _ESCAPED.sub(_character, text)
    return text.replace("\0", "") if "\0" in text else text


def _character(found: re.Match[str]) -> str:
    code = int(found.group(1), 16)
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)


class Package:
    """An opened .xlsx."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self.archive = archive
        self.limits = limits
        self.budget = Budget(limits.max_unpacked, limits.max_ratio)
        self._names = {name.lower().lstrip("/"): name for name in archive.namelist()}
        self.path = self._main_part()
        links = self._links(self.path)
        book = _Book()
        book.run(self.pieces(self.path))
        self.since_1904 = book.since_1904
        self.sheets = tuple(
            Sheet(name, hidden, links[link])
            for name, hidden, link in book.sheets
            if link in links and "/worksheets/" in links[link].lower()
        )
        kinds = {path.rpartition("/")[2].lower(): path for path in links.values()}
        self._strings = kinds.get("sharedstrings.xml", "")
        self._styles = kinds.get("styles.xml", "")

    def _main_part(self) -> str:
        for path in self._links("").values():
            if path.lower().endswith("workbook.xml"):
                return path
        return "xl/workbook.xml"

    def has(self, path: str) -> bool:
        return path.lower() in self._names

    def pieces(self, path: str, *, again: bool = False) -> Iterator[bytes]:
        """The bytes of a part as they are inflated; a second reading is not counted twice."""
        name = self._names.get(path.lower())
        if name is None:
            raise SheetRefused(Fault.DAMAGED)
        fresh = Budget(self.limits.max_unpacked, self.limits.max_ratio)
        return inflate(self.archive, name, fresh if again else self.budget)

    def _links(self, path: str) -> dict[str, str]:
        """Relationship id to path of the part meant."""
        folder, name = posixpath.split(path)
        rels = posixpath.join(folder, "_rels", name + ".rels")
        if not self.has(rels):
            return {}
        links = _Links()
        links.run(self.pieces(rels))
        return {
            key: posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            for key, target in links.found.items()
        }

    def strings(self) -> list[str]:
        """The list of strings that cells point into."""
        if not self.has(self._strings):
            return []
        reader = _Strings(self.limits)
        reader.run(self.pieces(self._strings))
        return reader.found

    def shown(self) -> tuple[Shown, ...]:
        """For each cell format, what its numbers are shown as."""
        if not self.has(self._styles):
            return ()
        styles = _Styles()
        styles.run(self.pieces(self._styles))
        return tuple(
            styles.codes.get(number) or BUILT_IN.get(number, Shown.NUMBER)
            for number in styles.formats
        )


def _named(attributes: Attributes, name: str) -> str:
    """An attribute by its name without prefix: r:id is written with other letters too."""
    for key, value in attributes.items():
        if key.rpartition(":")[2] == name and (":" in key or name != "id"):
            return value
    return ""


class _Links(Parser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.starts = {"Relationship": self._link}

    def _link(self, attributes: Attributes) -> None:
        if attributes.get("TargetMode") != "External":
            self.found[attributes.get("Id", "")] = attributes.get("Target", "")


class _Book(Parser):
    def __init__(self) -> None:
        super().__init__()
        self.since_1904 = False
        self.sheets: list[tuple[str, bool, str]] = []
        self.starts = {"workbookPr": self._properties, "sheet": self._sheet}

    def _properties(self, attributes: Attributes) -> None:
        self.since_1904 = attributes.get("date1904", "0") in ("1", "true", "on")

    def _sheet(self, attributes: Attributes) -> None:
        if len(self.sheets) > 1000:
            raise SheetRefused(Fault.DAMAGED)
        hidden = attributes.get("state", "visible") != "visible"
        self.sheets.append((attributes.get("name", ""), hidden, _named(attributes, "id")))


class _Styles(Parser):
    def __init__(self) -> None:
        super().__init__()
        self.codes: dict[int, Shown] = {}
        self.formats: list[int] = []
        self._inside = False
        self.starts = {"numFmt": self._code, "cellXfs": self._enter, "xf": self._format}
        self.ends = {"cellXfs": self._leave}

    def _code(self, attributes: Attributes) -> None:
        number = attributes.get("numFmtId", "")
        if number.isdecimal() and len(self.codes) < _MAX_STYLES:
            self.codes[int(number[:9])] = shown_as(attributes.get("formatCode", "")[:500])

    def _enter(self, _: Attributes) -> None:
        self._inside = True

    def _leave(self) -> None:
        self._inside = False

    def _format(self, attributes: Attributes) -> None:
        if self._inside and len(self.formats) < _MAX_STYLES:
            number = attributes.get("numFmtId", "0")
            self.formats.append(int(number[:9]) if number.isdecimal() else 0)


class _Strings(Parser):
    """Plain and rich strings; the reading aid over a word (rPh) is not part of it."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.found: list[str] = []
        self._limits = limits
        self._buffer: list[str] = []
        self._aid = False
        self._room = limits.max_shared
        self.starts = {"t": self._open, "rPh": self._aside}
        self.ends = {"t": self._shut, "rPh": self._back, "si": self._string}

    def _open(self, _: Attributes) -> None:
        if not self._aid:
            self.collect(self._take)

    def _shut(self) -> None:
        self.collect(None)

    def _aside(self, _: Attributes) -> None:
        self._aid = True

    def _back(self) -> None:
        self._aid = False

    def _take(self, text: str) -> None:
        self._room -= len(text)
        if self._room < 0:
            raise SheetRefused(Fault.TOO_MUCH_TEXT, limit=self._limits.max_shared)
        self._buffer.append(text)

    def _string(self) -> None:
        self._room -= 30  # a short string costs more than its letters
        self.found.append(unescape("".join(self._buffer)))
        self._buffer.clear()
