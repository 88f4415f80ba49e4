"""A PostgreSQL of our own for as long as it is needed: fsync on, otherwise as it comes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.running import free_port

ABSENT = "!!! PostgreSQL IS NOT INSTALLED (/usr/lib/postgresql): ITS HALF WAS NOT MEASURED !!!"


def programs() -> Path | None:
    """The folder of the newest version there is."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    versions = {int(path.parts[-3]): path.parent for path in found}
    return versions[max(versions)] if versions else None


@dataclass
class Cluster:
    folder: Path
    port: int

    @property
    def process(self) -> int:
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def address(self, name: str) -> str:
        return f"postgres://lianxin@127.0.0.1:{self.port}/{name}"

    @property
    def where(self) -> tuple[str, ...]:
        return ("-h", "127.0.0.1", "-p", str(self.port), "-U", "lianxin")

    def create(self, name: str) -> str:
        """A new empty database; its address."""
        self.run("createdb", *self.where, name)
        return self.address(name)

    def run(self, program: str, *words: str) -> None:
        """PostgreSQL refuses to run as root, so as root its own user does."""
        bin = programs()
        assert bin
        as_other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run(
            [*as_other, str(bin / program), *words],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd="/",
        )


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """Made in FOLDER, or found there as it was left; stopped at the end, not deleted."""
    made = Cluster(folder, free_port())
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = str(folder / "data")
    if not (folder / "data" / "PG_VERSION").exists():
        made.run(
            "initdb", "-D", data, "-U", "lianxin", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"
        )
    options = f"-p {made.port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=on"
    made.run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield made
    finally:
        made.run("pg_ctl", "-D", data, "-m", "fast", "-w", "stop")
