"""Which pages stand in the menu, for whom."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def for_page(request: HttpRequest) -> dict[str, Any]:
    return {}
