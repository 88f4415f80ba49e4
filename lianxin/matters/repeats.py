"""Voices with one text as those who handle them read it: groups, and what stands beside one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.utils.translation import gettext_lazy

from lianxin.engines.text.near.compare import Reason
from lianxin.matters.access.alike import is_live
from lianxin.matters.models import Alike, Import, Kind, Matter, Merge, Voice
from lianxin.people.models import User

SHOWN = 50  # members of a group on its page
BESIDE = 5  # beside one voice
REASONS = {
    Reason.SAME_WORDS: gettext_lazy("除标点和客套话外，文字完全相同"),
    Reason.MOSTLY_SHARED: gettext_lazy("大部分文字相同"),
    Reason.PART_OF_THE_OTHER: gettext_lazy("一件的文字包含在另一件里"),
    Reason.OTHER_PLACE: gettext_lazy("地点不同"),
    Reason.OTHER_ORGANISATION: gettext_lazy("学校、企业或单位不同"),
    Reason.OTHER_NUMBER: gettext_lazy("编号或楼栋不同"),
    Reason.OTHER_WORDS_AGAIN: gettext_lazy("同一处名称换成了另一个"),
    Reason.MOVED: gettext_lazy("段落次序不同"),
}


@dataclass(frozen=True)
class Group:
    """One text many times, as far as the viewer may see it."""

    shown: Voice
    count: int
    waiting: int
    matters: int
    first: Any
    last: Any


@dataclass
class Member:
    voice: Voice
    is_live: bool
    reasons: list[str] = field(default_factory=list)
    likeness: int = 0
    times: int = 0  # how often the same named person said it, where that is more than once
    merge: Merge | None = None  # by which its matter was merged, if that can be undone


@dataclass(frozen=True)
class Beside:
    """What stands beside one voice."""

    members: list[Member]
    more: int
    variants: list[Member]
    apart: bool  # somebody has said that it is not one with the others


def groups(user: User) -> Any:
    """Groups with something left to decide, the largest first."""
    rows = Voice.objects.visible_to_handler(user).filter(_live(), compared__lead__isnull=False)
    waiting = Count("pk", filter=Q(state=Voice.State.WAITING))
    counted = rows.order_by().values("compared__lead").annotate(
        count=Count("pk"),
        waiting=waiting,
        matters=Count("matter", distinct=True),
        shown=Min("pk"),
        first=Min("said_on"),
        last=Max("said_on"),
    )  # fmt: skip
    undecided = Q(waiting__gt=0) | Q(matters__gt=1)
    return counted.filter(undecided, count__gt=1).order_by("-count", "compared__lead")


def with_texts(user: User, rows: Iterable[dict[str, Any]]) -> list[Group]:
    rows = list(rows)
    seen = Voice.objects.visible_to_handler(user).select_related("unit")
    voices = seen.in_bulk([row["shown"] for row in rows])
    names = ("count", "waiting", "matters", "first", "last")
    return [
        Group(voices[row["shown"]], **{name: row[name] for name in names})
        for row in rows
        if row["shown"] in voices
    ]


def beside(user: User, voice: Voice, most: int = BESIDE) -> Beside:
    """The others with its text, and the forms that only look like it."""
    pairs = list(Alike.objects.filter(Q(voice=voice) | Q(other=voice)))
    if not pairs:  # nearly always
        return Beside([], 0, [], apart=False)
    lead = _lead(voice)
    found, more = _others(user, voice, lead, most) if lead else ([], 0)
    members = explained(found, besides=[voice])
    own = next((p for p in pairs if p.voice_id == voice.pk and p.verdict in Alike.ONE_TEXT), None)
    for member in members:  # what it has in common with the group, if the group was there first
        if not member.reasons:
            member.reasons, member.likeness = _reasons(own)
    apart = lead is None and any(pair.dismissed for pair in pairs)
    return Beside(members, more, variants_of(user, [voice]), apart)


def _others(user: User, voice: Voice, lead: int, most: int) -> tuple[list[Voice], int]:
    """The latest of the group besides VOICE, and how many more there are."""
    rows = Voice.objects.visible_to_handler(user).filter(compared__lead=lead).exclude(pk=voice.pk)
    ordered = rows.select_related("unit", "raised_by", "matter").order_by("-said_on", "pk")
    found = list(ordered[: most + 1])
    return found[:most], rows.count() - most if len(found) > most else 0


def members_of(user: User, lead: int | None) -> list[Voice]:
    if lead is None:
        return []
    rows = Voice.objects.visible_to_handler(user).filter(compared__lead=lead)
    rows = rows.select_related("unit", "category", "raised_by", "matter__owner", "compared")
    return list(rows.order_by("said_on", "pk")[:SHOWN])


def explained(voices: Sequence[Voice], besides: Sequence[Voice] = ()) -> list[Member]:
    """Each with what it has in common with the others, and whether one person says it again."""
    all_of_them = [*voices, *besides]
    keys = [voice.pk for voice in all_of_them]
    pairs = Alike.objects.filter(voice__in=keys, verdict__in=Alike.ONE_TEXT).order_by("likeness")
    of_voice = {pair.voice_id: pair for pair in pairs}
    matters = {voice.matter_id for voice in voices if voice.matter_id}
    merges = Merge.objects.filter(voices__in=keys, undone_at=None, into__in=matters)
    merged = dict(merges.values_list("voices", "pk")) if matters else {}
    by_pk = Merge.objects.in_bulk(set(merged.values())) if merged else {}
    people = _people(all_of_them)
    return [
        Member(
            voice,
            is_live(voice),
            *_reasons(of_voice.get(voice.pk)),
            times=people.get(_person(voice), 0),
            merge=by_pk.get(merged.get(voice.pk)),
        )
        for voice in voices
    ]


def variants_of(user: User, voices: Sequence[Voice]) -> list[Member]:
    """The same text about another place: to be read beside, never to be put together."""
    keys = [voice.pk for voice in voices]
    pairs = Alike.objects.filter(
        Q(voice__in=keys) | Q(other__in=keys), verdict=Alike.Verdict.VARIANT
    ).order_by("-likeness", "pk")[:SHOWN]
    reasons: dict[int, tuple[list[str], int]] = {}
    for pair in pairs:
        other = pair.other_id if pair.voice_id in keys else pair.voice_id
        reasons.setdefault(other, _reasons(pair))
    seen = Voice.objects.visible_to_handler(user).select_related("unit", "raised_by", "matter")
    found = seen.in_bulk(reasons.keys() - set(keys))
    return [Member(found[pk], False, *why) for pk, why in reasons.items() if pk in found]


def dismissed_from(user: User, lead: int | None) -> list[Voice]:
    """Those that somebody has taken out of the group, to be put back if that was a slip."""
    if lead is None:
        return []
    apart = Alike.objects.filter(dismissed=True)
    near = Q(pk__in=apart.filter(other__compared__lead=lead).values("voice")) | Q(
        pk__in=apart.filter(voice__compared__lead=lead).values("other")
    )
    rows = Voice.objects.visible_to_handler(user).filter(near, compared__lead=None)
    return list(rows.select_related("unit").order_by("said_on", "pk")[:SHOWN])


def found_in(run: Import) -> dict[str, int]:
    """How many voices of an import say what others say, and in how many groups."""
    rows = Voice.objects.filter(imported_in=run)
    counted = rows.aggregate(
        alike=Count("pk", filter=Q(compared__lead__isnull=False)),
        groups=Count("compared__lead", distinct=True),
    )
    variants = Alike.objects.filter(verdict=Alike.Verdict.VARIANT, voice__imported_in=run)
    return {**counted, "variants": variants.values("voice").distinct().count()}


def _live() -> Q:
    in_matter = Q(matter__state__in=Matter.OPEN) & ~Q(matter__kind=Kind.PROMISE)
    return Q(state=Voice.State.WAITING) | (Q(state=Voice.State.TAKEN) & in_matter)


def _lead(voice: Voice) -> int | None:
    compared = getattr(voice, "compared", None)
    return compared.lead_id if compared else None


def _reasons(pair: Alike | None) -> tuple[list[str], int]:
    if pair is None:
        return [], 0
    known = (REASONS.get(Reason(code)) for code in pair.reasons if code in set(Reason))
    return [str(sentence) for sentence in known if sentence], pair.likeness


def _person(voice: Voice) -> tuple[Any, ...]:
    """Who said it, for comparing on this page only; a nameless voice is nobody's."""
    if voice.raised_by_id:
        return ("account", voice.raised_by_id)
    return ("name", voice.speaker, voice.contact, voice.source) if voice.speaker else ()


def _people(voices: Sequence[Voice]) -> dict[tuple[Any, ...], int]:
    said: dict[tuple[Any, ...], int] = {}
    for voice in voices:
        if not voice.is_nameless and (person := _person(voice)):
            said[person] = said.get(person, 0) + 1
    return {person: times for person, times in said.items() if times > 1}
