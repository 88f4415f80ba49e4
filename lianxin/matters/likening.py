"""Comparing new voices with all others by their words, in pieces, without order or moment.

All stored texts are compared at once, which takes near-linear time; what is found is written
piece by piece in short transactions. Whatever ends a run, the next one goes on.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from django.db import transaction
from django.db.models import F, QuerySet

from lianxin.engines.text.near.batch import Pair, pairs
from lianxin.engines.text.near.compare import Reason, Verdict, compare
from lianxin.matters.models import Alike, Compared, Voice

PIECE = 500
READ = 5_000  # voices read at a time
VARIANTS = 2  # of them kept: more of one form that goes round tell nothing new
LONGEST = 4_000  # signs; who writes more is compared by the beginning
Say = Callable[[int, int], None]
Near = dict[int, list[Pair]]  # for each new voice its pairs with earlier ones, likest first


def liken(now: dt.datetime) -> int:
    """Every hour: the voices that have come since."""
    return compare_new()


def compare_new(say: Say = lambda done, total: None) -> int:
    """Compare what has not been compared yet; how many voices that were."""
    new = list(Voice.objects.filter(compared=None).order_by("pk").values_list("pk", flat=True))
    if not new:
        return 0
    say(0, len(new))
    near = _near(set(new))
    for start in range(0, len(new), PIECE):
        say(start, len(new))
        _write(new[start : start + PIECE], near)
    return len(new)


def words(title: str, body: str) -> str:
    """What is compared: a title that is only the beginning of the text says nothing of its own."""
    body = body.strip()
    return (body if body.startswith(title) else f"{title}\n{body}")[:LONGEST]


def _near(new: set[int]) -> Near:
    near: Near = defaultdict(list)
    for pair in pairs(_everything()):
        if pair.other in new:
            near[pair.other].append(pair)
    for found in near.values():
        found.sort(key=lambda pair: -pair.likeness)
    return near


def _everything() -> Iterator[tuple[int, str]]:
    """What has been compared comes first; the order of the keys is random."""
    for rows in (Voice.objects.exclude(compared=None), Voice.objects.filter(compared=None)):
        last = 0
        while piece := _texts(rows.filter(pk__gt=last), READ):
            yield from piece
            last = piece[-1][0]


def _texts(voices: QuerySet[Voice], most: int | None = None) -> list[tuple[int, str]]:
    rows = voices.order_by("pk").values_list("pk", "title", "body")[:most]
    return [(pk, words(title, body)) for pk, title, body in rows]


class _Leads:
    """Which voice leads the group of each, as it is while a piece is being written."""

    def __init__(self, keys: set[int]) -> None:
        rows = Compared.objects.filter(voice__in=keys).values_list("voice", "lead")
        self._lead: dict[int, int | None] = dict(rows)
        self.new_leads: set[int] = set()

    def of(self, key: int) -> int:
        return self._lead.get(key) or key

    def put(self, key: int, beside: int | None) -> None:
        """KEY has its own words, or belongs to the group of BESIDE."""
        self._lead[key] = self.of(beside) if beside else None
        if beside and not self._lead.get(beside):
            self._lead[beside] = beside
            self.new_leads.add(beside)

    def compared(self, key: int) -> Compared:
        return Compared(voice_id=key, lead_id=self._lead[key])


@transaction.atomic
def _write(keys: Sequence[int], near: Near) -> None:
    leads = _Leads({pair.one for key in keys for pair in near.get(key, ())})
    rows: list[Alike] = []
    for key in keys:
        found = near.get(key, [])
        variants = {leads.of(p.one): p for p in reversed(found) if p.verdict is Verdict.VARIANT}
        same = (p for p in found if p.verdict in (Verdict.SAME, Verdict.COPY))
        best = next((pair for pair in same if leads.of(pair.one) not in variants), None)
        leads.put(key, best.one if best else None)
        rows += map(_row, [*([best] if best else []), *list(variants.values())[:VARIANTS]])
    _explain_variants(rows)
    Alike.objects.bulk_create(rows, ignore_conflicts=True)
    Compared.objects.bulk_create(map(leads.compared, keys), ignore_conflicts=True)
    Compared.objects.filter(voice__in=leads.new_leads, lead=None).update(lead=F("voice"))


def _row(pair: Pair) -> Alike:
    same = pair.verdict is Verdict.SAME
    return Alike(
        voice_id=pair.other,
        other_id=pair.one,
        verdict=pair.verdict.value,
        likeness=round(pair.likeness * 100),
        reasons=[Reason.SAME_WORDS if same else Reason.MOSTLY_SHARED],
    )


def _explain_variants(rows: Sequence[Alike]) -> None:
    """What stands in the one and not in the other: a place, a school, a number."""
    variants = [row for row in rows if row.verdict == Alike.Verdict.VARIANT]
    keys = {key for row in variants for key in (row.voice_id, row.other_id)}
    texts = dict(_texts(Voice.objects.filter(pk__in=keys)))
    for row in variants:
        seen = compare(texts[row.voice_id], texts[row.other_id])
        row.reasons = [reason.value for reason in seen.reasons]
