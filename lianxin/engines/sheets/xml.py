"""XML fed in pieces to expat, with the guards other people's XML needs.

Expat keeps an unfinished tag, every open tag and every name it met; each is bounded here, so
that memory does not grow with a hostile file. A document that declares a type is refused:
spreadsheets have none, and entities are only declared there.
"""

from __future__ import annotations

import pyexpat
from collections.abc import Callable, Iterable, Iterator

from lianxin.engines.sheets.model import Fault, SheetRefused

Attributes = dict[str, str]

_MAX_TOKEN = 4 << 20
_MAX_NAMES = 5_000
_MAX_DEPTH = 60


class Parser:
    """Subclasses say what to do with starts, ends and text; names come without their prefix."""

    def __init__(self) -> None:
        self._expat = pyexpat.ParserCreate()
        self._expat.buffer_text = True
        self._expat.buffer_size = 1 << 16
        self._expat.StartDoctypeDeclHandler = self._refuse
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._depth = 0
        self._fed = 0
        self.starts: dict[str, Callable[[Attributes], None]] = {}
        self.ends: dict[str, Callable[[], None]] = {}

    def collect(self, take: Callable[[str], None] | None) -> None:
        """Where text goes from now on; None lets it pass."""
        self._expat.CharacterDataHandler = take

    def feed(self, pieces: Iterable[bytes]) -> Iterator[None]:
        """Parse piece by piece; the caller looks at what has come after each."""
        try:
            for piece in pieces:
                self._fed += len(piece)
                self._expat.Parse(piece)
                self._check()
                yield
            self._expat.Parse(b"", True)
            yield
        except pyexpat.ExpatError as error:
            raise SheetRefused(Fault.DAMAGED) from error

    def run(self, pieces: Iterable[bytes]) -> None:
        for _ in self.feed(pieces):
            pass

    def _check(self) -> None:
        unfinished = self._fed - self._expat.CurrentByteIndex
        if unfinished > _MAX_TOKEN or len(self._expat.intern) > _MAX_NAMES:
            raise SheetRefused(Fault.DAMAGED)

    def _refuse(self, *_: object) -> None:
        raise SheetRefused(Fault.ENTITIES)

    def _start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise SheetRefused(Fault.DAMAGED)
        if name in self.starts:
            self.starts[name](attributes)
        elif ":" in name and (act := self.starts.get(name.rpartition(":")[2])):
            act(attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if name in self.ends:
            self.ends[name]()
        elif ":" in name and (act := self.ends.get(name.rpartition(":")[2])):
            act()
