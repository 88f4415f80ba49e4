"""What the person thinks of the outcome: a rating in four steps, or asking to begin again."""

from __future__ import annotations

from django.db import transaction

from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.matters.access import voices as access
from lianxin.matters.actions import closing
from lianxin.matters.clashes import again_on_clash
from lianxin.matters.models import Rating, Voice
from lianxin.matters.told import tell_owner
from lianxin.people.models import User


@again_on_clash
@transaction.atomic
def rate(voice: Voice, *, by: User, step: int, comment: str = "") -> Rating:
    """BY says how satisfied they are; the latest rating counts, the earlier ones stay."""
    require(access.may_rate(by, voice))
    rating, is_new = _rate(voice, step, comment)
    if is_new:
        record("voice.rated", voice, by=by, turn=rating.turn, step=step)
        tell_owner(voice, "voice.rated")
    return rating


@again_on_clash
@transaction.atomic
def rate_by_code(voice: Voice, *, step: int, comment: str = "") -> Rating:
    """The same by whoever holds the receipt."""
    require(access.can_be_rated(voice))
    rating, is_new = _rate(voice, step, comment)
    if is_new:
        record("voice.rated", voice, by=None, turn=rating.turn, step=step)
    return rating


@transaction.atomic
def ask_to_reopen(voice: Voice, *, by: User, reason: str) -> None:
    """BY says that it is not settled; the matter is in hand again."""
    require(access.may_ask_to_reopen(by, voice))
    assert voice.matter is not None
    record("voice.reopening_asked", voice, by=by, matter=voice.matter.pk)
    closing.reopen(voice.matter, by=by, voice=voice, reason=reason)


@transaction.atomic
def reopen_by_code(voice: Voice, *, reason: str) -> None:
    """The same by whoever holds the receipt."""
    require(access.can_be_reopened(voice))
    assert voice.matter is not None
    record("voice.reopening_asked", voice, by=None, matter=voice.matter.pk)
    closing.reopen(voice.matter, by=None, voice=voice, reason=reason)


def _rate(voice: Voice, step: int, comment: str) -> tuple[Rating, bool]:
    """The rating, and whether it is new: the same one sent twice is one."""
    last = Rating.objects.filter(voice=voice).order_by("-turn").first()
    if last and (last.step, last.comment) == (step, comment):
        return last, False
    turn = (last.turn if last else 0) + 1
    return Rating.objects.create(voice=voice, turn=turn, step=step, comment=comment), True
