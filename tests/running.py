"""A real site of its own, as a process, for tests and benchmarks that must not pretend."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

PROJECT = Path(__file__).parent.parent
INPUT = re.compile(rb'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"')


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@dataclass
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", errors="replace")

    def header(self, name: str) -> list[str]:
        return [v for k, v in self.headers if k.lower() == name.lower()]


@dataclass
class Site:
    """A data folder of its own, a server over it, and the ways to stop one."""

    data: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    program: tuple[str, ...] = ("manage.py",)  # what `start` runs
    process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG")}
        own = {"DATA_DIR": str(self.data), "PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        return {**kept, **own, **self.settings}

    def manage(self, *words: str, check: bool = True) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=PROJECT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def python(self, code: str) -> str:
        """Run CODE inside the site, with Django set up; what it prints."""
        return self.manage("shell", "--no-imports", "-v0", "-c", code)

    def start(self, *words: str) -> None:
        self.log = (self.data / "server.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, *self.program, *(words or ("serve", "--no-worker"))],
            cwd=PROJECT,
            env=self.environment,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,  # so that the whole group can be killed at once
        )
        for _ in range(600):
            if self.process.poll() is not None:
                raise AssertionError((self.data / "server.log").read_text())
            try:
                if self.get("/ops/alive/").status == 200:
                    return
            except OSError:
                pass
            time.sleep(0.05)
        raise AssertionError("the server did not answer in 30 s")

    def kill(self) -> None:
        """As a power cut would end it, for the server and all its children."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return Answer(response.status, response.getheaders(), response.read())
        finally:
            connection.close()

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        return self.ask("GET", path, headers=headers)

    def post(
        self, path: str, fields: dict[str, str], headers: dict[str, str] | None = None
    ) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(fields).encode(), {**kind, **(headers or {})})


def hidden_fields(page: bytes) -> dict[str, str]:
    """What the form on PAGE carries without the person seeing it."""
    found = {}
    for tag in re.findall(rb'<input[^>]*type="hidden"[^>]*>', page):
        if m := INPUT.search(tag):
            found[m.group(1).decode()] = m.group(2).decode()
    return found
