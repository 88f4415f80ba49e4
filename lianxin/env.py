"""Read settings from the environment, loudly, and remember what was asked for.

Every variable is declared once, with one line of help. ``as_markdown`` is the
table in docs/ops/settings.md; a test compares them, so the page cannot fall behind.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit


class SettingError(Exception):
    """A setting is missing or cannot be read."""


@dataclass(frozen=True)
class Variable:
    name: str
    default: str
    help: str


ASKED: dict[str, Variable] = {}


def text(name: str, default: str, *, help: str) -> str:
    """The value of NAME, or of the file named by NAME_FILE, or the default."""
    ASKED[name] = Variable(name, default, help)
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str, default: str, *, help: str) -> bool:
    value = text(name, default, help=help)
    if value not in ("yes", "no"):
        raise SettingError(f"{name} must be yes or no, not {value!r}")
    return value == "yes"


def words(name: str, default: str, *, help: str) -> list[str]:
    return text(name, default, help=help).split()


def number(name: str, default: str, *, help: str) -> int:
    value = text(name, default, help=help)
    if not value.isdecimal():
        raise SettingError(f"{name} must be a whole number, not {value!r}")
    return int(value)


def secret(name: str, *, kept_in: Path, help: str) -> str:
    """A key from the environment, or one made at the first start and kept in a file.

    The file is created with an exclusive open, so that two processes which start
    together end up with the same key.
    """
    if value := text(name, "", help=help):
        return value
    path = kept_in / f"{name.lower()}.txt"
    kept_in.mkdir(parents=True, exist_ok=True)
    try:
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(made, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def database(name: str, default: str, *, base: Path, threads: int, help: str) -> dict[str, object]:
    url = urlsplit(text(name, default, help=help))
    if url.scheme == "sqlite":
        return {
            "ENGINE": "lianxin.kernel.sqlite",
            "NAME": base / url.path[1:],
            "TEST": {"NAME": ":memory:"},  # said aloud, so that pytest -n gives each its own
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                    "PRAGMA temp_store=MEMORY;PRAGMA mmap_size=134217728;"
                    "PRAGMA journal_size_limit=67108864;PRAGMA cache_size=-20000;"
                    "PRAGMA secure_delete=ON;"  # what is deleted or moved leaves no copy behind
                ),
            },
        }
    if url.scheme == "postgres":
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": url.path[1:],
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": url.hostname or "",
            "PORT": url.port or "",
            "OPTIONS": {"pool": {"min_size": 1, "max_size": threads + 2}, "prepare_threshold": 5},
        }
    raise SettingError(f"{name} must start with sqlite:// or postgres://")


def as_markdown() -> str:
    """The table of every setting, for docs/ops/settings.md."""
    rows = [f"| `{v.name}` | {v.default or '（空）'} | {v.help} |" for v in ASKED.values()]
    return "\n".join(["| 变量 | 默认 | 说明 |", "|---|---|---|", *rows])
