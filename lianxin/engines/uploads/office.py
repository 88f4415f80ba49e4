"""Word, Excel and PowerPoint files without the names the office program wrote into them.

What a person typed is not touched: a signature in the text stays, and so does a name in a cell.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import IO

from lianxin.engines.uploads.containers import Budget, ContainerError, open_zip, read_part
from lianxin.engines.uploads.images import strip_image
from lianxin.engines.uploads.model import Fault, Limits, UploadRefused

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = b"http://schemas.openxmlformats.org/"
_BLANK = {
    "docprops/core.xml": _HEAD
    + b'<cp:coreProperties xmlns:cp="' + _OFFICE + b'package/2006/metadata/core-properties"/>',
    "docprops/app.xml": _HEAD
    + b'<Properties xmlns="' + _OFFICE + b'officeDocument/2006/extended-properties"/>',
    "docprops/custom.xml": _HEAD
    + b'<Properties xmlns="' + _OFFICE + b'officeDocument/2006/custom-properties"/>',
}  # fmt: skip

# Attributes and elements that name who wrote, changed or commented, and where the file lay.
# Attributes are only changed inside a tag: the same words in somebody's text are theirs.
_TAG = re.compile(rb"<[^<>]*>")
_TELLING = re.compile(
    rb"\b(?:author|initials|userId|providerId|userName|absPath|cmAuthor|person)\b|file:"
)
_VALUE = rb"""\s*=\s*)(?:"[^"]*"|'[^']*')"""
_ATTRIBUTES = (
    (re.compile(rb"(\b(?:author|initials|userId|providerId|userName)" + _VALUE), rb'\1""'),
    (re.compile(rb"(<(?:\w+:)?absPath\b[^>]*?\burl" + _VALUE), rb'\1""'),
    (re.compile(rb"(<p:cmAuthor\b[^>]*?\bname" + _VALUE), rb'\1""'),
    (re.compile(rb"(<(?:\w+:)?person\b[^>]*?\bdisplayName" + _VALUE), rb'\1""'),
    (re.compile(rb"(\bTarget\s*=\s*)\"file:[^\"]*\""), rb'\1"file:///"'),
)
_AUTHOR = re.compile(rb"(<(?:\w+:)?author>)[^<]*(</(?:\w+:)?author>)")
_PICTURE = re.compile(r"\.(jpe?g|png|gif|webp)$")
_CELLS = re.compile(r"^xl/(worksheets/[^/]+|sharedstrings)\.xml$")  # large, and nameless
_OPAQUE = re.compile(r"/(media|embeddings|activex)/")


def strip_office(stream: IO[bytes], limits: Limits) -> tuple[bytes, bool]:
    """The document with blank properties, nameless comments and changes, and clean pictures.

    The second value is false when something was put into it that is not looked into here.
    """
    budget = Budget(limits.max_unpacked, limits.max_ratio)
    out = io.BytesIO()
    whole = True
    try:
        with open_zip(stream) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for member in source.infolist():
                if not member.is_dir():
                    fresh = zipfile.ZipInfo(member.filename, _LONG_AGO)
                    fresh.compress_type = zipfile.ZIP_DEFLATED
                    content = read_part(source, member.filename, budget)
                    cleaned = _cleaned(member.filename.lower(), content, limits)
                    whole = whole and cleaned is not None
                    target.writestr(fresh, content if cleaned is None else cleaned)
    except ContainerError as error:
        raise UploadRefused(Fault(error.code.value)) from error
    finally:
        stream.seek(0)
    return out.getvalue(), whole


def _cleaned(name: str, content: bytes, limits: Limits) -> bytes | None:
    """The part without names; None for one that cannot be cleaned."""
    if name in _BLANK:
        return _BLANK[name]
    if _CELLS.search(name):
        return content
    if name.endswith((".xml", ".rels")):
        return _AUTHOR.sub(rb"\1\2", _TAG.sub(_nameless, content))
    if found := _PICTURE.search(name):
        return _clean_picture(content, found.group(1).replace("jpeg", "jpg"), limits)
    if "/printersettings/" in name:
        return bytes(len(content))  # names a printer and its server; not needed to read
    return None if _OPAQUE.search(name) else content


def _nameless(tag: re.Match[bytes]) -> bytes:
    text = tag.group()
    if not _TELLING.search(text):
        return text
    for pattern, replacement in _ATTRIBUTES:
        text = pattern.sub(replacement, text)
    return text


def _clean_picture(content: bytes, extension: str, limits: Limits) -> bytes | None:
    try:
        return strip_image(io.BytesIO(content), extension, limits)
    except UploadRefused:
        return None
