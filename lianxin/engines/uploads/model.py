"""What is said of an upload: kinds, limits, refusals. Sentences for people are the caller's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a file is for the person who opens it."""

    IMAGE = "image"
    DOCUMENT = "document"
    SHEET = "sheet"
    SLIDES = "slides"
    TEXT = "text"
    AUDIO = "audio"
    VIDEO = "video"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Type:
    """A type of file, known by its content."""

    kind: Kind
    mime: str
    extension: str
    also: tuple[str, ...] = ()  # other endings that are as right


_OOXML = "application/vnd.openxmlformats-officedocument."

TYPES: dict[str, Type] = {
    t.extension: t
    for t in (
        Type(Kind.IMAGE, "image/jpeg", "jpg", ("jpeg", "jpe", "jfif")),
        Type(Kind.IMAGE, "image/png", "png", ("apng",)),
        Type(Kind.IMAGE, "image/gif", "gif"),
        Type(Kind.IMAGE, "image/webp", "webp"),
        Type(Kind.IMAGE, "image/heic", "heic", ("heif", "hif")),
        Type(Kind.DOCUMENT, "application/pdf", "pdf"),
        Type(Kind.DOCUMENT, _OOXML + "wordprocessingml.document", "docx"),
        Type(Kind.SHEET, _OOXML + "spreadsheetml.sheet", "xlsx"),
        Type(Kind.SLIDES, _OOXML + "presentationml.presentation", "pptx"),
        Type(Kind.DOCUMENT, "application/msword", "doc", ("wps", "wpt", "dot")),
        Type(Kind.SHEET, "application/vnd.ms-excel", "xls", ("et", "xlt")),
        Type(Kind.SLIDES, "application/vnd.ms-powerpoint", "ppt", ("dps", "pps")),
        Type(Kind.TEXT, "text/plain", "txt", ("md", "log")),
        Type(Kind.SHEET, "text/csv", "csv", ("tsv",)),
        Type(Kind.ARCHIVE, "application/zip", "zip"),
        Type(Kind.AUDIO, "audio/mpeg", "mp3"),
        Type(Kind.AUDIO, "audio/mp4", "m4a"),
        Type(Kind.AUDIO, "audio/wav", "wav"),
        Type(Kind.VIDEO, "video/mp4", "mp4", ("m4v",)),
        Type(Kind.VIDEO, "video/quicktime", "mov"),
    )
}


class Fault(StrEnum):
    """Why an upload is refused. The facts that belong to each are named beside it."""

    EMPTY = "empty"
    TOO_BIG = "too_big"  # size, limit
    EXECUTABLE = "executable"
    SCRIPT = "script"
    HTML = "html"
    SVG = "svg"
    MACROS = "macros"
    DANGEROUS_INSIDE = "dangerous_inside"  # inside: the name found in the archive
    LOCKED = "locked"  # a password keeps us from looking
    UNKNOWN = "unknown"
    NOT_ALLOWED = "not_allowed"  # extension
    DAMAGED = "damaged"
    BOMB = "bomb"  # unpacks to far too much
    TOO_MANY_PIXELS = "too_many_pixels"  # pixels, limit


class UploadRefused(Exception):
    """A file that is not taken, and why."""

    def __init__(self, code: Fault, **facts: str | int) -> None:
        super().__init__(code.value, facts)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken. `extensions` are the canonical ones of TYPES."""

    max_size: int = 50 << 20
    max_pixels: int = 50_000_000
    max_frames: int = 500
    max_unpacked: int = 200 << 20
    max_ratio: int = 200
    extensions: frozenset[str] = frozenset(TYPES)


DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that may be kept: what it is, and a name that may be shown and saved under."""

    kind: Kind
    mime: str
    extension: str
    size: int
    name: str
    renamed: bool  # its ending said something else than its content
