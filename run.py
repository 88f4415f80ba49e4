"""Make the environment and start the site, with nothing but Python 3.11 or newer.

    python run.py            the site at http://127.0.0.1:8000; a demonstration if it is empty
    python run.py env        only the environment to run it
    python run.py env dev    the environment to change it: tests, linters, browser driver
    python run.py manage …   any command of manage.py inside the environment

Packages come from the lock files with their hashes. If a folder ``wheels`` lies beside
this file, they are taken from there and no network is asked.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
LOCKS = {"run": HERE / "requirements" / "run.lock", "dev": HERE / "requirements" / "dev.lock"}
OLDEST = (3, 11)


def python() -> Path:
    inside = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return ENVIRONMENT.joinpath(*inside)


def stamp(kind: str) -> str:
    lock = hashlib.sha256(LOCKS[kind].read_bytes()).hexdigest()
    return f"{kind} {lock} {sys.version_info.major}.{sys.version_info.minor}"


def is_ready(kind: str) -> bool:
    """The dev environment holds all that running needs, in the same versions."""
    mark = ENVIRONMENT / "installed.txt"
    return mark.exists() and mark.read_text(encoding="utf-8") in {stamp(kind), stamp("dev")}


def make_environment(kind: str) -> None:
    if is_ready(kind):
        return
    print("正在准备运行环境（首次约需一分钟）…", flush=True)
    if not python().exists():
        venv.create(ENVIRONMENT, with_pip=True)
    command = [str(python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--require-hashes", "-r", str(LOCKS[kind])]
    if (HERE / "wheels").is_dir():
        command += ["--no-index", "--find-links", str(HERE / "wheels")]
    subprocess.run(command, check=True)
    (ENVIRONMENT / "installed.txt").write_text(stamp(kind), encoding="utf-8")


def manage(*words: str) -> int:
    command = [str(python()), str(HERE / "manage.py"), *words]
    if os.name != "nt":
        os.execv(command[0], command)  # so that signals reach the server itself
    return subprocess.run(command, check=False).returncode


def main(words: list[str]) -> int:
    if sys.version_info < OLDEST:
        print("需要 Python 3.11 或更高版本。")
        return 1
    if words[:1] == ["env"]:
        make_environment(words[1] if len(words) > 1 else "run")
        return 0
    make_environment("run")
    if words[:1] == ["manage"]:
        return manage(*words[1:])
    return manage("start", "--demo", *words)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError:
        sys.exit("依赖安装失败：请检查网络，或把 wheels 目录放在本文件旁边后重试。")
    except KeyboardInterrupt:
        sys.exit(130)
