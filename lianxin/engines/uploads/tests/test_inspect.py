"""What is taken, as what, and what is refused."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.engines.uploads import Fault, Kind, Limits, Upload, UploadRefused, inspect, safe_name
from lianxin.engines.uploads.tests import made

PICTURE = made.picture()


def taken(content: bytes, name: str, **limits: object) -> Upload:
    return inspect(io.BytesIO(content), name, limits=Limits(**limits))


def refused(content: bytes, name: str = "文件.txt", **limits: object) -> UploadRefused:
    with pytest.raises(UploadRefused) as caught:
        taken(content, name, **limits)
    return caught.value


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (made.jpeg(), "照片.jpg", Kind.IMAGE),
        (made.jpeg(), "照片.JPEG", Kind.IMAGE),
        (made.saved(PICTURE, "PNG"), "截图.png", Kind.IMAGE),
        (made.moving("GIF"), "动图.gif", Kind.IMAGE),
        (made.saved(PICTURE, "WEBP"), "图.webp", Kind.IMAGE),
        (made.mp4(b"heic"), "照片.heic", Kind.IMAGE),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "通知.pdf", Kind.DOCUMENT),
        (made.docx(), "申请.docx", Kind.DOCUMENT),
        (made.xlsx(), "台账.xlsx", Kind.SHEET),
        (made.ole("WordDocument", "1Table"), "申请.doc", Kind.DOCUMENT),
        (made.ole("WordDocument"), "申请.wps", Kind.DOCUMENT),
        (made.ole("Workbook"), "台账.xls", Kind.SHEET),
        (made.ole("Workbook"), "台账.et", Kind.SHEET),
        ("建议".encode(), "建议.txt", Kind.TEXT),
        ("建议食堂延长开放".encode("gbk"), "建议.txt", Kind.TEXT),
        ("建议\n".encode("utf-16"), "建议.txt", Kind.TEXT),
        (b"a,b\n1,2\n", "表.csv", Kind.SHEET),
        (b"MZ is a fine name for a note", "note.txt", Kind.TEXT),
        ("关于 <html> 标签的说明".encode(), "说明.txt", Kind.TEXT),
        (made.archive({"照片/一.jpg": made.jpeg()}), "附件.zip", Kind.ARCHIVE),
        (b"ID3\x03\0\0\0\0\0\0" + made.mp3(), "录音.mp3", Kind.AUDIO),
        (made.mp3(), "录音.mp3", Kind.AUDIO),
        (made.mp4(b"M4A "), "录音.m4a", Kind.AUDIO),
        (made.wav(), "录音.wav", Kind.AUDIO),
        (made.mp4(), "现场.mp4", Kind.VIDEO),
        (made.mp4(b"qt  "), "现场.mov", Kind.VIDEO),
    ],
)
def test_what_people_send_is_taken_under_its_own_name(
    content: bytes, name: str, kind: Kind
) -> None:
    upload = taken(content, name)
    assert (upload.kind, upload.name, upload.size) == (kind, name, len(content))
    assert not upload.renamed


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (made.jpeg(), "照片.png", "照片.jpg"),
        (made.jpeg(), "照片", "照片.jpg"),
        (made.jpeg(), "照片.jpg.exe", "照片.jpg.jpg"),
        (made.docx(), "申请.doc", "申请.docx"),
        (made.ole("Workbook"), "台账.xlsx", "台账.xls"),
        ("建议".encode(), "建议.docx", "建议.txt"),
    ],
)
def test_the_content_decides_and_the_name_follows(content: bytes, name: str, expected: str) -> None:
    upload = taken(content, name)
    assert (upload.name, upload.renamed) == (expected, True)


@pytest.mark.parametrize(
    ("content", "name", "fault"),
    [
        (b"", "空.txt", Fault.EMPTY),
        (b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff" + bytes(100), "照片.jpg", Fault.EXECUTABLE),
        (b"\x7fELF\x02\x01\x01" + bytes(60), "a.txt", Fault.EXECUTABLE),
        (b"\xca\xfe\xba\xbe\0\0\0\x34" + bytes(60), "a.pdf", Fault.EXECUTABLE),
        (b"#!/bin/sh\nrm -rf ~\n", "说明.txt", Fault.SCRIPT),
        (b"@echo off\r\ndel *.*\r\n", "说明.txt", Fault.SCRIPT),
        (b"<?php system($_GET['c']);", "a.txt", Fault.SCRIPT),
        (b"alert(1)", "a.js", Fault.SCRIPT),
        (b"Get-Item .", "a.ps1", Fault.SCRIPT),
        (b"<!DOCTYPE html><html></html>", "网页.txt", Fault.HTML),
        ("\ufeff  <HTML><body>".encode(), "a.txt", Fault.HTML),
        ("<html>".encode("utf-16"), "a.txt", Fault.HTML),
        (b"<!-- x --><script>alert(1)</script>", "a.txt", Fault.HTML),
        (b"<p>hello", "a.html", Fault.HTML),
        (b'<?xml version="1.0"?><svg xmlns="x"><script/></svg>', "图.png", Fault.SVG),
        (b'<svg onload="alert(1)"/>', "图.svg", Fault.SVG),
        (made.ole("EncryptedPackage", "EncryptionInfo"), "密.docx", Fault.LOCKED),
        (made.ole("WordDocument", "Macros", "VBA"), "a.doc", Fault.MACROS),
        (made.ole("Workbook", "_VBA_PROJECT_CUR"), "a.xls", Fault.MACROS),
        (made.ole("Something"), "a.msi", Fault.UNKNOWN),
        (made.archive({"word/document.xml": b"x"}), "a.docx", Fault.DAMAGED),
        (made.archive({"资料/run.exe": b"x"}), "a.zip", Fault.DANGEROUS_INSIDE),
        (made.archive({"run.vbs ": b"x"}), "a.zip", Fault.DANGEROUS_INSIDE),
        (made.archive({"a/classes.dex": b"x"}), "a.apk", Fault.DANGEROUS_INSIDE),
        (made.archive({"a": bytes(30 << 20)}), "a.zip", Fault.BOMB),
        (made.archive({"a": b"x"})[:-8], "a.zip", Fault.DAMAGED),
        (made.jpeg()[:300], "照片.jpg", Fault.DAMAGED),
        (made.saved(PICTURE, "PNG")[:60], "图.png", Fault.DAMAGED),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "图.png", Fault.DAMAGED),
        (bytes(range(256)) * 4, "a.bin", Fault.UNKNOWN),
        (b"GIF89a", "a.gif", Fault.DAMAGED),
        (b"\0" * 100 + b"%PDF-1.4", "a.pdf", Fault.UNKNOWN),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # bytes of a zip hold the time
)
def test_what_is_refused_says_why(content: bytes, name: str, fault: Fault) -> None:
    assert refused(content, name).code is fault


def test_a_document_with_macros_is_refused() -> None:
    content = made.docx(**{"word/vbaProject.bin": b"x"})
    assert refused(content, "a.docx").code is Fault.MACROS


def test_an_archive_with_a_password_is_refused() -> None:
    content = bytearray(made.archive({"a.txt": b"x"}))
    for mark, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(mark) + flags] |= 1
    assert refused(bytes(content), "a.zip").code is Fault.LOCKED


def test_size_is_limited() -> None:
    error = refused(b"x" * 11, max_size=10)
    assert (error.code, error.facts) == (Fault.TOO_BIG, {"size": 11, "limit": 10})


def test_only_what_the_caller_allows() -> None:
    error = refused(made.mp4(), "a.mp4", extensions=frozenset({"jpg", "png"}))
    assert (error.code, error.facts) == (Fault.NOT_ALLOWED, {"extension": "mp4"})


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "JPEG"])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_drawn(kind: str) -> None:
    content = made.saved(made.picture((400, 400)), kind)
    error = refused(content, "图", max_pixels=100_000)
    assert error.code is Fault.TOO_MANY_PIXELS


def test_a_picture_that_declares_a_monstrous_size_is_refused() -> None:
    content = bytearray(made.saved(PICTURE, "GIF"))
    content[6:10] = b"\xff\xff\xff\xff"
    assert refused(bytes(content), "a.gif").code is Fault.TOO_MANY_PIXELS
    ten_thousand_by_ten = made.saved(PICTURE.resize((10_000, 10_000)), "GIF")
    assert refused(ten_thousand_by_ten, "a.gif").code is Fault.TOO_MANY_PIXELS


def test_the_stream_is_left_at_its_beginning() -> None:
    stream = io.BytesIO(made.docx())
    inspect(stream, "a.docx")
    assert stream.tell() == 0


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\用户\\王芳\\申请.docx", "申请.docx"),
        ("../../etc/passwd", "passwd"),
        ("照片\u202egpj.exe", "照片gpj.exe"),
        ("申\u200b请\x00\r\n.docx", "申请.docx"),
        ("a<b>:c|d?.txt", "a_b__c_d_.txt"),
        ("CON.txt", "_CON.txt"),
        ("...", "file"),
        ("", "file"),
        ("   .jpg", "jpg"),
        ("困难申请（终稿）.docx", "困难申请（终稿）.docx"),
        ("字" * 200 + ".docx", "字" * 115 + ".docx"),
    ],
)
def test_a_name_is_made_safe_to_show(name: str, shown: str) -> None:
    assert safe_name(name) == shown


@given(st.text(max_size=300))
def test_any_name_becomes_a_safe_one(name: str) -> None:
    shown = safe_name(name)
    assert 0 < len(shown) <= 120
    assert not set(shown) & set('/\\<>:"|?*\0\n\u202e')
    assert safe_name(shown) == shown


@given(st.binary(max_size=400), st.sampled_from(["a.jpg", "a.zip", "a.txt", "a.doc"]))
def test_any_bytes_are_taken_or_refused(content: bytes, name: str) -> None:
    try:
        taken(content, name)
    except UploadRefused:
        return


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow, about broken EXIF
@given(st.data())
def test_any_damage_is_taken_or_refused(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(BASES))
    at = data.draw(st.integers(0, len(whole) - 1))
    hurt = (
        whole[:at] + data.draw(st.binary(max_size=8)) + whole[at + data.draw(st.integers(0, 9)) :]
    )
    try:
        taken(hurt, "a")
    except UploadRefused:
        return


BASES = [
    made.jpeg(), made.saved(PICTURE, "PNG"), made.moving("GIF"), made.saved(PICTURE, "WEBP"),
    made.docx(), made.ole("Workbook"), made.mp3(), made.xlsx(),
]  # fmt: skip
