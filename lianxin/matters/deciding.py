"""What is put to a leader and not yet decided: the few open rows, from which their matters
are found. The caller looks at those through their own rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lianxin.matters.models import ClosureRequest, Extension, Meeting

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lianxin.people.models import User


def undecided(leader: User) -> dict[str, QuerySet[Any, Any]]:
    """By the name under which a matter knows them; what LEADER asked is for another to decide."""
    extensions = Extension.objects.filter(state=Extension.State.ASKED)
    closures = ClosureRequest.objects.filter(state=ClosureRequest.State.ASKED)
    return {
        "meetings": Meeting.objects.filter(state=Meeting.State.CALLED),
        "extensions": extensions.exclude(by=leader),
        "closure_requests": closures.exclude(by=leader),
    }
