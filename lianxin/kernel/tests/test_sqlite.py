"""Writers of one SQLite file are served in turn, and nobody keeps the place by accident."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import IntegrityError, OperationalError, connections, transaction

from lianxin import env
from lianxin.kernel.sqlite.base import in_memory, queue_for

ROOT = Path(__file__).parent.parent.parent.parent
SOON = 10  # seconds in which whatever is not stuck is over


class Site:
    """One database file as settings make it, beside the one of the tests."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.others: list[subprocess.Popen] = []

    def run(self, sql: str, *values: object) -> list[tuple]:
        with connections["fair"].cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()

    def add_one(self) -> None:
        with transaction.atomic("fair"):
            [(value,)] = self.run("SELECT value FROM counter")
            time.sleep(0.001)  # long enough for another to come between, if it could
            self.run("UPDATE counter SET value = %s", value + 1)

    def value(self) -> int:
        return self.run("SELECT value FROM counter")[0][0]

    @property
    def is_free(self) -> bool:
        return not queue_for(str(self.path)).threads.locked()


@pytest.fixture
def site(tmp_path, monkeypatch, django_db_blocker):
    monkeypatch.setattr(env, "ASKED", {})
    monkeypatch.setenv("DATABASE_URL", "sqlite:///fair.sqlite3")
    made = env.database(
        "DATABASE_URL", "", base=tmp_path, threads=4, help="the file of these tests"
    )
    both = connections.configure_settings(
        {"default": connections["default"].settings_dict, "fair": made}
    )
    connections.settings["fair"] = both["fair"]
    with django_db_blocker.unblock():
        site = Site(Path(made["NAME"]))
        site.run("CREATE TABLE counter (id INTEGER PRIMARY KEY, value INTEGER NOT NULL UNIQUE)")
        site.run("INSERT INTO counter (value) VALUES (0)")
        site.run(
            "CREATE TABLE child"
            " (parent INTEGER REFERENCES counter (id) DEFERRABLE INITIALLY DEFERRED)"
        )
        yield site
        for process in site.others:
            process.kill()
            process.communicate()
        connections["fair"].close()
    del connections["fair"]
    del connections.settings["fair"]


def in_threads(*jobs) -> list[BaseException]:
    """Run the jobs at once; what went wrong, if anything; none may be stuck."""
    wrong: list[BaseException] = []

    def one(job):
        try:
            job()
        except BaseException as error:
            wrong.append(error)
        finally:
            connections["fair"].close()

    threads = [threading.Thread(target=one, args=[job], daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SOON)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    return wrong


def test_a_commit_gives_the_place_up(site):
    with transaction.atomic("fair"):
        assert not site.is_free
        site.run("UPDATE counter SET value = 1")
    assert site.is_free
    assert site.value() == 1


def test_a_rollback_gives_the_place_up(site):
    @transaction.atomic("fair")
    def thinks_better_of_it():
        site.run("UPDATE counter SET value = 1")
        raise KeyError

    with pytest.raises(KeyError):
        thinks_better_of_it()
    assert site.is_free
    assert site.value() == 0


def test_a_broken_constraint_gives_the_place_up(site):
    with pytest.raises(IntegrityError), transaction.atomic("fair"):
        site.run("INSERT INTO counter (value) VALUES (0)")
    assert site.is_free
    site.add_one()
    assert site.value() == 1


def test_a_commit_that_fails_gives_the_place_up(site):
    with pytest.raises(IntegrityError), transaction.atomic("fair"):
        site.run("INSERT INTO child VALUES (999)")
    assert site.is_free
    assert site.run("SELECT COUNT(*) FROM child") == [(0,)]
    site.add_one()
    assert site.value() == 1


def test_savepoints_keep_the_place_until_the_outermost_ends(site):
    with transaction.atomic("fair"):
        site.run("UPDATE counter SET value = 1")
        with pytest.raises(IntegrityError), transaction.atomic("fair"):
            site.run("INSERT INTO counter (value) VALUES (1)")
        assert not site.is_free
        with transaction.atomic("fair"):
            site.run("INSERT INTO counter (value) VALUES (2)")
        assert not site.is_free
    assert site.is_free
    assert site.run("SELECT value FROM counter ORDER BY value") == [(1,), (2,)]


def test_closing_in_the_middle_gives_the_place_up(site):
    @transaction.atomic("fair")
    def loses_its_connection():
        site.run("UPDATE counter SET value = 1")
        connections["fair"].close()
        site.run("UPDATE counter SET value = 2")

    with pytest.raises(Exception, match="closed"):
        loses_its_connection()
    assert site.is_free
    assert site.value() == 0


def test_a_transaction_that_cannot_begin_gives_the_place_up(site, monkeypatch):
    import sqlite3

    stranger = sqlite3.connect(site.path, isolation_level=None)  # a backup tool, say: no queue
    stranger.execute("BEGIN IMMEDIATE")
    site.run("PRAGMA busy_timeout = 50")
    with pytest.raises(OperationalError, match="locked"), transaction.atomic("fair"):
        pass
    assert site.is_free
    stranger.execute("ROLLBACK")
    stranger.close()
    site.add_one()
    assert site.value() == 1


def test_readers_do_not_queue(site):
    held, done = threading.Event(), threading.Event()

    def write():
        with transaction.atomic("fair"):
            site.run("UPDATE counter SET value = 1")
            held.set()
            assert done.wait(SOON), "the reader waited for the writer"

    def read():
        assert held.wait(SOON)
        assert site.value() == 0
        done.set()

    assert in_threads(write, read) == []
    assert site.value() == 1


def test_of_many_writers_no_one_is_lost(site):
    def twenty():
        for _ in range(20):
            site.add_one()

    assert in_threads(*[twenty] * 8) == []
    assert site.value() == 160


def test_one_who_fails_holds_nobody_up(site):
    def fails():
        for _ in range(10):
            with pytest.raises(IntegrityError), transaction.atomic("fair"):
                site.run("INSERT INTO child VALUES (999)")

    def counts():
        for _ in range(10):
            site.add_one()

    assert in_threads(*[fails, counts] * 3) == []
    assert site.value() == 30


def other_process(site: Site, code: str) -> subprocess.Popen:
    surroundings = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "lianxin.settings",
        "DATA_DIR": str(site.path.parent),
        "DATABASE_URL": f"sqlite:///{site.path.name}",
    }
    start = "import django; django.setup()\nfrom django.db import connection, transaction\n"
    process = subprocess.Popen(
        [sys.executable, "-c", start + code],
        env=surroundings,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    site.others.append(process)
    return process


COUNT_TO_FIFTY = """
for _ in range(50):
    with transaction.atomic(), connection.cursor() as cursor:
        value = cursor.execute("SELECT value FROM counter").fetchone()[0]
        cursor.execute("UPDATE counter SET value = %s", [value + 1])
"""
HOLD_FOR_A_WHILE = """
import time
with transaction.atomic():
    print("held", flush=True)
    time.sleep(0.6)
"""


def test_two_processes_write_in_turn(site):
    processes = [other_process(site, COUNT_TO_FIFTY) for _ in range(2)]
    for _ in range(50):
        site.add_one()
    assert [process.wait(60) for process in processes] == [0, 0]
    assert site.value() == 150


def test_a_process_waits_in_the_queue_of_the_file_not_at_its_lock(site):
    """With SQLite's own patience taken away, only the queue can make the second one wait."""
    other = other_process(site, HOLD_FOR_A_WHILE)
    assert other.stdout.readline() == "held\n"
    site.run("PRAGMA busy_timeout = 0")
    before = time.monotonic()
    with transaction.atomic("fair"):
        site.run("UPDATE counter SET value = 1")
    assert time.monotonic() - before > 0.2
    assert other.wait(60) == 0


@pytest.mark.parametrize("name", [":memory:", "file:memorydb_default?mode=memory&cache=shared"])
def test_a_database_in_memory_needs_no_file(name):
    assert in_memory(name)
    assert queue_for(name).file is None
