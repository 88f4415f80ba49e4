"""Who may read a file: whoever sees the row it belongs to. Files have no rule of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Model

from lianxin.kernel.models import ScopedQuerySet

if TYPE_CHECKING:
    from lianxin.files.models import Attachment
    from lianxin.people.models import User


def may_read(user: User, attachment: Attachment) -> bool:
    owner = attachment.owner_model()._base_manager.filter(pk=attachment.owner_id).first()
    return owner is not None and _sees(user, owner)


def _sees(user: User, row: Model) -> bool:
    """By the row's own rule, or by that of the row through which it is reached."""
    if row._meta.label == "people.User":
        return row == user  # what is reached through a person is theirs alone
    rows = type(row)._default_manager.all()
    if isinstance(rows, ScopedQuerySet):
        return rows.visible_to(user).filter(pk=row.pk).exists()
    if getattr(row, "open_to_all", False):
        return True
    above = getattr(row, getattr(row, "reached_through", ""), None)
    if isinstance(above, Model) and _sees(user, above):
        return True
    return bool(also := getattr(row, "also_reached_through", "")) and _reaches(user, row, also)


def _reaches(user: User, row: Model, path: str) -> bool:
    """Whether one of the rows at the end of PATH is seen: a reply went out to several voices."""
    end: type[Model] = type(row)
    for step in path.split("__"):
        end = end._meta.get_field(step).related_model  # type: ignore[assignment]
    rows = end._default_manager.all()
    assert isinstance(rows, ScopedQuerySet), f"{end.__name__} has no rule of visibility"
    seen = {f"{path}__in": rows.visible_to(user)}
    return type(row)._base_manager.filter(pk=row.pk, **seen).exists()
