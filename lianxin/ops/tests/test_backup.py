"""A backup can be made while the site works, is sealed, and brings everything back."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from lianxin.ops import backup

pytestmark = pytest.mark.server


def manage(data: Path, *words: str, **extra: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "/usr/bin:/bin", "DATA_DIR": str(data), **extra}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        check=False,
        cwd=settings.BASE,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture
def site(tmp_path):
    """A small site of its own, with one unit and one attachment on disk."""
    data = tmp_path / "site"
    assert manage(data, "migrate", "-v0").returncode == 0
    with sqlite3.connect(data / "data.sqlite3") as database:
        database.execute(
            "insert into people_unit (name, short, path, 'order') values ('一连','','1/',0)"
        )
    (data / "media").mkdir()
    (data / "media" / "letter").write_bytes(b"what someone wrote")
    return data


def test_without_a_key_the_command_asks_for_one(site, tmp_path):
    asked = manage(site, "backup", "--to", str(tmp_path / "kept"))
    assert asked.returncode == 1
    assert "还没有备份密钥" in asked.stderr


def test_a_sealed_backup_brings_everything_back(site, tmp_path):
    secret = manage(site, "backup", "--new-key").stdout.splitlines()[-1]
    (tmp_path / "secret").write_text(secret)
    assert manage(site, "backup", "--to", str(tmp_path / "kept")).returncode == 0
    [file] = (tmp_path / "kept").iterdir()
    assert b"what someone wrote" not in file.read_bytes()

    with sqlite3.connect(site / "data.sqlite3") as database:
        database.execute("delete from people_unit")
    (site / "media" / "letter").unlink()
    (site / "data.sqlite3-wal").write_bytes(b"a stale log")
    done = manage(site, "restore", str(file), "--key-file", str(tmp_path / "secret"), "--replace")
    assert done.returncode == 0, done.stderr

    with sqlite3.connect(site / "data.sqlite3") as database:
        assert database.execute("select name from people_unit").fetchall() == [("一连",)]
    assert (site / "media" / "letter").read_bytes() == b"what someone wrote"


def test_the_wrong_key_and_a_broken_file_get_a_sentence(site, tmp_path):
    manage(site, "backup", "--new-key")
    manage(site, "backup", "--to", str(tmp_path / "kept"))
    [file] = (tmp_path / "kept").iterdir()
    other = manage(tmp_path / "other", "backup", "--new-key").stdout.splitlines()[-1]
    (tmp_path / "secret").write_text(other)
    wrong = manage(site, "restore", str(file), "--key-file", str(tmp_path / "secret"))
    assert "备份密钥不对" in wrong.stderr
    broken = tmp_path / "broken.tar"
    broken.write_bytes(b"not a backup")
    with pytest.raises(backup.BackupError, match="备份文件不完整"):
        backup.verify(broken)
