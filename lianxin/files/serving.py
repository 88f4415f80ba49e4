"""A file on its way out. Whoever calls this has already asked the rule of the file's owner."""

from __future__ import annotations

from django.http import FileResponse, Http404

from lianxin.files.models import Attachment
from lianxin.files.storage import place

SHOWN = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
SEALED = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"


def serve(attachment: Attachment) -> FileResponse:
    """Pictures may be looked at in the page; everything else is only ever saved."""
    try:
        file = place(attachment.path).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        file,
        as_attachment=attachment.mime not in SHOWN,
        filename=attachment.name,
        content_type=attachment.mime,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SEALED
    response["Cache-Control"] = "private, no-store"
    return response
