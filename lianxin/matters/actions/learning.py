"""归类: an officer says what a voice is about, and the engine learns from it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.matters import learning
from lianxin.matters.access import learning as access
from lianxin.matters.models import Category, Voice
from lianxin.people.models import User
from lianxin.queue.actions import enqueue
from lianxin.queue.models import Job


@transaction.atomic
def classify(chosen: Mapping[Voice, Category], *, by: User) -> int:
    """Each voice gets its category; one that was taken in meanwhile keeps what it has."""
    require(access.may_classify(by, list(chosen)))
    done = 0
    for voice, category in chosen.items():
        here = Voice.objects.filter(pk=voice.pk, matter=None)
        if not here.update(category=category):
            continue
        learning.decide([voice], category)
        record("voice.classified", voice, by=by, category=category.pk)
        done += 1
    return done


@transaction.atomic
def learn(*, by: User) -> Job:
    """Now, and not only in the night."""
    require(access.may_learn(by))
    if Job.objects.filter(
        kind=learning.RUN, state__in=[Job.State.QUEUED, Job.State.RUNNING]
    ).exists():
        raise Refused(_("正在学习，请稍等片刻再看。"))
    job = enqueue(
        learning.RUN,
        by=by,
        title=_("学习归类"),
        url=reverse("matters:engine"),
    )
    record("model.learning_asked", job, by=by)
    return job
