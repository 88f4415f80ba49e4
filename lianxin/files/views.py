"""The one door of files."""

from __future__ import annotations

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404

from lianxin.files import access
from lianxin.files.models import Attachment
from lianxin.files.serving import serve
from lianxin.people.http import Request


def download(request: Request, pk: int) -> FileResponse:
    """Not there and not yours look the same."""
    attachment = get_object_or_404(Attachment, pk=pk)
    if not access.may_read(request.user, attachment):
        raise Http404
    return serve(attachment)
