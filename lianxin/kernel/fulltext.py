"""An index over the words of a table, kept by the deeds in their own transaction.

What it finds is what a scan of all texts would find (engines.text.search says how). On SQLite it
is a contentless FTS5 table of grams whose row is the key; on PostgreSQL a table of plain texts
with a GIN index over their grams, where a candidate is looked through before it counts.
"""

# ruff: noqa: S608  (what is put into statements here are names of our own tables)
from __future__ import annotations

import itertools
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from django.db import connection, transaction
from django.db.models.expressions import RawSQL

from lianxin.engines.text.search import grams, phrase

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

log = logging.getLogger(__name__)
Document = tuple[int, str]  # the key of a row and its words in their plain spelling
PIECE: Final = 500  # documents in one transaction of a rebuilding: others write in between
STEP: Final = 200  # pages of the index that one transaction of settling writes


class Documents(Protocol):
    """All that an index should hold, as it stands in the table now."""

    def after(self, key: int, count: int) -> list[Document]:
        """The COUNT next ones by their keys, locked until the transaction ends."""

    def missing_in(self, keys: str, count: int) -> list[Document]:
        """At most COUNT whose key the query KEYS does not give."""

    def keys(self) -> tuple[str, Sequence[Any]]:
        """A query for all their keys, and its values."""


@dataclass
class Difference:
    """How an index and its documents differ, by keys; STRAY counts words that belong to none."""

    missing: list[int]
    wrong: list[int]
    unknown: list[int]
    stray: int = 0

    def __bool__(self) -> bool:
        return bool(self.missing or self.wrong or self.unknown or self.stray)


@dataclass(frozen=True)
class Index:
    table: str

    def create(self, to: BaseDatabaseWrapper = connection) -> None:
        for sql in _kind(to).creation(self.table):
            _run(sql, to=to)

    def drop(self, to: BaseDatabaseWrapper = connection) -> None:
        _run(f"DROP TABLE IF EXISTS {self.table}", to=to)

    def add(self, documents: Iterable[Document]) -> None:
        """Enter documents whose keys are not in it yet."""
        _kind().add(self.table, documents)

    def replace(self, key: int, before: str, after: str) -> None:
        _kind().remove(self.table, key, before)
        _kind().add(self.table, [(key, after)])

    def remove(self, key: int, before: str) -> None:
        """Forget a document; BEFORE must be the words it was entered with."""
        _kind().remove(self.table, key, before)

    def keys(self, terms: Sequence[str]) -> RawSQL:
        """A query for the keys of the documents that have all of TERMS, of which there is one."""
        return RawSQL(*_kind().query(self.table, terms))  # noqa: S611  (terms are values)

    def settle(self) -> int:
        """Melt together what single transactions have added, in short transactions of its own.

        Afterwards nothing in the index tells in which order its documents came. The number of
        transactions that had something to do.
        """
        return _kind().settle(self.table)

    def rebuild(self, documents: Documents) -> Iterator[int]:
        """Bring it in step piece by piece, telling how many documents each had.

        Others read and write meanwhile. What was stopped half way goes on where it was.
        """
        return _kind().rebuild(self.table, documents)

    def compare(self, documents: Documents) -> Difference:
        """What is not in step; read in pieces, while others go on writing."""
        found = Difference([], [], [])
        for piece in _pieces(documents, self._compare_piece):
            found.missing += piece.missing
            found.wrong += piece.wrong
        with transaction.atomic():
            sql, values = documents.keys()
            column = _kind().key_column
            rows = f"SELECT {column} FROM {_kind().list_of_keys(self.table)}"
            found.unknown = [
                key for (key,) in _run(f"{rows} EXCEPT SELECT * FROM ({sql}) AS own", values)
            ]
            found.stray = _kind().stray(self.table)
        return found

    def _compare_piece(self, piece: list[Document]) -> Difference:
        missing, wrong = [], []
        for key, text in piece:
            is_right = _kind().is_right(self.table, key, text)
            if is_right is None:
                missing.append(key)
            elif not is_right:
                wrong.append(key)
        return Difference(missing, wrong, [])


class _SQLite:
    """A contentless FTS5 table forgets words only when it is told them once more."""

    key_column = "id"

    def creation(self, table: str) -> list[str]:
        return [
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {table} "
            "USING fts5(grams, content='', tokenize='ascii')"
        ]

    def list_of_keys(self, table: str) -> str:
        return f"{table}_docsize"

    def add(self, table: str, documents: Iterable[Document]) -> None:
        sql = f"INSERT INTO {table} (rowid, grams) VALUES (%s, %s)"
        with connection.cursor() as cursor:
            cursor.executemany(sql, [(key, " ".join(grams(text))) for key, text in documents])

    def remove(self, table: str, key: int, before: str) -> None:
        """Words it was not entered with would be taken from other documents: then it stays as it
        is, which `compare` tells, and what was half built is entered anew in the end."""
        for one in (table, *self._half_built(table)):
            is_right = self.is_right(one, key, before)
            if is_right:
                sql = f"INSERT INTO {one} ({one}, rowid, grams) VALUES ('delete', %s, %s)"
                _run(sql, [key, " ".join(grams(before))])
            elif is_right is not None:
                log.error("%s is out of step with its table: run manage.py reindex", one)

    def query(self, table: str, terms: Sequence[str]) -> tuple[str, list[str]]:
        return f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [_all_of(terms)]

    def settle(self, table: str) -> int:
        """`merge` below zero begins to melt all into one piece; above, it goes on with that."""
        for done in itertools.count():
            with transaction.atomic(), connection.cursor() as cursor:
                before = _run("SELECT total_changes()")
                pages = STEP if done else -STEP
                cursor.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', {pages})")
                after = _run("SELECT total_changes()")
            if after[0][0] - before[0][0] < 2:
                return done
        return 0

    def rebuild(self, table: str, documents: Documents) -> Iterator[int]:
        """Beside the one in use, which it replaces in the end."""
        new = f"{table}_new"
        for sql in self.creation(new):
            _run(sql)
        while True:
            with transaction.atomic():
                [(last,)] = _run(f"SELECT max(id) FROM {new}_docsize")
                piece = documents.after(last or 0, PIECE)
                self.add(new, piece)
            if not piece:
                break
            yield len(piece)
        while True:
            with transaction.atomic():
                piece = documents.missing_in(f"SELECT id FROM {new}_docsize", PIECE)
                self.add(new, piece)
                if len(piece) < PIECE:
                    _run(f"DROP TABLE {table}")
                    _run(f"ALTER TABLE {new} RENAME TO {table}")
            yield len(piece)
            if len(piece) < PIECE:
                break
        self.settle(table)

    def is_right(self, table: str, key: int, text: str) -> bool | None:
        size = _run(f"SELECT sz FROM {table}_docsize WHERE id = %s", [key])
        if not size:
            return None
        found = grams(text)
        if _number(size[0][0]) != len(found):
            return False
        whole = '"' + " ".join(found) + '"'
        sql = f"SELECT 1 FROM {table} WHERE {table} MATCH %s AND rowid = %s"
        return not found or bool(_run(sql, [whole, key]))

    def stray(self, table: str) -> int:
        """Places of words in the index, less the words that its documents have."""
        name = f"{table}_vocabulary"
        _run(f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab('main', '{table}', 'row')")
        try:
            [(places,)] = _run(f"SELECT coalesce(sum(cnt), 0) FROM temp.{name}")
        finally:
            _run(f"DROP TABLE temp.{name}")
        sizes = _run(f"SELECT sz FROM {table}_docsize")
        return int(places) - sum(_number(size) for (size,) in sizes)

    def _half_built(self, table: str) -> list[str]:
        sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = %s"
        return [name for (name,) in _run(sql, [f"{table}_new"])]


class _PostgreSQL:
    key_column = "key"

    def creation(self, table: str) -> list[str]:
        return [
            f"CREATE TABLE IF NOT EXISTS {table} "
            "(key bigint PRIMARY KEY, text text NOT NULL, grams tsvector NOT NULL)",
            f"CREATE INDEX IF NOT EXISTS {table}_grams ON {table} USING gin (grams)",
        ]

    def list_of_keys(self, table: str) -> str:
        return table

    def add(self, table: str, documents: Iterable[Document]) -> None:
        sql = (
            f"INSERT INTO {table} VALUES (%s, %s, array_to_tsvector(%s::text[])) "
            "ON CONFLICT (key) DO UPDATE SET text = excluded.text, grams = excluded.grams "
            f"WHERE ({table}.text, {table}.grams) <> (excluded.text, excluded.grams)"
        )
        with connection.cursor() as cursor:
            cursor.executemany(sql, [(key, text, grams(text)) for key, text in documents])

    def remove(self, table: str, key: int, before: str) -> None:
        _run(f"DELETE FROM {table} WHERE key = %s", [key])

    def query(self, table: str, terms: Sequence[str]) -> tuple[str, list[str]]:
        has = " AND strpos(text, %s) > 0" * len(terms)
        sql = f"SELECT key FROM {table} WHERE grams @@ %s::tsquery{has}"
        return sql, [_all_in_postgresql(terms), *terms]

    def settle(self, table: str) -> int:
        return 0  # its own row versions tell an order, wherever it keeps rows

    def rebuild(self, table: str, documents: Documents) -> Iterator[int]:
        """In place: what is right stays as it is."""

        def enter(piece: list[Document]) -> int:
            self.add(table, piece)
            return len(piece)

        yield from _pieces(documents, enter)
        sql, values = documents.keys()
        _run(f"DELETE FROM {table} WHERE key NOT IN ({sql})", values)

    def is_right(self, table: str, key: int, text: str) -> bool | None:
        sql = f"SELECT text = %s AND grams = array_to_tsvector(%s::text[]) FROM {table} "
        found = _run(f"{sql} WHERE key = %s", [text, grams(text), key])
        return bool(found[0][0]) if found else None

    def stray(self, table: str) -> int:
        return 0


KINDS: Final[dict[str, _SQLite | _PostgreSQL]] = {
    "sqlite": _SQLite(),
    "postgresql": _PostgreSQL(),
}


def _kind(to: Any = connection) -> _SQLite | _PostgreSQL:
    return KINDS[to.vendor]


def _run(sql: str, values: Sequence[Any] = (), *, to: Any = connection) -> list[tuple[Any, ...]]:
    with to.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall()) if cursor.description else []


def _pieces(documents: Documents, work: Any) -> Iterator[Any]:
    """What WORK makes of each piece, each in a transaction of its own."""
    last = 0
    while True:
        with transaction.atomic():
            piece = documents.after(last, PIECE)
            done = work(piece)
        if not piece:
            return
        yield done
        last = piece[-1][0]


def _all_of(terms: Sequence[str]) -> str:
    """In the language of FTS5: phrases; a single sign begins a gram."""
    found = []
    for term in terms:
        star = " *" if len(term) == 1 else ""
        found.append(f'"{" ".join(phrase(term))}"{star}')
    return " AND ".join(found)


def _all_in_postgresql(terms: Sequence[str]) -> str:
    found = []
    for term in terms:
        star = ":*" if len(term) == 1 else ""
        found += [f"'{gram}'{star}" for gram in dict.fromkeys(phrase(term))]
    return " & ".join(found)


def _number(stored: bytes) -> int:
    """A number as SQLite writes it: seven bits a byte, the highest first."""
    value = 0
    for byte in stored:
        value = value << 7 | byte & 0x7F
    return value
