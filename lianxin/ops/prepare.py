"""What every start does first: database, sentences, static files, reference data."""

from __future__ import annotations

import hashlib

from bootstrap_wrapper import get_bootstrap_dir
from django.conf import settings
from django.core.management import call_command

from lianxin.matters.seeds import seed
from lianxin.ops.catalogue import compile_catalogues

UNUSED = ["*.rtl*", "bootstrap-grid*", "bootstrap-reboot*", "bootstrap-utilities*", "*.esm*"]


def prepare() -> None:
    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    compile_catalogues()
    collect_static()
    seed()


def collect_static() -> None:
    """Copy, name by content and compress; only when a file has changed since last time."""
    mark = settings.STATIC_ROOT / "collected.txt"
    now = _fingerprint()
    if mark.exists() and mark.read_text(encoding="ascii") == now:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True, ignore=UNUSED)
    mark.write_text(now, encoding="ascii")


def _fingerprint() -> str:
    package = settings.BASE / "lianxin"
    files = sorted(package.glob("*/static/**/*"))
    seen = [f"{path}:{path.stat().st_mtime_ns}" for path in files if path.is_file()]
    seen += [str(get_bootstrap_dir()), settings.STORAGES["staticfiles"]["BACKEND"]]
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()
