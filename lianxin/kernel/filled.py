"""Pages composed once, for the few that many people may ask for in the same minute.

A page that differs from person to person only in some short texts is rendered once in each
language, with marks where those texts belong; filling them in is all that is left to do.
"""

from __future__ import annotations

import re

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import get_language

_MARK = re.compile("\ue000(\\w+)\ue001")  # signs that no text of ours contains


class FilledPage:
    """PAGE is a template that knows no request, and takes each of PLACES as a plain text."""

    def __init__(self, page: str, *places: str) -> None:
        self.page, self.places = page, places
        self._composed: dict[object, list[str]] = {}

    def __call__(self, texts: dict[str, str], **kind: bool) -> str:
        """The page with TEXTS, escaped, in their places; KIND chooses between its variants."""
        assert texts.keys() == set(self.places)
        key = (get_language(), *sorted(kind.items()))
        if key not in self._composed or settings.DEBUG:
            marks = {place: f"\ue000{place}\ue001" for place in self.places}
            self._composed[key] = _MARK.split(render_to_string(self.page, marks | kind))
        pieces = self._composed[key].copy()
        pieces[1::2] = [escape(texts[place]) for place in pieces[1::2]]
        return "".join(pieces)
