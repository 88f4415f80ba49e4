"""Who sits behind a session."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from lianxin.people.models import User


class WithUnit(ModelBackend):
    """The person of a session together with their unit: every page shows both."""

    def get_user(self, user_id: Any) -> User | None:
        person = User.objects.select_related("unit").filter(pk=user_id).first()
        return person if person and self.user_can_authenticate(person) else None
