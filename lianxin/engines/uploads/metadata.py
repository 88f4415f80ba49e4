"""One door for taking out what a file says about the person who made it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import IO

from lianxin.engines.uploads.images import strip_image
from lianxin.engines.uploads.model import DEFAULT, Limits
from lianxin.engines.uploads.office import strip_office
from lianxin.engines.uploads.signatures import find_type


class Left(StrEnum):
    """Why something may be left in the file."""

    NOTHING = "nothing"
    PDF = "pdf"  # its information and XMP, and those of pictures inside
    OLD_OFFICE = "old_office"  # doc, xls, ppt, wps: author and company in property streams
    HEIC = "heic"  # needs a decoder we do not carry; the place of the photograph stays in it
    SOUND_OR_FILM = "sound_or_film"  # place and device of the recording
    ARCHIVE = "archive"  # the files inside are not opened
    EMBEDDED = "embedded"  # an office file was cleaned, but not every object put into it


@dataclass(frozen=True, slots=True)
class Stripped:
    """The bytes to keep, cleaned as far as it goes. `left` says why `stripped` is false."""

    content: bytes
    stripped: bool
    left: Left


_LEFT = {
    "pdf": Left.PDF,
    "doc": Left.OLD_OFFICE,
    "xls": Left.OLD_OFFICE,
    "ppt": Left.OLD_OFFICE,
    "heic": Left.HEIC,
    "mp3": Left.SOUND_OR_FILM,
    "m4a": Left.SOUND_OR_FILM,
    "wav": Left.SOUND_OR_FILM,
    "mp4": Left.SOUND_OR_FILM,
    "mov": Left.SOUND_OR_FILM,
    "zip": Left.ARCHIVE,
}


def strip_metadata(stream: IO[bytes], *, limits: Limits = DEFAULT) -> Stripped:
    """The file without what it tells of its maker, or plainly the word that this was not done.

    Plain text and CSV have nothing to strip. Raises `UploadRefused` as `inspect` does.
    """
    extension = find_type(stream, "", limits)
    if extension in ("jpg", "png", "gif", "webp"):
        return Stripped(strip_image(stream, extension, limits), True, Left.NOTHING)
    if extension in ("docx", "xlsx", "pptx"):
        content, whole = strip_office(stream, limits)
        return Stripped(content, whole, Left.NOTHING if whole else Left.EMBEDDED)
    stream.seek(0)
    content = stream.read()
    stream.seek(0)
    left = _LEFT.get(extension, Left.NOTHING)
    return Stripped(content, left is Left.NOTHING, left)
