"""How fast pages are where there is much: 100,000 matters, 2,000 units, 5,000 people.

One client asks the real server for each page again and again. Beside the times stand the number
of queries of the page, what these cost alone, and what the same rows cost by hand-written SQL.
The filled databases are kept in build/bench as long as generator and tables stay the same.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bench import postgres
from bench.load import burst, percentile, request_bytes
from bench.machine import described
from tests.running import PROJECT, Site

BUILD = PROJECT / "build" / "bench"
SECONDS = 3.0
FEWEST = 10
WARM = 5  # requests that do not count
TARGETS = {"officer": 150, "leader": 300}  # milliseconds, p95
HEAD = (
    "| viewer | page | p50 | p95 | limit | queries | their time alone | plain SQL | KB |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


def fingerprint() -> str:
    """Of everything that decides what stands in the tables, and of the day."""
    files = [Path(__file__).parent / "site.py", *PROJECT.glob("lianxin/*/migrations/0*.py")]
    told = b"".join(path.read_bytes() for path in sorted(files))
    return hashlib.sha256(told + str(dt.datetime.now().astimezone().date()).encode()).hexdigest()[
        :12
    ]


@contextmanager
def filled(kind: str) -> Iterator[Site]:
    """A site over the filled database of this KIND; older ones are thrown away."""
    home = BUILD / f"lists-{kind}-{fingerprint()}"
    for old in BUILD.glob(f"lists-{kind}-*"):
        if old != home:
            shutil.rmtree(old)
    (home / "site").mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        url = "sqlite:///data.sqlite3"
        if kind == "postgres":
            cluster = stack.enter_context(postgres.cluster(home / "cluster"))
            if not (home / "ready").exists():
                cluster.run("dropdb", *cluster.where, "--if-exists", "lists")
                cluster.create("lists")
            url = cluster.address("lists")
        site = Site(home / "site", {"DATABASE_URL": url})
        if not (home / "ready").exists():
            (home / "site" / "data.sqlite3").unlink(missing_ok=True)
            site.manage("start", "--no-serve")
            print(site.python("from bench.site import build; build()"))
            (home / "ready").touch()
        yield site


def measure(site: Site) -> Iterator[str]:
    seen = json.loads(site.python("from bench.inside import look; look()").splitlines()[-1])
    site.start()
    try:
        for one in seen:
            yield row(site, one)
    finally:
        site.stop()


def row(site: Site, one: dict[str, Any]) -> str:
    asked = request_bytes("GET", one["path"], cookie=one["cookie"])
    outcome = burst(site.port, lambda *_: asked, clients=1, seconds=SECONDS, good=200)
    assert not outcome.failed, one["path"]
    times = [reply.took for reply in outcome.replies[WARM:]]
    while len(times) < FEWEST:  # a page this slow is measured for as long as it takes
        outcome = burst(site.port, lambda *_: asked, clients=1, seconds=SECONDS, good=200)
        times += [reply.took for reply in outcome.replies]
    limit = TARGETS[one["viewer"].partition(",")[0].partition(" ")[0]]
    late = percentile(times, 95)
    plain = "–" if one["plain"] is None else f"{one['plain']:.1f}"
    plain += " (OTHER ROWS)" if one["same"] is False else ""
    size = len(outcome.replies[-1].body) / 1024
    return (
        f"| {one['viewer']} | {one['page']} | {percentile(times, 50):.0f} | "
        f"{late:.0f}{'' if late <= limit else ' MISSED'} | {limit} | {one['queries']} | "
        f"{one['own']:.1f} | {plain} | {size:.0f} |"
    )


def run() -> None:
    BUILD.mkdir(parents=True, exist_ok=True)
    kinds = {"sqlite": "SQLite", "postgres": "PostgreSQL"}
    for kind, name in kinds.items():
        if kind == "postgres" and postgres.programs() is None:
            print(postgres.ABSENT)
            continue
        with filled(kind) as site:
            print(f"## Lists, {name}\n\n{described()} · 1 client · milliseconds\n")
            print(HEAD)
            for line in measure(site):
                print(line, flush=True)
            print()


if __name__ == "__main__":
    run()
