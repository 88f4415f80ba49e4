"""Small true files for tests."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from lianxin.matters.models import Channel, Voice
from lianxin.people.models import User

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def a_voice(by: User, **changes) -> Voice:
    said = {
        "channel": Channel.NAMED,
        "title": "宿舍漏水",
        "body": "三号宿舍楼顶漏水",
        "unit": by.unit,
        "raised_by": by,
        "accept_by": timezone.now(),
    }
    return Voice.objects.create(**{**said, **changes})


def a_photo(name: str = "照片.jpg", *, telling: bool = False) -> SimpleUploadedFile:
    """A small JPEG; TELLING, it carries the phone it was taken with."""
    out, exif = io.BytesIO(), Image.Exif()
    if telling:
        exif[0x010F] = "SECRET-PHONE"
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def a_file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
