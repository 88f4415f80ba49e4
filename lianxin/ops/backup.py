"""A backup is one file: database, attachments and keys, with sums, sealed to a public key.

The format is a tar archive, encrypted with age (https://age-encryption.org) when the site
has a backup key. The secret half of that key is shown once and never kept on the machine,
so a stolen disk does not open the backups, and a stolen backup does not open itself.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyrage
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin import __version__

RECIPIENT = "backup-recipient.txt"
MANIFEST = "manifest.json"
SQLITE, POSTGRES = "database.sqlite3", "database.dump"


class BackupError(Exception):
    """The backup cannot be made or used; the message is for the operator."""


@dataclass(frozen=True)
class Contents:
    """What a verified backup holds."""

    made_at: str
    version: str
    files: int
    size: int


def recipient() -> str:
    path = settings.DATA / "keys" / RECIPIENT
    return path.read_text(encoding="ascii").strip() if path.exists() else ""


def new_key() -> str:
    """Keep the public half in the data folder; return the secret half, to be written down."""
    identity = pyrage.x25519.Identity.generate()
    path = settings.DATA / "keys" / RECIPIENT
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(str(identity.to_public()), encoding="ascii")
    return str(identity)


def make(folder: Path) -> Path:
    """Write a backup into FOLDER and return it. The site may go on working meanwhile."""
    folder.mkdir(parents=True, exist_ok=True)
    sealed_to = recipient()
    name = f"lianxin-{timezone.localtime():%Y%m%d-%H%M%S}.tar" + (".age" if sealed_to else "")
    with tempfile.TemporaryDirectory(dir=folder) as place:
        work = Path(place)
        _collect(work / "content")
        archive = work / "content.tar"
        with tarfile.open(archive, "w") as tar:
            tar.add(work / "content", arcname=".")
        if sealed_to:
            key = pyrage.x25519.Recipient.from_str(sealed_to)
            pyrage.encrypt_file(str(archive), str(work / name), [key])
        else:
            archive.rename(work / name)
        (work / name).rename(folder / name)
    return folder / name


def _collect(content: Path) -> None:
    content.mkdir()
    _copy_database(content)
    for part in ("media", "keys"):
        if (settings.DATA / part).exists():
            shutil.copytree(settings.DATA / part, content / part)
    sums = {str(path.relative_to(content)): _sum(path) for path in _files(content)}
    facts = {"version": __version__, "made_at": timezone.now().isoformat(), "sums": sums}
    (content / MANIFEST).write_text(json.dumps(facts, indent=1), encoding="utf-8")


def _copy_database(content: Path) -> None:
    if connection.vendor == "sqlite":
        # In one step: copying page by page starts again with each write from outside.
        with closing(sqlite3.connect(content / SQLITE)) as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
            if copy.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise BackupError(_("数据库副本未通过检查，请先检查磁盘。"))
        return
    _postgres("pg_dump", "--format=custom", f"--file={content / POSTGRES}")


def _postgres(program: str, *options: str) -> None:
    database: Any = connection.settings_dict
    command = [program, "--dbname", database["NAME"], *options]
    for option, key in (("--host", "HOST"), ("--port", "PORT"), ("--username", "USER")):
        if database[key]:
            command += [option, str(database[key])]
    password = {"PGPASSWORD": database["PASSWORD"]} if database["PASSWORD"] else {}
    done = subprocess.run(command, env=os.environ | password, capture_output=True, check=False)
    if done.returncode:
        raise BackupError(done.stderr.decode(errors="replace"))


def verify(file: Path, secret: str = "") -> Contents:
    """Open the backup, compare every sum, and check the database inside."""
    with tempfile.TemporaryDirectory(dir=file.parent) as place:
        return _open(file, secret, Path(place))


def restore(file: Path, secret: str = "") -> Contents:
    """Put the backup in place of what the data folder holds. The site must be stopped."""
    with tempfile.TemporaryDirectory(dir=settings.DATA.parent) as place:
        work = Path(place)
        found = _open(file, secret, work)
        connections.close_all()
        if (work / POSTGRES).exists():
            _postgres("pg_restore", "--clean", "--if-exists", "--no-owner", str(work / POSTGRES))
        else:
            _put_sqlite_back(work / SQLITE)
        for part in ("media", "keys"):
            if (work / part).exists():
                shutil.rmtree(settings.DATA / part, ignore_errors=True)
                shutil.move(work / part, settings.DATA / part)
    return found


def _put_sqlite_back(copy: Path) -> None:
    """A stale write-ahead log beside a restored file would corrupt it: it goes first."""
    target = Path(str(connection.settings_dict["NAME"]))
    for suffix in ("-wal", "-shm"):
        Path(f"{target}{suffix}").unlink(missing_ok=True)
    shutil.move(copy, target)


def _open(file: Path, secret: str, work: Path) -> Contents:
    archive = file
    if file.suffix == ".age":
        archive = work / "content.tar"
        try:
            identity = pyrage.x25519.Identity.from_str(secret.strip())
            pyrage.decrypt_file(str(file), str(archive), [identity])
        except (pyrage.IdentityError, pyrage.DecryptError) as error:
            raise BackupError(_("备份密钥不对，无法打开这份备份。")) from error
    try:
        with tarfile.open(archive) as tar:
            tar.extractall(work, filter="data")
        facts = json.loads((work / MANIFEST).read_text(encoding="utf-8"))
    except (tarfile.TarError, OSError, ValueError) as error:
        raise BackupError(_("备份文件不完整，无法读取。")) from error
    for name, expected in facts["sums"].items():
        if not (work / name).is_file() or _sum(work / name) != expected:
            raise BackupError(_("备份中的文件 %(name)s 已损坏。") % {"name": name})
    sizes = [(work / name).stat().st_size for name in facts["sums"]]
    return Contents(facts["made_at"], facts["version"], len(sizes), sum(sizes))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
