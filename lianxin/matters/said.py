"""What is handed to the deeds that take in a voice, before it is a row."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from lianxin.matters.models import Category, Voice
from lianxin.people.models import Unit, User

TITLE_LENGTH = 40
SENTENCE = re.compile(r"[^。！？!?；;\n]{0,200}")


@dataclass(frozen=True)
class Said:
    """What was said, about which unit, and who must not see it."""

    unit: Unit
    body: str
    title: str = ""
    category: Category | None = None
    affected: int = 1
    avoid: Sequence[User] = ()
    attachments: Sequence[UploadedFile[bytes]] = ()


@dataclass(frozen=True)
class Spoken:
    """How and when someone said it to the one who writes it down."""

    channel: str
    on: dt.date
    speaker: str = ""
    contact: str = ""
    raised_by: User | None = None


@dataclass(frozen=True)
class Receipt:
    voice: Voice
    code: str


def first_words(body: str) -> str:
    """The first sentence, cut to a title: for people who only wrote what happened."""
    sentence = SENTENCE.match(body.strip())
    words = " ".join((sentence.group() if sentence else "").split()) or " ".join(body.split())
    return words if len(words) <= TITLE_LENGTH else f"{words[:TITLE_LENGTH]}…"


def plain_name(file: UploadedFile[bytes], number: int) -> None:
    """A file of someone nameless loses its own name too: phones write the minute into it."""
    ending = PurePath(file.name or "").suffix[:8]
    file.name = _("附件%(number)s") % {"number": number} + ending.lower()
