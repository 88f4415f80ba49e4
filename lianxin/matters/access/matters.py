"""Who may see and do what with a matter. This is the only place that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from lianxin.people.duties import HANDLING
from lianxin.people.models import Unit, User

if TYPE_CHECKING:
    from lianxin.matters.models import Matter  # noqa: F401


def visible(user: User) -> Q:
    """Who serves its unit, who owns, assigned, helps or is offered it; never who must avoid it."""
    matter = apps.get_model("matters", "Matter")
    offer = apps.get_model("matters", "Offer")
    here = OuterRef("pk")
    concerned = (
        Q(unit__in=Unit.objects.served_by(user, *HANDLING))
        | Q(owner=user)
        | Q(first_owner=user)
        | Q(assigned_by=user)
        | Exists(matter.helpers.through.objects.filter(matter=here, user=user))
        | Exists(offer.objects.filter(matter=here, to=user, state="offered"))
    )
    return Q(concerned & ~Exists(matter.avoid.through.objects.filter(matter=here, user=user)))
