"""What is known already about what somebody is about to send.

Without an account: what has been published, and nothing else. By name also what one has said
oneself. Shown once before sending; whoever still wants to send sends.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from lianxin.engines.text.near.said import AlreadySaid, Reason, rank
from lianxin.matters import codes
from lianxin.matters.models import HotIssue, Publication, Voice
from lianxin.matters.said import Said
from lianxin.matters.story import standing
from lianxin.people.models import User

KEPT_SECONDS = 60
PUBLISHED = 400  # the newest, of each kind
OWN = 30  # the newest voices of a person
READ = 300  # signs of a text that are compared
ASKED = 160  # signs of what is sent by which others are found; the gist stands before
ENOUGH = 3  # telling pairs of signs in common, from which a text is looked at more closely
COMMON = 0.2  # share of the published texts from which a pair of signs tells nothing
COMPARED = 3
SHOWN = 2
ALIKE = 0.18  # likeness from which somebody is asked whether it is the same thing
ALIKE_IN_CATEGORY = 0.1  # when both are of one category


@dataclass(frozen=True)
class Public:
    """What everybody may read: a result, or an issue of the month."""

    kind: str
    pk: int
    title: str
    problem: str
    result: str
    unit: str
    path: str
    category: int | None
    on: dt.date

    @property
    def words(self) -> str:
        return f"{self.title}\n{self.problem}"

    def is_about(self, said: Said) -> bool:
        """Whether one unit is the other's or lies above it: elsewhere it is another thing."""
        return self.path.startswith(said.unit.path) or said.unit.path.startswith(self.path)


@dataclass(frozen=True)
class Own:
    """What the sender has said before, and how far it is."""

    title: str
    body: str
    standing: str
    reply: str
    url: str
    on: dt.date


@dataclass(frozen=True)
class Known:
    public: Sequence[Public] = ()
    own: Sequence[Own] = ()

    def __bool__(self) -> bool:
        return bool(self.public or self.own)


class PublicTexts:
    """The published texts by the telling pairs of signs in them, read once a minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.forget()

    def forget(self) -> None:
        self._read_at = float("-inf")
        self._texts: list[Public] = []
        self._having: dict[str, list[int]] = {}

    def near(self, said: Said) -> list[Public]:
        """Those that share enough with SAID to be compared: nearly always none."""
        self._refresh()
        if not self._texts:
            return []
        shared = _pairs(_words(said)[:ASKED]) & self._having.keys()
        if len(shared) < ENOUGH:
            return []
        hits = Counter(number for pair in shared for number in self._having[pair])
        found = [self._texts[n] for n, times in hits.most_common() if times >= ENOUGH]
        return [one for one in found if one.is_about(said)][:COMPARED]

    def _refresh(self) -> None:
        now = self._clock()
        if now - self._read_at <= KEPT_SECONDS:
            return
        texts = [*published(), *monthly()]
        having: dict[str, list[int]] = {}
        for number, one in enumerate(texts):
            for pair in _pairs(one.words[:READ]):
                having.setdefault(pair, []).append(number)
        most = max(2, len(texts) * COMMON)
        telling = {pair: found for pair, found in having.items() if len(found) <= most}
        self._texts, self._having, self._read_at = texts, telling, now


PUBLIC = PublicTexts()


def known_to_all(said: Said) -> Known:
    near = PUBLIC.near(said)
    if not near:
        return Known()
    scored = rank(_words(said), [(n, one.words[:READ]) for n, one in enumerate(near)])
    found = [near[one.key] for one in scored if _is_alike(one, said, near[one.key].category)]
    return Known(public=list(_still_public(found[:SHOWN])))


def known_to(user: User, said: Said, form_key: str) -> Known:
    """The same, and what USER has said before; not by this very form, which was pressed twice."""
    rows = Voice.objects.visible_to_raiser(user).exclude(form_key=codes.form_fingerprint(form_key))
    voices = rows.for_list().order_by("-received_on", "pk")[:OWN]
    asked = _pairs(_words(said))
    by_pairs = Counter({one: len(asked & _pairs(f"{one.title}{one.body}")) for one in voices})
    near = [one for one, shared in by_pairs.most_common(COMPARED) if shared >= ENOUGH]
    texts = [(n, f"{one.title}\n{one.body}"[:READ]) for n, one in enumerate(near)]
    scored = rank(_words(said), texts) if near else []
    found = [near[one.key] for one in scored if _is_alike(one, said, near[one.key].category_id)]
    own = [_own(voice) for voice in found[:SHOWN]]
    return Known(public=known_to_all(said).public, own=own)


def _is_alike(one: AlreadySaid, said: Said, category: int | None) -> bool:
    if Reason.OTHER_PLACE in one.reasons:
        return Reason.SAME_TEXT in one.reasons
    same = said.category is not None and said.category.pk == category
    return one.score >= (ALIKE_IN_CATEGORY if same else ALIKE)


def _words(said: Said) -> str:
    body = said.body[:READ]
    return body if body.startswith(said.title) else f"{said.title}\n{body}"


def _pairs(text: str) -> set[str]:
    """Neighbouring signs of the beginning of TEXT, found in the cheapest way there is."""
    return {text[at : at + 2] for at in range(min(len(text), READ) - 1)}


def _still_public(found: Iterable[Public]) -> Iterator[Public]:
    """What has been withdrawn since the texts were read is shown to nobody."""
    for one in found:
        rows = published(one.pk) if one.kind == "result" else monthly(one.pk)
        yield from rows


def published(pk: int | None = None) -> list[Public]:
    rows = Publication.objects.filter(withdrawn_on=None).select_related("matter__unit")
    rows = rows if pk is None else rows.filter(pk=pk)
    return [
        Public(
            "result",
            row.pk,
            row.title,
            row.problem,
            row.result,
            str(row.matter.unit),
            row.matter.unit.path,
            row.matter.category_id,
            row.on,
        )
        for row in rows[:PUBLISHED]
    ]


def monthly(pk: int | None = None) -> list[Public]:
    rows = HotIssue.objects.visible_to_everybody()
    rows = rows if pk is None else rows.filter(pk=pk)
    return [
        Public(
            "month",
            row.pk,
            row.public_title,
            row.public_problem,
            row.public_result,
            str(row.unit),
            row.unit.path,
            None,
            row.published_on or timezone.localdate(),
        )
        for row in rows[:PUBLISHED]
    ]


def _own(voice: Voice) -> Own:
    last = voice.deliveries.select_related("reply").order_by("on", "pk").last()
    url = reverse("matters:my-voice", args=[voice.pk])
    reply = last.words if last else ""
    return Own(voice.title, voice.body, standing(voice), reply, url, voice.received_on)
