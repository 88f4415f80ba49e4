"""What stays of someone who sends a voice without a name: sent through the real server."""

from __future__ import annotations

import datetime as dt
import http.client
import re
import sqlite3
from contextlib import closing
from urllib.parse import urlencode

import pytest

from tests.running import Answer, Site, hidden_fields

pytestmark = pytest.mark.server

ADDRESS = "127.7.7.7"
MARKS = {
    "User-Agent": "MarkerAgent/9.9 (MarkerPhone)",
    "Accept-Language": "ug-MARKER,tt;q=0.3",
    "Cookie": "lianxin_session=markersession; csrftoken=markertoken; other=markercookie",
    "Referer": "http://marker.example/where-i-was",
    "X-Forwarded-For": "10.66.66.66",
    "X-Real-Ip": "10.66.66.67",
    "Sec-Ch-Ua-Platform": "MarkerOS",
}
TRACES = [b"127.7.7.7", b"10.66.66.6", b"marker", b"MARKER", b"Marker"]
UNIT = """
from lianxin.people.models import Unit
unit = Unit.objects.create(name="一连", path="1/", pk=1)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("site"), {"DATABASE_URL": "sqlite:///data.sqlite3"})
    site.manage("start", "--no-serve")
    site.python(UNIT)
    site.start()
    yield site
    site.stop()


def as_the_marked_one(site: Site, method: str, path: str, fields: dict[str, str]) -> Answer:
    connection = http.client.HTTPConnection(
        "127.0.0.1", site.port, timeout=20, source_address=(ADDRESS, 0)
    )
    with closing(connection):
        headers = {**MARKS, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, urlencode(fields).encode(), headers)
        response = connection.getresponse()
        return Answer(response.status, response.getheaders(), response.read())


def send(site: Site, body: str) -> Answer:
    form = as_the_marked_one(site, "GET", "/a/raise/", {})
    assert form.status == 200
    assert not form.header("Set-Cookie")
    fields = {**hidden_fields(form.body), "unit": "1", "body": body}
    answer = as_the_marked_one(site, "POST", "/a/raise/", fields)
    assert answer.status == 200, answer.text
    assert not answer.header("Set-Cookie")
    return answer


def code_on(answer: Answer) -> str:
    return re.search(r"\d{4} \d{4} \d{4} \d{4}", answer.text).group()


def everything_written(site: Site) -> list[tuple[str, bytes]]:
    return [(str(p), p.read_bytes()) for p in site.data.rglob("*") if p.is_file()]


def test_nothing_of_an_anonymous_sender_is_kept(site):
    code = code_on(send(site, "食堂夜班没有热饭。"))
    for path in ("/a/follow/", "/a/follow/stored/"):
        assert as_the_marked_one(site, "POST", path, {"code": code}).status == 200
    as_the_marked_one(site, "POST", "/a/follow/", {"code": "1234"})
    as_the_marked_one(site, "GET", "/a/no-such-page/", {})
    as_the_marked_one(site, "POST", "/a/raise/", {"unit": "x" * 100_000})
    as_the_marked_one(site, "POST", "/a/raise/", {"unit": "1", "body": "\x00"})

    written = everything_written(site)
    assert any("食堂夜班没有热饭".encode() in content for _, content in written)
    for path, content in written:
        assert not [t for t in TRACES if t in content], path
        assert code.replace(" ", "").encode() not in content, path


INDEX = re.compile(r"matters_\w+_words")
"""Tables of words, by keys of voices alone: what they hold has a test of its own."""


def rows(site: Site) -> set[tuple[str, str, str]]:
    """Every value in the database as (table, row, column=value)."""
    found = set()
    with closing(sqlite3.connect(site.data / "data.sqlite3")) as database:
        tables = database.execute("select name from sqlite_master where type='table'").fetchall()
        for (table,) in tables:
            if INDEX.match(table):
                continue
            cursor = database.execute(f'select rowid, * from "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor:
                found |= {(table, str(row[0]), f"{n}={v}") for n, v in zip(names, row, strict=True)}
    return found


def person_columns(site: Site) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(site.data / "data.sqlite3")) as database:
        tables = database.execute("select name from sqlite_master where type='table'").fetchall()
        return {
            (table, key[3])
            for (table,) in tables
            for key in database.execute(f'pragma foreign_key_list("{table}")')
            if key[2] in ("people_user", "django_session")
        }


def test_no_two_tables_join_to_a_person_or_a_minute(site):
    before = rows(site)
    send(site, "宿舍晚上冷。")
    new = rows(site) - before
    assert {table for table, _, _ in new} == {"matters_voice", "journal_event"}

    persons = person_columns(site)
    assert ("matters_voice", "raised_by_id") in persons
    terms = set()
    for table, row, cell in new:
        column, value = cell.split("=", 1)
        if (table, column) in persons:
            assert value == "None", cell
        if moment := re.fullmatch(r"\d{4}-\d\d-\d\d (\d\d:\d\d:\d\d.*)", value):
            if column == "accept_by":
                terms.add(value)
            else:  # midnight in Shanghai, as the database writes it
                assert moment.group(1) == "16:00:00", cell
        assert int(row) > 2**30, "a key that counts would tell the order"
    send(site, "路灯坏了。")
    later = {c for t, _, c in rows(site) if t == "matters_voice" and c.startswith("accept_by=")}
    assert later == {f"accept_by={term}" for term in terms}, "the term depends on the day alone"


SETTLE = """
from lianxin.matters.searching import settle_search
from django.utils import timezone
settle_search(timezone.now())
"""


def test_the_index_of_words_knows_voices_by_their_keys_and_after_a_night_no_order(site):
    """FTS5 keeps what came with each transaction in a segment of its own until they are melted."""
    for body in ("水管漏了。", "操场的灯坏了。", "班车总是晚点。"):
        send(site, body)
    site.python(SETTLE)
    with closing(sqlite3.connect(site.data / "data.sqlite3")) as database:

        def column(sql: str) -> set[int]:
            return {value for (value,) in database.execute(sql)}

        voices = column("select id from matters_voice")
        assert column("select id from matters_voice_words_docsize") == voices
        assert len(column("select segid from matters_voice_words_idx")) == 1
        assert min(voices) > 2**30
        found = column(
            "select rowid from matters_voice_words where matters_voice_words match '班车'"
        )
        assert len(found) == 1


def test_the_day_is_all_that_files_tell(site):
    """An attachment of someone nameless has the day, not the minute, as its time on disk."""
    files = [p for p in (site.data / "media").rglob("*") if p.is_file()]
    for file in files:
        moment = dt.datetime.fromtimestamp(file.stat().st_mtime).astimezone()
        assert (moment.minute, moment.second) == (0, 0)
