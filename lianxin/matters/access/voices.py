"""Who may see and do what with a voice. This is the only place that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from lianxin.people.duties import HANDLING, Duty
from lianxin.people.models import Unit, User

if TYPE_CHECKING:
    from lianxin.matters.models import Voice  # noqa: F401


def visible(user: User) -> Q:
    """The person who raised it; who serves its unit or owns its matter, unless to be avoided."""
    voice = apps.get_model("matters", "Voice")
    matter = apps.get_model("matters", "Matter")
    here = OuterRef("pk")
    handling = (
        Q(unit__in=Unit.objects.served_by(user, *HANDLING))
        | Q(matter__owner=user)
        | Exists(matter.helpers.through.objects.filter(matter=OuterRef("matter"), user=user))
    )
    avoided = Exists(voice.avoid.through.objects.filter(voice=here, user=user)) | Exists(
        matter.avoid.through.objects.filter(matter=OuterRef("matter"), user=user)
    )
    return Q(raised_by=user) | (handling & ~avoided)


def visible_slips(user: User) -> Q:
    return Q(unit__in=Unit.objects.served_by(user, Duty.OFFICER, Duty.LEADER))
