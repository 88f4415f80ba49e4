"""What every model of the platform has: a rule for who may see it, and moves."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models.lookups import In
from django.utils.translation import gettext as _

from lianxin.kernel.errors import Refused

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser
    from django.db.backends.base.base import BaseDatabaseWrapper

    _BigInteger = models.BigIntegerField[int, int]
else:
    _BigInteger = models.BigIntegerField

M = TypeVar("M", bound=models.Model)


def unordered_key() -> int:
    """A random key: counting up would tell the order, and the order the minute."""
    return secrets.randbits(62) + 1


class UnorderedKey(_BigInteger):
    """A primary key that tells no order, not even to who reads the file of the database.

    SQLite numbers the rows of a table by itself, in the order they came, unless the key's
    type is exactly ``integer``: then the key *is* that number.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"primary_key": True, "default": unordered_key, "editable": False}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for said_already in ("primary_key", "default", "editable"):
            del kwargs[said_already]
        return name, path, args, kwargs

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


@models.Field.register_lookup
class Among(In):
    """pk__among=…: IN, but PostgreSQL finds the keys first and then the rows by their keys.

    Left to itself it takes the keys for many, and reads the whole table beside them.
    """

    lookup_name = "among"

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        key, params = self.process_lhs(compiler, connection)
        keys, more = self.process_rhs(compiler, connection)
        return f"{key} = ANY(ARRAY{keys})", [*params, *more]


def united(rows: models.QuerySet[M], ways: Sequence[models.Q]) -> models.Q:
    """The ROWS that fit one of WAYS: each way by its own index, and the keys put together.

    As one condition with OR, both databases would rather read the whole table.
    """
    first, *rest = (rows.filter(way).order_by().values("pk") for way in ways)
    return models.Q(pk__among=first.union(*rest))


class ScopedQuerySet(models.QuerySet[M]):
    """A queryset that knows what each person may see of it.

    Pages, forms and figures begin every query with ``visible_to``. Only actions
    and jobs, which work for no one in particular, may begin without it.
    """

    def rule(self, user: Any) -> models.Q:
        raise NotImplementedError

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        if user.is_anonymous:
            return self.none()
        return self.filter(self.rule(user))


class Moving(models.Model):
    """A model with a state, changed only along the arrows in MOVES."""

    MOVES: ClassVar[dict[str, tuple[frozenset[str], str]]] = {}

    state = models.CharField(max_length=20)

    class Meta:
        abstract = True

    def can(self, name: str) -> bool:
        return self.state in self.MOVES[name][0]

    def move(self, name: str, **changes: Any) -> None:
        """Follow the arrow NAME, writing CHANGES with it, or raise Refused.

        The row is compared and set in one UPDATE, so two people pressing the
        same button at once cannot both succeed, on SQLite or PostgreSQL.
        """
        allowed, target = self.MOVES[name]
        rows = type(self)._base_manager.filter(pk=self.pk, state__in=allowed)
        if not rows.update(state=target, **changes):
            raise Refused(_("状态已经变化，请刷新后再试。"))
        for field, value in {"state": target, **changes}.items():
            setattr(self, field, value)
