"""A closed loop of clients on loopback: each sends, waits for the answer, sends again."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Request = Callable[[int, int], bytes]
"""(client, round) → the bytes of a whole HTTP/1.1 request."""


@dataclass(frozen=True)
class Outcome:
    """What a burst of requests saw; times in milliseconds."""

    requests: int
    seconds: float
    failed: int
    times: list[float]
    answers: list[bytes]

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds

    def percentile(self, percent: int) -> float:
        return statistics.quantiles(self.times, n=100, method="inclusive")[percent - 1]


def request_bytes(method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    if body and "content_type" not in headers:
        lines.append("Content-Type: application/x-www-form-urlencoded")
    lines += [f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def _client(
    port: int, number: int, ends: float, make: Request, seen: list[tuple[float, int, bytes]]
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    turn = 0
    while time.perf_counter() < ends:
        begun = time.perf_counter()
        writer.write(make(number, turn))
        head = await reader.readuntil(b"\r\n\r\n")
        lower = head.lower()
        at = lower.find(b"content-length:")
        if at >= 0:
            length = int(lower[at + 15 : lower.index(b"\r\n", at)])
            body = await reader.readexactly(length)
        else:
            body = await _chunks(reader)
        seen.append(((time.perf_counter() - begun) * 1000, int(head[9:12]), body))
        turn += 1
        if b"connection: close" in lower:
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while size := int(await reader.readline(), 16):
        parts.append(await reader.readexactly(size))
        await reader.readline()
    await reader.readline()
    return b"".join(parts)


def burst(port: int, make: Request, *, clients: int, seconds: float, good: int) -> Outcome:
    """CLIENTS at once for SECONDS; answers with another status than GOOD are failures."""
    seen: list[tuple[float, int, bytes]] = []

    async def run() -> float:
        begun = time.perf_counter()
        ends = begun + seconds
        await asyncio.gather(*(_client(port, n, ends, make, seen) for n in range(clients)))
        return time.perf_counter() - begun

    took = asyncio.run(run())
    failed = sum(status != good for _, status, _ in seen)
    return Outcome(len(seen), took, failed, [t for t, _, _ in seen], [b for _, _, b in seen])
