"""One text many times: made one matter with one press, or said not to be one."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Min, Q, QuerySet
from django.utils.translation import gettext as _

from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.matters.access import alike as access
from lianxin.matters.actions import accepting, merging
from lianxin.matters.models import Alike, Compared, Matter, Urgency, Voice
from lianxin.people.models import User


@transaction.atomic
def gather(voices: Sequence[Voice], *, by: User) -> Matter:
    """VOICES become one matter: the oldest open one among theirs, or a new one of BY.

    Those that wait are taken in, whole matters are merged; each can be undone as usual.
    """
    require(access.may_gather(by, voices))
    matters = {voice.matter.pk: voice.matter for voice in voices if voice.matter}
    waiting = [voice for voice in voices if voice.matter is None]
    into = _target(sorted(matters.values(), key=lambda one: one.pk), waiting, by)
    for voice in waiting:
        if voice.matter is None:
            accepting.join(voice, into, by=by)
    for matter in matters.values():
        if matter.pk != into.pk:
            merging.merge(matter, into, by=by, reason=_("文字相同"))
    record("matter.gathered", into, by=by, count=len(voices))
    return into


def _target(matters: Sequence[Matter], waiting: Sequence[Voice], by: User) -> Matter:
    if matters:
        return matters[0]
    first = waiting[0]
    category = first.category
    return accepting.accept(
        first,
        by=by,
        title=first.title,
        category=category,
        urgency=category.urgency if category else Urgency.ORDINARY,
        unit=first.unit,
    )


@transaction.atomic
def set_apart(voice: Voice, *, by: User) -> None:
    """BY has read it and says: not the same thing. It stays so."""
    require(access.may_set_apart(by, voice))
    lead = Compared.objects.filter(voice=voice).values_list("lead", flat=True).first()
    here = Compared.objects.filter(voice=voice, lead=lead, lead__isnull=False)
    if not here.update(lead=None):
        raise Refused(_("这件诉求已经不在这一组里。"))
    _pairs(voice).update(dismissed=True)
    rest = Compared.objects.filter(lead=lead)
    if rest.count() == 1:
        rest.update(lead=None)
    elif lead == voice.pk:
        rest.update(lead=rest.aggregate(first=Min("pk"))["first"])
    record("voice.set_apart", voice, by=by)


@transaction.atomic
def put_back(voice: Voice, *, by: User) -> None:
    """It was the same thing after all."""
    require(access.may_put_back(by, voice))
    pair = _pairs(voice).filter(dismissed=True).order_by("-likeness", "pk").first()
    if pair is None or not Compared.objects.filter(voice=voice, lead=None).exists():
        raise Refused(_("这件诉求没有被分开过，或刚刚已经放回。"))
    other = pair.other_id if pair.voice_id == voice.pk else pair.voice_id
    Compared.objects.filter(voice=other, lead=None).update(lead=F("voice"))
    lead = Compared.objects.values_list("lead", flat=True).get(voice=other)
    Compared.objects.filter(voice=voice).update(lead=lead)
    _pairs(voice).update(dismissed=False)
    record("voice.put_back", voice, by=by)


def _pairs(voice: Voice) -> QuerySet[Alike]:
    beside = Q(voice=voice) | Q(other=voice)
    return Alike.objects.filter(beside, verdict__in=Alike.ONE_TEXT)
