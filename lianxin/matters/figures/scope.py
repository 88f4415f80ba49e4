"""Which voices are asked for, and where their pages are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from lianxin.matters.models import Category, Matter, Voice
from lianxin.people.duties import HANDLING
from lianxin.people.models import Unit, User

if TYPE_CHECKING:
    from lianxin.matters.models.voices import VoiceQuerySet


@dataclass(frozen=True)
class Scope:
    """All voices unless said otherwise; days are those of receipt, both included.

    LATE_AT asks for those whose matter is in hand and was past its term at that moment.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    unit: Unit | None = None  # and its branch
    category: int | None = None  # the key of a category, and what is beneath it
    state: str = ""  # of the voice: waiting, taken, declined, archived
    matter_state: str = ""  # of its matter: in_hand, answered, closed
    closure: str = ""
    channel: str = ""
    late_at: dt.datetime | None = None

    def limits(self) -> Q:
        wanted = Q()
        if self.since:
            wanted &= Q(received_on__gte=self.since)
        if self.until:
            wanted &= Q(received_on__lte=self.until)
        if self.unit:
            wanted &= Q(unit__in=Unit.objects.within(self.unit))
        if self.category:
            wanted &= in_category(self.category)
        if self.late_at:
            wanted &= Q(matter__state=Matter.State.IN_HAND, matter__due__lt=self.late_at)
        for field, value in (
            ("state", self.state),
            ("matter__state", self.matter_state),
            ("matter__closure", self.closure),
            ("channel", self.channel),
        ):
            if value:
                wanted &= Q(**{field: value})
        return wanted


def in_category(pk: int) -> Q:
    """By the matter's category where there is a matter, else by the voice's own."""
    beneath = Category.objects.filter(Q(pk=pk) | Q(parent=pk) | Q(parent__parent=pk))
    return Q(matter__category__in=beneath) | Q(matter__isnull=True, category__in=beneath)


def handled_by(viewer: User, scope: Scope) -> VoiceQuerySet:
    """Voices VIEWER sees because of a duty, not because they raised them."""
    served = Unit.objects.served_by(viewer, *HANDLING)
    mine = Q(unit__in=served) | Q(matter__owner=viewer)
    return Voice.objects.visible_to(viewer).filter(mine, scope.limits())
