"""What happened: one row for each deed, written with it, never changed."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.journal import access
from lianxin.kernel.models import ScopedQuerySet, UnorderedKey
from lianxin.kernel.prepared import enter
from lianxin.people.models import User

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class EventQuerySet(ScopedQuerySet["Event"]):
    def rule(self, user: User) -> Q:
        return access.visible(user)

    def about(self, *subjects: models.Model) -> EventQuerySet:
        """Of these rows; the caller has already found them through their own rule."""
        wanted = Q(pk__in=[])
        for subject in subjects:
            wanted |= Q(subject=subject._meta.label, subject_id=subject.pk)
        return self.filter(wanted).select_related("by")

    def update(self, **changes: Any) -> int:
        raise TypeError("The journal is written once.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("The journal is written once.")


class Event(models.Model):
    """A deed. Its key is random and, without a doer, its time is a day only."""

    id = UnorderedKey()
    at = models.DateTimeField(gettext_lazy("时间"), default=timezone.now)
    by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=gettext_lazy("办理人"),
        db_index=False,
    )
    verb = models.CharField(max_length=60)  # "matter.accepted"
    subject = models.CharField(max_length=60)  # "matters.Matter"
    subject_id = models.BigIntegerField()
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("日志")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["subject", "subject_id"], name="journal_subject"),
            models.Index(fields=["at"], name="journal_at"),
            models.Index(
                fields=["by"], name="journal_by", condition=models.Q(by__isnull=False)
            ),  # what nobody in particular did needs no place in it
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}:{self.subject_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("The journal is written once.")
        super().save(*args, force_insert=True, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("The journal is written once.")

    def sentence(self) -> str:
        """What happened, in words for people; each app's verbs.py has the wording."""
        facts = {**self.facts, "by": self.by or _("系统")}
        return str(wording()[self.verb]) % facts


@cache
def wording() -> dict[str, StrPromise]:
    verbs: dict[str, StrPromise] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("lianxin.") and module_has_submodule(app.module, "verbs"):
            verbs |= import_module(f"{app.name}.verbs").VERBS
    return verbs


def line(verb: str, subject: models.Model, *, by: User | None, **facts: Any) -> Event:
    """An unsaved event, for deeds over many rows that are written with one insert."""
    now = timezone.localtime()
    at = now if by else now.replace(hour=0, minute=0, second=0, microsecond=0)
    return Event(
        at=at, verb=verb, subject=subject._meta.label, subject_id=subject.pk, by=by, facts=facts
    )


def record(verb: str, subject: models.Model, *, by: User | None, **facts: Any) -> Event:
    """Write that BY did VERB to SUBJECT. Call it inside the deed's transaction.

    With nobody to name, only the day is kept: the minute could tell who it was.
    """
    event = line(verb, subject, by=by, **facts)
    if not enter(event):
        raise IntegrityError(verb)
    return event
