"""How many submissions a second, beside what Django alone and no framework at all reach.

For each database three servers stand ready, each with data of its own, and are burst in turn:
the product, a bare Django view that inserts one row, and a function without a framework. After
all bursts the databases are asked whether every answer has its row, once.
"""

from __future__ import annotations

import json
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench import postgres
from bench.load import Outcome, burst, form_bytes
from bench.machine import described, processor_seconds
from bench.postgres import Cluster
from tests.running import PROJECT, Site

CLIENTS = 32
SECONDS = 6.0
ROUNDS = 3
PAUSE = 0.5  # between bursts
TARGET = 0.60
WORDS = "食堂夜班没有热饭，三号井的水泵坏了两天，地里的滴灌带也没有人来换，希望尽快安排。"
PEOPLE = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.middleware.csrf import _get_new_csrf_string
from lianxin.people.models import Duty, Post, Unit, User
top = Unit.objects.create(name="示例团", path="1/", pk=1)
units = [Unit(pk=n, name=f"第{n}连", path=f"1/{n}/", parent=top) for n in range(2, 52)]
Unit.objects.bulk_create(units)
Store = import_module(settings.SESSION_ENGINE).SessionStore
cookies = []
for number in range(CLIENTS):
    user = User.objects.create(username=f"s{number}", name="李强", unit=units[number])
    Post.objects.create(user=user, duty=Duty.OFFICER, unit=units[number])
    store = Store()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "lianxin.people.backends.WithUnit"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    cookies.append((settings.SESSION_COOKIE_NAME, store.session_key, _get_new_csrf_string()))
print(json.dumps(cookies))
"""
KEPT = """
import json
from collections import Counter
from lianxin.journal.models import Event
from lianxin.matters import codes
from lianxin.matters.models import Voice
rows = Voice.objects.filter(channel="CHANNEL")
hashes = set(rows.exclude(code_hash=None).values_list("code_hash", flat=True))
shown = json.loads(open("SHOWN").read())
told = Counter(Event.objects.filter(verb="voice.raised").values_list("subject_id", flat=True))
keys = set(rows.values_list("pk", flat=True))
named = "CHANNEL" == "named"
found = sum(int(s) in keys if named else codes.fingerprint(s) in hashes for s in shown)
print(json.dumps([
    rows.count(), len(set(rows.values_list("body", flat=True))), found,
    sum(told[pk] for pk in keys), sum(told[pk] == 1 for pk in keys),
]))
"""
KEPT_ROWS = "from bench.yardstick.models import Kept; print(Kept.objects.count())"


@dataclass(frozen=True)
class Way:
    """One of the two ways to submit: where, what a good answer is, and how it names its voice."""

    name: str
    path: str
    channel: str
    status: int
    shown: re.Pattern[bytes]


WAYS = (
    Way("anonymous", "/a/raise/", "anonymous", 200, re.compile(rb"\d{4} \d{4} \d{4} \d{4}")),
    Way("named", "/matters/raise/", "named", 302, re.compile(rb"/matters/mine/(\d+)/")),
)


@dataclass
class Server:
    """One of those that are compared, with what its bursts have shown so far."""

    name: str
    site: Site
    database: int | None  # the process whose work belongs to the server's
    cookies: list[tuple[str, str, str]] = field(default_factory=list)
    seen: dict[str, list[Outcome]] = field(default_factory=dict)
    cost: dict[str, list[float]] = field(default_factory=dict)  # milliseconds a request

    def spent(self) -> float:
        assert self.site.process
        roots = [self.site.process.pid, *([self.database] if self.database else [])]
        return sum(processor_seconds(root) for root in roots)

    def run(self, way: Way, seconds: float) -> Outcome:
        good = way.status if self.name == "product" else 200
        before = self.spent()
        made = submissions(way, self.cookies)
        outcome = burst(self.site.port, made, clients=CLIENTS, seconds=seconds, good=good)
        self.seen.setdefault(way.name, []).append(outcome)
        each = (self.spent() - before) * 1000 / outcome.requests
        self.cost.setdefault(way.name, []).append(each)
        return outcome

    def middle(self, way: Way, of: Callable[[Outcome], float]) -> float:
        """The median over the rounds; the first was for warming up."""
        return statistics.median(of(outcome) for outcome in self.seen[way.name][1:])


def submissions(way: Way, cookies: list[tuple[str, str, str]]) -> Callable[[int, int], bytes]:
    """Each with a body and a form key that no other has."""
    burst_name = letters(time.time_ns())

    def one(client: int, turn: int) -> bytes:
        key = f"{burst_name}-{letters(client)}-{letters(turn)}"
        fields = {
            "unit": str(2 + turn % 50),
            "body": f"{WORDS}（{key}）",
            "title": "",
            "category": "",
            "affected": "",
            "form_key": f"bench-{key}-key",
        }
        if way.name == "anonymous":
            return form_bytes(way.path, fields)
        name, session, token = cookies[client]
        fields |= {"csrfmiddlewaretoken": token, "known": "1"}  # they have said it all before
        return form_bytes(way.path, fields, cookie=f"{name}={session}; csrftoken={token}")

    return one


def letters(number: int) -> str:
    """A number without digits, which a body would have to explain."""
    return "".join("bcdfghjkmn"[int(digit)] for digit in str(number))


@contextmanager
def servers(folder: Path, database: Cluster | None) -> Iterator[list[Server]]:
    def settings(name: str) -> dict[str, str]:
        data = folder / name
        data.mkdir()
        url = database.create(name) if database else "sqlite:///data.sqlite3"
        return {"DATABASE_URL": url}

    process = database.process if database else None
    django = {"DJANGO_SETTINGS_MODULE": "bench.yardstick.settings"}
    found = [
        Server("product", Site(folder / "product", settings("product")), process),
        Server("django", Site(folder / "django", settings("django") | django), process),
        Server(
            "bare",
            Site(folder / "bare", settings("bare"), program=("-m", "bench.yardstick.serve")),
            process,
        ),
    ]
    with ExitStack() as running:
        for server in found:
            if server.name != "bare":
                server.site.manage("start", "--no-serve")
                server.site.manage("migrate", "--run-syncdb", "-v0")
                people = PEOPLE.replace("CLIENTS", str(CLIENTS))
                server.cookies = json.loads(server.site.python(people))
            else:
                server.cookies = [("none", "none", "none")] * CLIENTS
            running.callback(server.site.stop)
            server.site.start()
        yield found


def measure(folder: Path, database: Cluster | None) -> list[str]:
    """Bursts in turn, A B C A B C, so that whatever else the machine does meets all alike."""
    lines = []
    with servers(folder, database) as ready:
        for way in WAYS:
            for round_ in range(ROUNDS + 1):
                for server in ready:
                    time.sleep(PAUSE)
                    server.run(way, SECONDS if round_ else SECONDS / 3)
            lines += report(way, ready, "PostgreSQL" if database else "SQLite")
        for way in WAYS:
            lines.append(count(way, ready[0], folder))
        lines.append(count_yardsticks(ready))
    return lines


def report(way: Way, ready: list[Server], kind: str) -> list[str]:
    product, django, _ = ready
    lines = []
    for server in ready:
        speed = server.middle(way, lambda seen: seen.per_second)
        marks = [server.middle(way, lambda seen, p=p: seen.percentile(p)) for p in (50, 95, 99)]
        failed = sum(seen.failed for seen in server.seen[way.name])
        rounds = " ".join(f"{seen.per_second:.0f}" for seen in server.seen[way.name][1:])
        cost = statistics.median(server.cost[way.name][1:])
        times = " / ".join(f"{mark:.0f}" for mark in marks)
        lines.append(
            f"| {kind} | {way.name} | {server.name} | {speed:.0f} ({rounds}) | {times} "
            f"| {cost:.2f} | {failed} |"
        )
    ratio = middle_ratio(way, product, django)
    verdict = "reached" if ratio >= TARGET else "MISSED"
    lines.append(
        f"| {kind} | {way.name} | **product ÷ django** | **{ratio:.0%}** {verdict} | | | |"
    )
    return lines


def middle_ratio(way: Way, ours: Server, theirs: Server) -> float:
    """Round against round, as they followed each other."""
    pairs = zip(ours.seen[way.name][1:], theirs.seen[way.name][1:], strict=True)
    return statistics.median(mine.per_second / other.per_second for mine, other in pairs)


def count(way: Way, server: Server, folder: Path) -> str:
    """Whether every answer has its voice, once, with its line in the journal."""
    answers = [r for seen in server.seen[way.name] for r in seen.replies if r.status == seen.good]
    found = [way.shown.search(r.head + r.body) for r in answers]
    shown = [m[m.lastindex or 0].decode().replace(" ", "") for m in found if m]
    (folder / "shown.json").write_text(json.dumps(shown))
    code = KEPT.replace("CHANNEL", way.channel).replace("SHOWN", str(folder / "shown.json"))
    voices, bodies, known, lines, once = json.loads(server.site.python(code))
    same = len({len(answers), len(set(shown)), voices, bodies, known, lines, once}) == 1
    return (
        f"{way.name}: {len(answers)} answers, {len(set(shown))} receipts, {voices} voices, "
        f"{bodies} bodies, {known} receipts found again, {lines} lines in the journal: "
        f"{'none lost, none twice' if same else 'THEY DIFFER'}"
    )


def count_yardsticks(ready: list[Server]) -> str:
    django = ready[1]
    answers = sum(r.status == 200 for seen in django.seen.values() for o in seen for r in o.replies)
    return f"bare django: {answers} answers, {django.site.python(KEPT_ROWS).strip()} rows"


HEAD = (
    "| database | way | server | per second (rounds) | p50 / p95 / p99 ms | CPU ms | failed |\n"
    "|---|---|---|---|---|---|---|"
)


def run() -> None:
    build = PROJECT / "build" / "bench"
    build.mkdir(parents=True, exist_ok=True)
    print(f"## Intake\n\n{described()} · {CLIENTS} clients on the same cores · {SECONDS:.0f} s\n")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=build)))
        (folder / "sqlite").mkdir()
        show(measure(folder / "sqlite", None))
        if postgres.programs() is None:
            print(postgres.ABSENT)
            return
        folder.chmod(0o755)  # the database has a user of its own
        database = stack.enter_context(postgres.cluster(folder / "cluster"))
        (folder / "postgres").mkdir()
        show(measure(folder / "postgres", database))


def show(lines: list[str]) -> None:
    print(HEAD)
    print("\n".join(line for line in lines if line.startswith("|")))
    print("\n".join(["", *(f"* {line}" for line in lines if not line.startswith("|")), ""]))


if __name__ == "__main__":
    run()
