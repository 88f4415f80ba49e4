"""What a reply says to those it goes to: for its writer, before it is sent.

Nothing of it is stored, counted or told to anybody: it is read again from the two texts each
time, and the writer may always send what they have written.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import or_

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.engines.text.replies.check import Check, Code, PointCheck, Span, check
from lianxin.engines.text.replies.clauses import Role, clauses
from lianxin.engines.text.replies.points import Kind as PointKind
from lianxin.matters import clocks
from lianxin.matters.models import Delivery, Kind, Matter, Reply, Voice
from lianxin.matters.searching import DELIVERIES, REPLIES, Searched
from lianxin.people.models import User

MOST_VOICES = 12  # whose words are looked at; more people with one trouble say little new
LONGEST_VOICE = 4_000
LONGEST = 6_000  # of all together: some fifteen milliseconds to read
PROBES = 4  # the longest clauses of a reply, by which earlier ones with the same words are found
SHORTEST_PROBE = 12
EARLIER = 3  # of each source; each costs a millisecond to compare
SHOWN_PLACES = 3

POINTS = {
    PointKind.QUESTION: gettext_lazy("提问"),
    PointKind.REQUEST: gettext_lazy("要求"),
    PointKind.COMPLAINT: gettext_lazy("反映"),
    PointKind.FACT: gettext_lazy("反映"),
}
SENTENCES = {
    Code.ONLY_FORWARDS: gettext_lazy(
        "这份答复只说了转交。请写明由谁办理、什么时候有结果；不归本单位管的，请写明依据和去处。"
    ),
    Code.ONLY_THANKS: gettext_lazy("这份答复只有感谢。请逐条回应反映的事。"),
    Code.ONLY_ACKNOWLEDGES: gettext_lazy(
        "这份答复只说已经收到。请写明查到了什么、怎么办、什么时候办好。"
    ),
    Code.NOT_ABOUT: gettext_lazy("答复里几乎没有提到反映的事，请核对是否写到了另一件事项里。"),
    Code.UNANSWERED: gettext_lazy("下面标出的几点还没有回应；不便答复的，也请说明原因。"),
    Code.COPIED: gettext_lazy("和以前的答复有大段相同，请核对是否切合这件事。"),
    Code.PROMISE_PAST: gettext_lazy("写到的承诺日期已经过去，请核对。"),
    Code.PROMISE_WITHOUT_DAY: gettext_lazy("有的承诺没有写日期，请写明最晚哪一天。"),
    Code.NO_WHO: gettext_lazy("没有写由谁来办，请写明单位或岗位。"),
    Code.NO_WHEN: gettext_lazy("写了要做什么，没有写什么时候完成，请补上日期。"),
    Code.NO_BASIS: gettext_lazy("办不了或者不符合条件的，请写明依据的政策名称和条款。"),
    Code.LATE: gettext_lazy("这件事项已经超过期限，请在答复里说明原因。"),
    Code.NO_GREETING: gettext_lazy("开头没有称呼，可以加上“您好”。"),
}  # the day at the end of a letter is not missed: every reply is shown with the day it was sent
GRAVE = {
    Code.ONLY_FORWARDS, Code.ONLY_THANKS, Code.ONLY_ACKNOWLEDGES, Code.NOT_ABOUT, Code.UNANSWERED,
}  # fmt: skip
QUOTED = {Code.PROMISE_WITHOUT_DAY, Code.PROMISE_PAST, Code.NO_WHEN, Code.NO_BASIS}


@dataclass(frozen=True)
class Beside:
    """A point somebody raised, and what the reply says to it."""

    number: int
    kind: str
    text: str
    answered: bool
    parts: list[str]


@dataclass(frozen=True)
class Marked:
    """A stretch of the reply, and the numbers of the points it answers."""

    text: str
    points: str


@dataclass(frozen=True)
class Said:
    """One of the parts a good reply has, in its own words; none when it is missing."""

    label: str
    parts: list[str]


@dataclass(frozen=True)
class Advised:
    sentence: str
    is_grave: bool
    parts: list[str]


@dataclass(frozen=True)
class Copy:
    title: str
    url: str
    percent: int


@dataclass(frozen=True)
class PromiseFound:
    """Something promised with a day; KEPT says that it stands among the writer's promises."""

    key: str
    text: str
    until: dt.date
    kept: bool


@dataclass(frozen=True)
class Checked:
    points: list[Beside]
    marked: list[Marked]
    says: list[Said]
    advice: list[Advised]
    copies: list[Copy]
    promises: list[PromiseFound]
    waited: int
    delay: int

    @property
    def missing(self) -> list[Beside]:
        return [point for point in self.points if not point.answered]


@dataclass(frozen=True)
class _Earlier:
    text: str
    title: str
    url: str


def checked(matter: Matter, text: str, *, by: User, voices: Sequence[Voice]) -> Checked:
    """What TEXT, written BY someone, says to VOICES: those of MATTER that BY may see."""
    today = timezone.localdate()
    earlier = _earlier(matter, text, by)
    seen = check(
        words_of(matter, voices),
        text,
        earlier=list(enumerate(one.text for one in earlier)),
        received=matter.received_on,
        today=today,
        due=timezone.localdate(matter.due),
    )
    return Checked(
        points=[_beside(number, one, text) for number, one in enumerate(seen.points, 1)],
        marked=_marked(text, seen.points),
        says=_says(seen, text),
        advice=[_advised(code.code, code.spans, text) for code in seen.advice
                if code.code in SENTENCES],
        copies=[
            Copy(earlier[one.key].title, earlier[one.key].url, round(one.likeness * 100))
            for one in seen.copied
        ],
        promises=_promises(matter, seen, today, by),
        waited=seen.waited or 0,
        delay=seen.delay or 0,
    )  # fmt: skip


def words_of(matter: Matter, voices: Sequence[Voice]) -> str:
    """What the people said, as one text; of a task or a promise what is to be done."""
    said = [_words(voice.title, voice.body) for voice in voices[:MOST_VOICES]]
    return "\n\n".join(dict.fromkeys(said))[:LONGEST] or _words(matter.title, matter.summary)


def _words(title: str, body: str) -> str:
    """A title that is only the beginning of the text says nothing of its own."""
    body = body.strip()[:LONGEST_VOICE]
    return body if body.startswith(title.strip()) else f"{title}\n{body}"


def promised(matter: Matter, text: str, key: str) -> PromiseFound | None:
    """The promise with this KEY in TEXT, if it is one with a day that may still be kept."""
    today = timezone.localdate()
    found = _promises(matter, check("", text, today=today), today, matter.owner)
    return next((one for one in found if one.key == key), None)


def whom(matter: Matter) -> str:
    """To whom a reply promises something: no name, for some of them have none."""
    return _("%(number)s 的反映人") % {"number": matter.number}


def _promises(matter: Matter, seen: Check, today: dt.date, by: User) -> list[PromiseFound]:
    latest = today + clocks.LONGEST_OWN_TERM
    dated = [one for one in seen.promises if one.due and today <= one.due <= latest]
    mine = Matter.objects.filter(kind=Kind.PROMISE, owner=by, promised_to=whom(matter))
    known = set(mine.values_list("title", flat=True)) if dated else set()
    return [
        PromiseFound(f"{one.start}-{one.end}", one.text, one.due, one.text[:200] in known)
        for one in dated
        if one.due
    ]


def _beside(number: int, one: PointCheck, text: str) -> Beside:
    parts = _quoted(one.reply_spans, text) if one.answered else []
    kind = str(POINTS[one.point.kind])
    return Beside(number, kind, " ".join(one.point.text.split()), one.answered, parts)


def _quoted(spans: Sequence[Span], text: str) -> list[str]:
    found = dict.fromkeys(text[span.start : span.end] for span in spans)
    return list(found)[:SHOWN_PLACES]


def _marked(text: str, points: Sequence[PointCheck]) -> list[Marked]:
    """The whole reply, cut wherever a part that answers something begins or ends."""
    spans = [
        (span, number)
        for number, one in enumerate(points, 1)
        if one.answered
        for span in one.reply_spans
    ]
    edges = sorted({0, len(text), *(edge for span, _n in spans for edge in (span.start, span.end))})
    found = []
    for start, end in pairwise(edges):
        numbers = [str(n) for span, n in spans if span.start <= start and end <= span.end]
        found.append(Marked(text[start:end], " ".join(numbers)))
    return found


def _says(seen: Check, text: str) -> list[Said]:
    parts = seen.parts
    return [
        Said(_("由谁办"), _quoted(parts.says_who, text)),
        Said(_("做什么"), _quoted(parts.says_what, text)),
        Said(_("什么时候"), _quoted(parts.says_when, text)),
        Said(_("依据"), _quoted(parts.basis, text)),
        Said(_("原因和说明"), _quoted(parts.explains, text)),
    ]


def _advised(code: Code, spans: Sequence[Span], text: str) -> Advised:
    quoted = _quoted(spans, text) if code in QUOTED else []
    return Advised(str(SENTENCES[code]), code in GRAVE, quoted)


# Earlier replies that may hold the same words -----------------------------------------------


def _earlier(matter: Matter, text: str, by: User) -> list[_Earlier]:
    """Those BY may see that have one of the longest clauses of TEXT word for word."""
    probes = _probes(text)
    if not probes:
        return []
    mine = Reply.objects.filter(matter__in=Matter.objects.visible_to(by)).exclude(matter=matter)
    replies = mine.filter(_having(REPLIES, probes)).select_related("matter").order_by("-at", "-pk")
    imported = Delivery.objects.filter(
        _having(DELIVERIES, probes), voice__in=Voice.objects.visible_to_handler(by), reply=None
    ).select_related("voice")
    return [
        *(
            _Earlier(one.text, str(one.matter), reverse("matters:detail", args=[one.matter_id]))
            for one in replies[:EARLIER]
        ),
        *(
            _Earlier(one.text, one.voice.title, reverse("matters:voice", args=[one.voice_id]))
            for one in imported.order_by("-on", "pk")[:EARLIER]
        ),
    ]


def _probes(text: str) -> list[str]:
    told = (clause.text for clause in clauses(text) if clause.role is Role.TOLD)
    runs = {run for clause in told for run in re.findall(r"\w+", clause)}
    long = (run for run in runs if len(run) >= SHORTEST_PROBE)
    return sorted(long, key=lambda run: (-len(run), run))[:PROBES]


def _having(searched: Searched, words: Iterable[str]) -> Q:
    return reduce(or_, (searched.having(one) for one in words))
