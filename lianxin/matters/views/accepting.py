"""What the page of a voice needs so that its reader may take it in hand."""

from __future__ import annotations

from typing import Any

from lianxin.matters.models import Voice
from lianxin.people.http import Request


def handling_context(request: Request, voice: Voice) -> dict[str, Any]:
    return {}
