"""How fast words are found among 200,000 messages, and whether exactly those a scan finds.

The messages are made: words of two and three characters, as frequent as words are (Zipf), in
sentences with their punctuation. For each query the index, a scan with LIKE and an index of
trigrams answer in turn the same question: the latest twenty. The scan by which all are measured
looks through the plain spelling of every text in Python.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from bench import postgres
from bench.load import percentile
from bench.machine import described
from tests.running import PROJECT, Site

SEED = 20261123
MESSAGES = 200_000
EACH = 40  # queries of a kind
ROUNDS = 3
SLOW = 30.0  # milliseconds: what takes longer is asked once
TARGET = 10.0  # milliseconds, p95, terms of middling frequency
MIDDLING = range(100, 1_001)  # messages that have the term
INTAKE = 400  # voices written one by one, with the index and without
INTAKE_TARGET = 0.2  # milliseconds
HEAD = (
    "| query | messages (median) | same as a scan | index p50 / p95 | page of a leader p50 / p95 "
    "| LIKE p50 / p95 | trigrams p50 / p95 | trigrams find |\n|---|--:|---|--:|--:|--:|--:|--:|"
)


def run() -> None:
    build = PROJECT / "build" / "bench"
    build.mkdir(parents=True, exist_ok=True)
    print(f"## Search\n\n{described()} · {MESSAGES:,} messages · milliseconds, the latest 20\n")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=build)))
        measure("SQLite", folder, "sqlite:///data.sqlite3")
        if postgres.programs() is None:
            print(postgres.ABSENT)
            return
        folder.chmod(0o755)
        cluster = stack.enter_context(postgres.cluster(folder / "cluster"))
        measure("PostgreSQL", folder, cluster.create("search"))


def measure(name: str, folder: Path, url: str) -> None:
    site = Site(folder / name, {"DATABASE_URL": url, "OMP_NUM_THREADS": "1"})
    site.data.mkdir()
    site.manage("migrate", "-v0")
    print(f"### {name}\n")
    print(site.python("from bench.search import inside; inside()"), flush=True)
    shutil.rmtree(site.data)


# Inside the site


def inside() -> None:
    viewer = people()
    began = time.perf_counter()
    texts = write_voices()
    told = [
        f"* written in {time.perf_counter() - began:.0f} s, {sum(map(len, texts.values())):,} signs"
    ]
    told += build_index()
    trigrams = Trigrams()
    told.append(trigrams.build())
    settle()
    print(HEAD)
    for kind, terms in queries(texts).items():
        print(row(kind, terms, texts, viewer, trigrams), flush=True)
    told += [intake(), nightly(), checked()]
    print("\n".join(["", *told]))


def people() -> Any:
    from lianxin.people.models import Duty, Post, Unit, User

    unit = Unit.objects.create(name="示例团", path="1/", pk=1)
    leader = User.objects.create(username="wang", name="王芳", unit=unit)
    Post.objects.create(user=leader, duty=Duty.LEADER, unit=unit, since=dt.date(2020, 1, 1))
    return leader


def sentences(chance: random.Random) -> Iterator[str]:
    """Messages of one to four clauses; a few with figures, letters and wide forms."""
    signs = [bytes([0xB0 + n // 94, 0xA1 + n % 94]).decode("gb2312") for n in range(39 * 94)]
    words = ["".join(chance.choices(signs, k=chance.choice((2, 2, 2, 3)))) for _ in range(30_000)]
    weights = [1 / (rank + 20) for rank in range(len(words))]
    drawn = iter(())
    while True:
        clauses = []
        for _ in range(chance.randrange(1, 5)):
            count = chance.randrange(3, 8)
            while len(clause := list(islice(drawn, count))) < count:
                drawn = iter(chance.choices(words, weights, k=100_000))
            if chance.random() < 0.1:
                clause.insert(1, chance.choice(("3号楼", "Ａ座", "2026年", "no2", "12345")))
            clauses.append("".join(clause))
        yield "，".join(clauses) + chance.choice("。！？")


def write_voices() -> dict[int, str]:
    """The voices, straight into their table; the plain spelling of each by its key."""
    from django.db import transaction
    from django.utils import timezone

    from lianxin.matters.models import Channel, Voice
    from lianxin.matters.searching import VOICES
    from lianxin.people.models import Unit

    chance = random.Random(SEED)
    made, unit, now = sentences(chance), Unit.objects.get(), timezone.now()
    texts: dict[int, str] = {}
    for start in range(0, MESSAGES, 2_000):
        rows = [
            Voice(
                channel=Channel.PHONE,
                title=next(made)[:12],
                body=next(made),
                unit=unit,
                received_on=now.date() - dt.timedelta(days=chance.randrange(700)),
                accept_by=now,
            )
            for _ in range(min(2_000, MESSAGES - start))
        ]
        texts |= {row.pk: VOICES.text(row) for row in rows}
        with transaction.atomic():
            Voice.objects.bulk_create(rows)
    return texts


def build_index() -> list[str]:
    from lianxin.matters.searching import VOICES

    before, began = size(), time.perf_counter()
    spent = time.process_time()
    for _ in VOICES.index.rebuild(VOICES):
        pass
    settle()
    return [
        f"* index built in {time.perf_counter() - began:.1f} s "
        f"({time.process_time() - spent:.1f} s of this process), {size() - before:.0f} MB; "
        f"the database without it {before:.0f} MB"
    ]


def size() -> float:
    """Megabytes in use."""
    from django.db import connection

    if connection.vendor == "postgresql":
        [[found]] = sql("SELECT pg_database_size(current_database())")
        return found / 1e6
    ((pages,),), ((free,),) = sql("PRAGMA page_count"), sql("PRAGMA freelist_count")
    return (pages - free) * 4096 / 1e6


def settle() -> None:
    from django.db import connection

    sql("vacuum analyze" if connection.vendor == "postgresql" else "ANALYZE")


def sql(text: str, values: Iterable[Any] = ()) -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(text, list(values))
        return cursor.fetchall() if cursor.description else []


@dataclass
class Trigrams:
    """The yardstick that databases bring along; of two signs it knows nothing."""

    there: bool = True
    words: dict[str, str] = field(default_factory=dict)

    def build(self) -> str:
        from django.db import connection

        before, began = size(), time.perf_counter()
        if connection.vendor == "sqlite":
            sql("CREATE VIRTUAL TABLE trigrams USING fts5(text, content='', tokenize='trigram')")
            sql(
                "INSERT INTO trigrams (rowid, text) "
                "SELECT id, title || ' ' || body FROM matters_voice"
            )
        elif not sql("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'"):
            self.there = False
            return "* pg_trgm IS NOT INSTALLED: not measured"
        else:
            sql("CREATE EXTENSION pg_trgm")
            sql(
                "CREATE INDEX trigrams ON matters_voice "
                "USING gin ((title || ' ' || body) gin_trgm_ops)"
            )
        took = time.perf_counter() - began
        return f"* trigrams built in {took:.1f} s, {size() - before:.0f} MB"

    def keys(self, terms: list[str], limit: str = "") -> list[int]:
        from django.db import connection

        order = "ORDER BY received_on DESC, id LIMIT 20" if limit else ""
        if connection.vendor == "sqlite":
            match = " AND ".join(f'"{term}"' for term in terms)
            where, values = "id IN (SELECT rowid FROM trigrams WHERE trigrams MATCH %s)", [match]
        else:
            where = " AND ".join(["(title || ' ' || body) ILIKE %s"] * len(terms))
            values = [f"%{term}%" for term in terms]
        return [
            key for (key,) in sql(f"SELECT id FROM matters_voice WHERE {where} {order}", values)
        ]


def queries(texts: dict[int, str]) -> dict[str, list[str]]:
    """Queries of each kind, drawn from the texts, so that each is found."""
    chance = random.Random(SEED + 1)
    bodies = list(texts.values())
    ones, twos = Counter[str](), Counter[str]()
    for text in bodies:
        ones.update(set(text))
        twos.update({text[n : n + 2] for n in range(len(text) - 1)})
    signs = [one for one in ones if not one.isascii() and one.isalnum()]
    pairs = [two for two in twos if two.isalpha() and not two.isascii()]

    def some(found: list[str]) -> list[str]:
        return chance.sample(sorted(found), min(EACH, len(found)))

    def cut(length: int, keep: Callable[[str], bool]) -> list[str]:
        found: list[str] = []
        while len(found) < EACH:
            text = chance.choice(bodies)
            start = chance.randrange(max(1, len(text) - length))
            term = text[start : start + length]
            if len(term) == length and " " not in term and keep(term):
                found.append(term)
        return found

    middling = [two for two in pairs if twos[two] in MIDDLING]
    return {
        "one sign, middling": some([one for one in signs if ones[one] in MIDDLING]),
        "one sign, frequent": some([one for one in signs if ones[one] > 5_000]),
        "two signs, rare": some([two for two in pairs if twos[two] < MIDDLING.start]),
        "two signs, middling": some(middling),
        "two signs, frequent": some([two for two in pairs if twos[two] > 2_000]),
        "four signs": cut(4, str.isalnum),
        "phrase of 6 to 8": [*cut(6, str.isalnum), *cut(8, str.isalnum)][::2],
        "across punctuation": cut(5, lambda term: "，" in term[1:-1] or "," in term[1:-1]),
        "two terms, middling": [" ".join(chance.sample(middling, 2)) for _ in range(EACH)],
        "term and figures": [f"{two} 2026" for two in some(middling)],
    }


def row(kind: str, asked: list[str], texts: dict[int, str], viewer: Any, trigrams: Trigrams) -> str:
    from lianxin.engines.text.search import is_in, terms
    from lianxin.matters.searching import VOICES

    ways = {"index": by_index, "page": page_for(viewer), "like": by_like}
    if trigrams.there:
        ways["trigrams"] = lambda query: trigrams.keys(query.split(), "first")
    times: dict[str, list[float]] = {way: [] for way in ways}
    same, counts, known, total = True, [], 0, 0
    for query in asked:
        wanted = terms(query)
        truth = {key for key, text in texts.items() if is_in(text, wanted)}
        found = set(voices().filter(VOICES.having(query)).values_list("pk", flat=True))
        same &= found == truth
        counts.append(len(truth))
        if trigrams.there:
            known += len(truth & set(trigrams.keys(query.split())))
            total += len(truth)
        for way, took in in_turn(ways, query).items():
            times[way].append(took)
    late = percentile(times["index"], 95)
    missed = " MISSED" if "middling" in kind and late > TARGET else ""
    shown = {way: f"{percentile(t, 50):.1f} / {percentile(t, 95):.1f}" for way, t in times.items()}
    return (
        f"| {kind} | {statistics.median(counts):.0f} | {'yes' if same else 'NO, THEY DIFFER'} | "
        f"{shown['index']}{missed} | {shown['page']} | {shown['like']} | "
        f"{shown.get('trigrams', '–')} | {f'{known / total:.0%}' if total else '–'} |"
    )


def voices() -> Any:
    from lianxin.matters.models import Voice

    return Voice.objects.all()


def by_index(query: str) -> Any:
    from lianxin.matters.searching import VOICES

    rows = voices().filter(VOICES.having(query)).order_by("-received_on", "pk")
    return list(rows.values_list("pk", flat=True)[:20])


def page_for(viewer: Any) -> Callable[[str], Any]:
    """As the page asks: what the leader may see, with units, marked and cut to snippets."""
    from lianxin.matters.figures import finding

    return lambda query: finding.voices(viewer, query, 0, 21)


def by_like(query: str) -> Any:
    from django.db.models import Q

    from lianxin.kernel.words import somewhere

    wanted = Q()
    for term in query.split():
        wanted &= somewhere(term, "title", "body")
    rows = voices().filter(wanted).order_by("-received_on", "pk")
    return list(rows.values_list("pk", flat=True)[:20])


def in_turn(ways: dict[str, Callable[[str], Any]], query: str) -> dict[str, float]:
    """Milliseconds, the quickest of a few rounds: whatever else the machine does only adds."""
    found = dict.fromkeys(ways, float("inf"))
    for number in range(ROUNDS):
        for way, ask in ways.items():
            if number and found[way] > SLOW:
                continue
            began = time.perf_counter()
            ask(query)
            found[way] = min(found[way], (time.perf_counter() - began) * 1000)
    return found


def intake() -> str:
    """Voices one by one as a submission writes them, with the index and without, in turn."""
    from django.db import transaction
    from django.utils import timezone

    from lianxin.kernel.prepared import enter
    from lianxin.matters import searching
    from lianxin.matters.models import Channel, Voice
    from lianxin.people.models import Unit

    made, unit, now = sentences(random.Random(SEED + 2)), Unit.objects.get(), timezone.now()
    clock: dict[bool, list[float]] = {True: [], False: []}
    spent: dict[bool, float] = {True: 0.0, False: 0.0}
    for number in range(2 * INTAKE):
        indexed = number % 2 == 0
        voice = Voice(
            channel=Channel.PHONE, title=next(made)[:12], body=next(made), unit=unit, accept_by=now
        )
        began, processor = time.perf_counter(), time.process_time()
        with transaction.atomic():
            enter(voice)
            if indexed:
                searching.enter(voice)
        clock[indexed].append((time.perf_counter() - began) * 1000)
        spent[indexed] += (time.process_time() - processor) * 1000 / INTAKE
    more = spent[True] - spent[False]
    verdict = "reached" if more <= INTAKE_TARGET else "MISSED"
    return (
        f"* a voice costs {spent[False]:.2f} ms of processor, with the index {more:.2f} ms more "
        f"(≤ {INTAKE_TARGET}: {verdict}); by the clock, median "
        f"{statistics.median(clock[False]):.2f} and {statistics.median(clock[True]):.2f} ms"
    )


def nightly() -> str:
    from django.utils import timezone

    from lianxin.matters.searching import settle_search

    began = time.perf_counter()
    steps = settle_search(timezone.now())
    return f"* the nightly settling after that: {time.perf_counter() - began:.1f} s, {steps} steps"


def checked() -> str:
    """The voices written without the index are missing from it, and only these."""
    from lianxin.matters.searching import VOICES

    began = time.perf_counter()
    found = VOICES.index.compare(VOICES)
    wrong = len(found.wrong) + len(found.unknown) + found.stray
    right = (len(found.missing), wrong) == (INTAKE, 0)
    took = time.perf_counter() - began
    return f"* checked in {took:.0f} s: {'found what is missing' if right else f'WRONG: {found}'}"


if __name__ == "__main__":
    run()
