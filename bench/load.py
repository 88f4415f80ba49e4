"""A closed loop of clients on loopback: each sends, waits for the answer, sends again."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

Request = Callable[[int, int], bytes]
"""(client, turn) → the bytes of a whole HTTP/1.1 request."""


@dataclass(frozen=True)
class Reply:
    """One answer as the client saw it; the time in milliseconds."""

    took: float
    status: int
    head: bytes
    body: bytes


@dataclass(frozen=True)
class Outcome:
    """What a burst of requests saw; times in milliseconds."""

    seconds: float
    good: int
    replies: list[Reply]

    @property
    def requests(self) -> int:
        return len(self.replies)

    @property
    def failed(self) -> int:
        return sum(reply.status != self.good for reply in self.replies)

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds

    def percentile(self, percent: int) -> float:
        return percentile([reply.took for reply in self.replies], percent)


def percentile(times: list[float], percent: int) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1]


def request_bytes(method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    if body and "content_type" not in headers:
        lines.append("Content-Type: application/x-www-form-urlencoded")
    lines += [f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def form_bytes(path: str, fields: dict[str, str], **headers: str) -> bytes:
    return request_bytes("POST", path, urlencode(fields).encode(), **headers)


async def _client(port: int, number: int, ends: float, make: Request, seen: list[Reply]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    turn = 0
    while time.perf_counter() < ends:
        sent = make(number, turn)
        begun = time.perf_counter()
        writer.write(sent)
        head = await reader.readuntil(b"\r\n\r\n")
        lower = head.lower()
        body = await _body(reader, lower)
        took = (time.perf_counter() - begun) * 1000
        seen.append(Reply(took, int(head[9:12]), head, body))
        turn += 1
        if b"connection: close" in lower:
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()


async def _body(reader: asyncio.StreamReader, lower: bytes) -> bytes:
    at = lower.find(b"content-length:")
    if at >= 0:
        return await reader.readexactly(int(lower[at + 15 : lower.index(b"\r\n", at)]))
    parts = []
    while size := int(await reader.readline(), 16):
        parts.append(await reader.readexactly(size))
        await reader.readline()
    await reader.readline()
    return b"".join(parts)


def burst(port: int, make: Request, *, clients: int, seconds: float, good: int) -> Outcome:
    """CLIENTS at once for SECONDS; answers with another status than GOOD are failures.

    Every request that was sent is waited for, so that what was answered can be counted.
    """
    seen: list[Reply] = []

    async def run() -> float:
        begun = time.perf_counter()
        ends = begun + seconds
        await asyncio.gather(*(_client(port, n, ends, make, seen) for n in range(clients)))
        return time.perf_counter() - begun

    return Outcome(asyncio.run(run()), good, seen)
