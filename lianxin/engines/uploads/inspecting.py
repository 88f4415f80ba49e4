"""May this file be kept, and as what?"""

from __future__ import annotations

from typing import IO

from lianxin.engines.uploads.images import check_image
from lianxin.engines.uploads.model import DEFAULT, TYPES, Fault, Kind, Limits, Upload, UploadRefused
from lianxin.engines.uploads.names import safe_name, split, with_extension
from lianxin.engines.uploads.signatures import find_type


def inspect(stream: IO[bytes], name: str, *, limits: Limits = DEFAULT) -> Upload:
    """What the file is, by its content; `UploadRefused` says why it may not be kept.

    The name is only believed where it agrees: photo.png that is a JPEG is kept as photo.jpg.
    The stream is left at its beginning.
    """
    size = stream.seek(0, 2)
    stream.seek(0)
    if not size:
        raise UploadRefused(Fault.EMPTY)
    if size > limits.max_size:
        raise UploadRefused(Fault.TOO_BIG, size=size, limit=limits.max_size)
    shown = safe_name(name)
    ending = split(shown)[1].lower()
    extension = find_type(stream, ending, limits)
    if extension not in limits.extensions:
        raise UploadRefused(Fault.NOT_ALLOWED, extension=extension)
    found = TYPES[extension]
    if found.kind is Kind.IMAGE and extension != "heic":
        check_image(stream, extension, limits)
    stream.seek(0)
    agrees = ending == extension or ending in found.also
    if not agrees:
        shown = with_extension(shown, extension)
    kept = ending if agrees else extension
    return Upload(found.kind, found.mime, kept, size, shown, not agrees)
