"""匿名之门: of someone nameless nothing is left that tells who, with what, or at which minute."""

from __future__ import annotations

import datetime as dt
import io
import os
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, models
from django.test import Client
from django.utils import timezone

from lianxin.matters import codes
from lianxin.matters.models import Message, Voice
from lianxin.matters.stored import rows_of
from lianxin.matters.tests.stories import a_matter
from lianxin.wsgi import application

MARKER = "zzmarker"
TELLING = {
    "REMOTE_ADDR": "203.0.113.77",
    "HTTP_X_FORWARDED_FOR": "203.0.113.77",
    "HTTP_USER_AGENT": f"{MARKER}-agent/1.0",
    "HTTP_COOKIE": f"lianxin_session={MARKER}-cookie; csrftoken={MARKER}-token",
    "HTTP_ACCEPT_LANGUAGE": f"{MARKER}-language",
    "HTTP_REFERER": f"http://{MARKER}-referer.example/",
    "HTTP_SEC_CH_UA": f"{MARKER}-hint",
}


def call(address: str, **typed: str) -> tuple[str, list[tuple[str, str]], str]:
    """One POST through the real WSGI application, with everything a browser tells."""
    body = urlencode(typed).encode()
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": address,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        **TELLING,
    }
    told: dict[str, list[tuple[str, str]] | str] = {}

    def start_response(status, headers, exc_info=None):
        told.update(status=status, headers=headers)

    parts = application(environ, start_response)
    text = b"".join(parts).decode()
    return told["status"], told["headers"], text + environ["wsgi.errors"].getvalue()


def dump() -> str:
    """Everything in every table."""
    with connection.cursor() as cursor:
        lines = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            lines += [repr(row) for row in cursor.fetchall()]
    return "\n".join(lines)


def a_life_through_the_door(cast) -> tuple[Voice, str]:
    key = codes.new_form_key()
    status, headers, page = call(
        "/a/raise/",
        form_key=key,
        unit=str(cast.first.pk),
        body="食堂没有热饭。",
        avoid=str(cast.guli.pk),
    )
    assert status == "200 OK", page
    assert not [name for name, _ in headers if name.lower() == "set-cookie"]
    code = codes.for_form(key)
    voice = Voice.objects.visible_to_code(code).get()
    a_matter(cast, voice, state="answered")
    for address, typed in [
        ("/a/follow/", {}),
        ("/a/follow/write/", {"text": "补充一句"}),
        ("/a/follow/rate/", {"step": "2"}),
        ("/a/follow/reopen/", {"reason": "没有解决"}),
        ("/a/follow/stored/", {}),
    ]:
        status, headers, page = call(address, code=code, **typed)
        assert status == "200 OK", (address, page)
        assert MARKER not in page
        assert not [name for name, _ in headers if name.lower() == "set-cookie"]
    return voice, code


@pytest.fixture(autouse=True)
def connections_stay_open():
    """The application closes old connections after an answer; the test still needs this one."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_no_table_holds_address_device_language_or_cookie(cast, capfd):
    a_life_through_the_door(cast)
    everything = dump()
    out, err = capfd.readouterr()
    assert "食堂没有热饭。" in everything  # it was looked for where it would be
    for place in (everything, out, err):
        assert MARKER not in place
        assert "203.0.113.77" not in place


def test_no_table_holds_the_code(cast):
    _, code = a_life_through_the_door(cast)
    everything = dump()
    assert code not in everything
    assert codes.grouped(code) not in everything


def test_no_column_of_its_rows_holds_a_time_of_day(cast):
    voice, _ = a_life_through_the_door(cast)
    midnight, closing = dt.time(0), set()
    for row in rows_of(voice):
        for field in row._meta.concrete_fields:
            value = field.value_from_object(row)
            if isinstance(field, models.DateTimeField) and value is not None:
                local = timezone.localtime(value)
                if field.name == "accept_by":
                    closing.add(local.time())
                    continue
                assert local.time() == midnight, f"{row._meta.label}.{field.name} tells {local}"
    term = {Voice.objects.get().accept_by, another_term(cast)}
    assert len(term) == 1  # the term follows from the day alone


def another_term(cast) -> dt.datetime:
    key = codes.new_form_key()
    Client().post("/a/raise/", {"form_key": key, "unit": cast.first.pk, "body": "别的事。"})
    return Voice.objects.visible_to_code(codes.for_form(key)).get().accept_by


def test_no_key_tells_an_order(cast):
    keys: dict[str, list[int]] = {}
    for n in range(12):
        key = codes.new_form_key()
        form = {"unit": cast.first.pk, "body": f"第 {n} 件。", "avoid": cast.guli.pk}
        Client().post("/a/raise/", {"form_key": key, **form})
        voice = Voice.objects.visible_to_code(codes.for_form(key)).get()
        Client().post("/a/follow/write/", {"code": codes.for_form(key), "text": "补充"})
        for row in rows_of(voice):
            keys.setdefault(row._meta.label, []).append(row.pk)
    assert keys.keys() == {
        "matters.Voice",
        "matters.Avoidance",
        "matters.Message",
        "journal.Event",
    }
    for label, found in keys.items():
        assert found != sorted(found), label
        assert min(found) > 10**9, label


def test_not_even_the_disk_remembers_the_minute_of_a_file(cast):
    from lianxin.files.models import Attachment

    file = SimpleUploadedFile("a.txt", b"x")
    form = {"unit": cast.first.pk, "body": "见附件。", "attachments": [file]}
    Client().post("/a/raise/", {"form_key": codes.new_form_key(), **form})
    path = Path(settings.MEDIA_ROOT) / Attachment.objects.get().path
    written = dt.datetime.fromtimestamp(os.stat(path).st_mtime, tz=dt.UTC)
    assert timezone.localtime(written).time() == dt.time(0)


def test_the_office_leaves_its_minutes_the_person_never(cast):
    voice, _ = a_life_through_the_door(cast)
    assert set(Message.objects.filter(voice=voice, side="person").values_list("by", "at")) == {
        (None, None)
    }
