"""公开: the result as everybody may read it, with what identifies people masked."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.matters.access import closing as access
from lianxin.matters.models import Matter, Publication
from lianxin.matters.speakers import speakers_named
from lianxin.people.models import User


@dataclass(frozen=True)
class Result:
    title: str
    problem: str
    result: str

    def all(self) -> str:
        return "\n".join((self.title, self.problem, self.result))


@transaction.atomic
def publish(matter: Matter, result: Result, *, by: User) -> Publication:
    """Published anew after it was withdrawn, the day is the new one."""
    require(access.may_publish(by, matter))
    if speakers_named(matter, result.all()):
        raise Refused(_("文字里有反映人的姓名或联系方式，请改掉后再公开。"))
    matter.hold()
    publication, _created = Publication.objects.update_or_create(
        matter=matter,
        defaults={
            "title": result.title,
            "problem": result.problem,
            "result": result.result,
            "by": by,
            "on": timezone.localdate(),
            "withdrawn_on": None,
        },
    )
    record("matter.published", matter, by=by, publication=publication.pk)
    return publication


@transaction.atomic
def withdraw_publication(publication: Publication, *, by: User) -> None:
    require(access.may_withdraw_publication(by, publication))
    there = Publication.objects.filter(pk=publication.pk, withdrawn_on=None)
    if not there.update(withdrawn_on=timezone.localdate()):
        raise Refused(_("刚刚已经撤下。"))
    publication.withdrawn_on = timezone.localdate()
    record("matter.unpublished", publication.matter, by=by, publication=publication.pk)
