"""A notice is seen by the person it was written to, and by nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from lianxin.people.models import User


def visible(user: User) -> Q:
    return Q(to=user)
