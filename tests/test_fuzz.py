"""No input ends in a 500: every door that takes something, every field, hostile values and files."""

from __future__ import annotations

import io
import zipfile
from urllib.parse import quote_from_bytes, urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from tests.doors import VISITORS, Door
from tests.test_doors import DOORS

HOSTILE = [
    "",
    " \t\n ",
    "\x00",
    "a\x00b\x1b\x7f",
    "9" * 40,
    "-1",
    "9223372036854775808",
    "1e999",
    "2026-13-45",
    "0001-01-01",
    "9999-12-31",
    "=HYPERLINK(1)",
    "<script>alert(1)</script>{{ x }}{% y %}",
    "\u202e\ufeff\u0000\U0010ffff",
    "字" * 100_000,
    "None",
    "' OR 1=1 --",
]
RAW = [b"\xed\xa0\x80", b"\xff\xfe\xff", "中文".encode("gb18030"), b"%", b"a" * 3_000_000]
TEXT = "application/x-www-form-urlencoded"


def openable(door: Door) -> str | None:
    """Someone this door lets through, if anybody."""
    good = (200, 302, 303, 422, 409)
    return next((v for v, s in zip(VISITORS, door.statuses, strict=True) if s in good), None)


def visit(door: Door, name: str, cast, as_, visitor: str, data, **extra):
    """DATA as it is, or what a function of the door's own data makes of them."""
    place = transaction.savepoint()
    client = as_(None if visitor == "guest" else getattr(cast, visitor))
    client.raise_request_exception = False
    url = reverse(name, args=door.args(cast))
    data = data(door.data(cast)) if callable(data) else data
    answer = getattr(client, door.method)(url, data, **extra)
    transaction.savepoint_rollback(place)
    return answer


POSTS = sorted(n for n, d in DOORS.items() if d.method == "post" and openable(d))
GETS = sorted(n for n, d in DOORS.items() if d.method == "get" and openable(d))


@pytest.mark.parametrize("name", POSTS)
def test_every_field_with_every_hostile_value(name, cast, as_):
    door = DOORS[name]
    visitor = openable(door)
    place = transaction.savepoint()
    fields = list(door.data(cast))
    transaction.savepoint_rollback(place)
    for field in fields or ["nothing"]:
        for value in HOSTILE:
            change = {field: value}
            answer = visit(door, name, cast, as_, visitor, lambda own, new=change: {**own, **new})
            assert answer.status_code < 500, (field, value[:40])


@pytest.mark.parametrize("name", POSTS)
def test_bodies_that_are_no_form(name, cast, as_):
    door = DOORS[name]
    visitor = openable(door)
    for raw in RAW:
        for body in (raw, b"title=" + quote_from_bytes(raw).encode() + b"&body=x&code=%zz"):
            answer = visit(door, name, cast, as_, visitor, body, content_type=TEXT)
            assert answer.status_code < 500, raw[:20]
    broken = b"--x\r\nContent-Disposition: form-data; name=files; filename=a\r\n\r\nno end"
    for kind in ("multipart/form-data; boundary=x", "multipart/form-data", "application/json"):
        answer = visit(door, name, cast, as_, visitor, broken, content_type=kind)
        assert answer.status_code < 500, kind
    many = urlencode([(f"f{n}", "1") for n in range(5000)]).encode()
    assert visit(door, name, cast, as_, visitor, many, content_type=TEXT).status_code < 500


@pytest.mark.parametrize("name", GETS)
def test_every_page_with_hostile_questions(name, cast, as_):
    door = DOORS[name]
    visitor = openable(door)
    names = ("page", "q", "unit", "state", "since", "until", "person", "category", "verb", "late")
    for value in HOSTILE:
        answer = visit(door, name, cast, as_, visitor, dict.fromkeys(names, value[:2000]))
        assert answer.status_code < 500, value[:40]


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def workbook(sheet: bytes) -> bytes:
    return zipped(
        **{
            "[Content_Types].xml": b'<?xml version="1.0"?><Types xmlns="http://schemas.'
            b'openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml"'
            b' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.'
            b'main+xml"/></Types>',
            "xl/workbook.xml": b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/'
            b'2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
            b'relationships"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org'
            b'/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats'
            b'.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
            b"</Relationships>",
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + b"a" * 1000 + b'"><!ENTITY b "'
    + b"&a;" * 100 + b'"><!ENTITY c "' + b"&b;" * 100 + b'">]><worksheet ' + MAIN
    + b'><sheetData><row r="1"><c t="inlineStr"><is><t>&c;</t></is></c></row></sheetData></worksheet>'
)  # fmt: skip
FORMULA = (
    b"<worksheet " + MAIN + b'><sheetData><row r="1"><c t="str"><f>1+1</f><v>=cmd|x</v></c></row>'
    b'<row r="2"><c t="e"><v>#REF!</v></c></row></sheetData></worksheet>'
)
FILES = {
    "empty.xlsx": b"",
    "bomb.xlsx": workbook(b"<worksheet>" + b" " * 300_000_000 + b"</worksheet>"),
    "entities.xlsx": workbook(ENTITIES),
    "formula.xlsx": workbook(FORMULA),
    "broken.xlsx": workbook(FORMULA)[:-40],
    "locked.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 5000,
    "program.jpg": b"MZ" + b"\x00" * 2000,
    "page.csv": b"<html><script>alert(1)</script></html>",
    "broken.csv": b"\xff\xfe\x00" + "标题,内容\n".encode("gb18030") + b"\xed\xa0\x80\x00,\n",
    "quote.csv": '标题,内容\n"没有结束,x\n'.encode() * 50,
    "nested.zip": zipped(a_dot_zip=zipped(b_dot_zip=zipped(c_dot_txt=b"x"))),
    "huge.png": bytes.fromhex("89504e470d0a1a0a0000000d4948445200ffffff00ffffff0802000000")
    + b"\x00" * 100,
    "../../etc/passwd": b"text",
    "名\u202e称\x00.txt": "内容".encode(),
}
TAKING = [
    ("public:raise", "guest", "files"),
    ("matters:raise", "li", "files"),
    ("matters:import-upload", "chen", "file"),
    ("people:rosters", "sun", "file"),
]


@pytest.mark.parametrize("content", FILES, ids=[n.encode("unicode_escape").decode() for n in FILES])
@pytest.mark.parametrize(("name", "visitor", "field"), TAKING)
def test_hostile_files_get_a_sentence(name, visitor, field, content, cast, as_):
    client = as_(None if visitor == "guest" else getattr(cast, visitor))
    client.raise_request_exception = False
    file = SimpleUploadedFile(content, FILES[content])
    data = {"unit": cast.first.pk, "body": "食堂没有热饭。", "source": "热线", field: file}
    answer = client.post(reverse(name), data)
    assert answer.status_code in (200, 302, 400, 409, 413, 415, 422), answer.status_code
