"""Comparing new voices with all others by their words, in pieces, without order or moment.

An index is built from the stored texts for a run and thrown away after it. What is found is
written piece by piece in short transactions; whatever ends a run, the next one goes on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F, QuerySet

from lianxin.engines.text.near.compare import Reason, Verdict, compare
from lianxin.engines.text.near.index import Near, NearIndex
from lianxin.matters.models import Alike, Compared, Voice

PIECE = 500
READ = 5_000  # voices read at a time to fill the index
ASKED_FOR = 20  # near ones looked at for each voice
VARIANTS = 2  # of them kept: more of one form that goes round tell nothing new
LONGEST = 4_000  # signs; who writes more is compared by the beginning
Say = Callable[[int, int], None]


def liken(now: dt.datetime) -> int:
    """Every hour: the voices that have come since."""
    return compare_new()


def compare_new(say: Say = lambda done, total: None) -> int:
    """Compare what has not been compared yet; how many voices that were."""
    new = list(Voice.objects.filter(compared=None).order_by("pk").values_list("pk", flat=True))
    if not new:
        return 0
    index = _index()
    for start in range(0, len(new), PIECE):
        say(start, len(new))
        _write(_look(index, new[start : start + PIECE]))
    return len(new)


def words(title: str, body: str) -> str:
    """What is compared: a title that is only the beginning of the text says nothing of its own."""
    body = body.strip()
    return (body if body.startswith(title) else f"{title}\n{body}")[:LONGEST]


def _index() -> NearIndex:
    """All that has been compared, in the order of the keys, which are random."""
    index, last = NearIndex(), 0
    compared = Voice.objects.filter(compared__isnull=False)
    while piece := _texts(compared.filter(pk__gt=last), READ):
        index.add_many(piece)
        last = piece[-1][0]
    return index


def _texts(voices: QuerySet[Voice], most: int | None = None) -> list[tuple[int, str]]:
    rows = voices.order_by("pk").values_list("pk", "title", "body")[:most]
    return [(pk, words(title, body)) for pk, title, body in rows]


@dataclass
class _Seen:
    """A voice with the ones near it, likest first."""

    key: int
    text: str
    near: list[Near] = field(default_factory=list)

    def of(self, *verdicts: Verdict) -> Iterator[Near]:
        return (one for one in self.near if one.verdict in verdicts)


def _look(index: NearIndex, keys: Sequence[int]) -> list[_Seen]:
    found = []
    for key, text in _texts(Voice.objects.filter(pk__in=keys)):
        found.append(_Seen(key, text, index.query(text, limit=ASKED_FOR)))
        index.add(key, text)
    return found


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
def _write(found: Sequence[_Seen]) -> None:
    leads = _Leads({near.key for seen in found for near in seen.near})
    rows: list[Alike] = []
    for seen in found:
        variants = {leads.of(one.key): one for one in seen.of(Verdict.VARIANT)}
        same = seen.of(Verdict.SAME, Verdict.COPY)
        best = next((one for one in same if leads.of(one.key) not in variants), None)
        leads.put(seen.key, best.key if best else None)
        kept = [*([best] if best else []), *list(variants.values())[:VARIANTS]]
        rows += [_row(seen, near) for near in kept]
    _explain_variants(rows, {seen.key: seen.text for seen in found})
    Alike.objects.bulk_create(rows, ignore_conflicts=True)
    Compared.objects.bulk_create(
        (leads.compared(seen.key) for seen in found), ignore_conflicts=True
    )
    Compared.objects.filter(voice__in=leads.new_leads, lead=None).update(lead=F("voice"))


def _row(seen: _Seen, near: Near) -> Alike:
    same = near.verdict is Verdict.SAME
    return Alike(
        voice_id=seen.key,
        other_id=near.key,
        verdict=near.verdict.value,
        likeness=round(near.likeness * 100),
        reasons=[Reason.SAME_WORDS if same else Reason.MOSTLY_SHARED],
    )


def _explain_variants(rows: Sequence[Alike], texts: dict[int, str]) -> None:
    """What stands in the one and not in the other: a place, a school, a number."""
    variants = [row for row in rows if row.verdict == Alike.Verdict.VARIANT]
    others = dict(_texts(Voice.objects.filter(pk__in={row.other_id for row in variants})))
    for row in variants:
        seen = compare(texts[row.voice_id], others[row.other_id])
        row.reasons = [reason.value for reason in seen.reasons]
