"""No framework at all: a WSGI function that inserts one row in a transaction.

The settings of the database are the product's: WAL with synchronous=FULL and writers in a
queue on SQLite; a connection kept by each thread on PostgreSQL.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

URL = urlsplit(os.environ.get("DATABASE_URL", "sqlite:///data.sqlite3"))
FILE = Path(os.environ.get("DATA_DIR", ".")) / URL.path[1:]
TABLE = "create table if not exists kept (id {key}, body text not null)"

own = threading.local()
threads = threading.Lock()
queue = Path(f"{FILE}.queue").open("ab") if URL.scheme == "sqlite" else None  # noqa: SIM115


def sqlite() -> sqlite3.Connection:
    connection = sqlite3.connect(FILE, timeout=20, isolation_level=None)
    connection.executescript(
        "pragma journal_mode=wal;pragma synchronous=full;pragma temp_store=memory;"
        "pragma mmap_size=134217728;pragma journal_size_limit=67108864;pragma cache_size=-20000;"
        + TABLE.format(key="integer primary key")
    )
    return connection


def insert_sqlite(body: str) -> None:
    if not hasattr(own, "connection"):
        own.connection = sqlite()
    with threads:
        fcntl.flock(queue, fcntl.LOCK_EX)
        try:
            own.connection.execute("begin immediate")
            own.connection.execute("insert into kept (body) values (?)", (body,))
            own.connection.execute("commit")
        finally:
            fcntl.flock(queue, fcntl.LOCK_UN)


def insert_postgres(body: str) -> None:
    if not hasattr(own, "connection"):
        import psycopg

        own.connection = psycopg.connect(URL.geturl().replace("postgres:", "postgresql:", 1))
    with own.connection.transaction():
        own.connection.execute("insert into kept (body) values (%s)", (body,))


def prepare() -> None:
    """The table, before the processes start."""
    if URL.scheme == "sqlite":
        sqlite().close()
        return
    import psycopg

    with psycopg.connect(URL.geturl().replace("postgres:", "postgresql:", 1)) as connection:
        connection.execute(TABLE.format(key="bigserial primary key"))


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    if environ["REQUEST_METHOD"] == "POST":
        sent = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        body = parse_qs(sent.decode())["body"][0]
        (insert_sqlite if URL.scheme == "sqlite" else insert_postgres)(body)
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "4")])
    return [b"kept"]
