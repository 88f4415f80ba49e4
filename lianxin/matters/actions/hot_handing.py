"""One matter for all that was said about an issue, so that one reply goes to every voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.matters.access import accepting as joining
from lianxin.matters.access import hot as access
from lianxin.matters.access import merging as merging_access
from lianxin.matters.actions import accepting, merging, transfer
from lianxin.matters.models import Category, HotIssue, Kind, Matter, Voice
from lianxin.people.models import Unit, User

AT_ONCE = 200  # voices taken in with one press: what comes after waits for the next


@dataclass(frozen=True)
class Work:
    """What the one matter is to be; INTO is an open one, or none for a new one."""

    into: Matter | None
    title: str
    category: Category | None
    urgency: str
    unit: Unit
    owner: User | None = None
    reason: str = ""


@dataclass(frozen=True)
class TakenUp:
    matter: Matter
    voices: int  # taken in now
    merged: int  # matters that came along
    left: int  # voices and matters that could not, each for its own rule, or for the next press


@transaction.atomic
def take_up(issue: HotIssue, work: Work, *, by: User) -> TakenUp:
    """Its waiting voices into one matter, its open matters merged into that, and an owner asked.

    Every voice and every matter asks its own rule: what BY may not do stays as it was.
    """
    require(access.may_take_up(by, issue))
    issue.hold()
    waiting = _waiting(issue, by)
    matter, rest = _begin(waiting, work, by)
    taken = len(waiting) - len(rest)
    joined = sum(_join(voice, matter, by) for voice in rest[: AT_ONCE - taken])
    others = _open_matters(issue, by, matter)
    merged = sum(_merge(other, matter, by) for other in others)
    left = len(rest) - joined + len(others) - merged
    if work.owner and work.owner.pk != matter.owner_id:
        transfer.offer(matter, by=by, to=work.owner, reason=work.reason or _("热点问题统一办理"))
    record("hot.taken_up", issue, by=by, number=matter.number, count=taken + joined)
    return TakenUp(matter, taken + joined, merged, left)


def _waiting(issue: HotIssue, by: User) -> list[Voice]:
    rows = Voice.objects.visible_to_handler(by).waiting().filter(hot__issue=issue)
    return list(rows.for_list().prefetch_related("avoid").order_by("received_on", "pk"))


def _begin(waiting: Sequence[Voice], work: Work, by: User) -> tuple[Matter, list[Voice]]:
    """The matter it all goes to, and the voices not yet in it."""
    if work.into:
        return work.into, list(waiting)
    first = next((voice for voice in waiting if joining.may_accept(by, voice)), None)
    if first is None:
        raise Refused(_("这个问题里没有您可以受理的诉求，请选择并入一件已有的事项。"))
    matter = accepting.accept(
        first,
        by=by,
        title=work.title,
        category=work.category,
        urgency=work.urgency,
        unit=work.unit,
    )
    return matter, [voice for voice in waiting if voice.pk != first.pk]


def _join(voice: Voice, matter: Matter, by: User) -> bool:
    turn = matter.turn
    try:
        with transaction.atomic():
            accepting.join(voice, matter, by=by)
    except (PermissionDenied, Refused):
        matter.turn = turn  # what was held has been given back
        return False
    return True


def _open_matters(issue: HotIssue, by: User, besides: Matter) -> list[Matter]:
    rows = Matter.objects.visible_to(by).open().filter(voices__hot__issue=issue)
    rows = rows.exclude(pk=besides.pk).exclude(kind=Kind.PROMISE).distinct()
    return list(rows.select_related("unit", "owner").order_by("pk"))


def _merge(other: Matter, into: Matter, by: User) -> bool:
    if not merging_access.may_merge(by, other, into):
        return False
    turn = into.turn
    try:
        with transaction.atomic():
            merging.merge(other, into, by=by, reason=_("热点问题统一办理"))
    except (PermissionDenied, Refused):
        into.turn = turn
        return False
    return True
