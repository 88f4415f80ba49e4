"""The English sentences: compiled at the start, without any tool beyond our own packages."""

from __future__ import annotations

from pathlib import Path

import polib
from django.conf import settings


def sources() -> list[Path]:
    return sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po"))


def compile_catalogues() -> None:
    """Write each .mo whose .po is newer; whoever reads meanwhile sees the old or the new."""
    for source in sources():
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        fresh = compiled.with_suffix(".new")
        polib.pofile(str(source)).save_as_mofile(str(fresh))
        fresh.replace(compiled)


def missing(source: Path) -> list[str]:
    """The Chinese sentences that have no English yet, or only a doubtful one."""
    entries = polib.pofile(str(source))
    return [entry.msgid for entry in entries if not entry.obsolete and not entry.translated()]
