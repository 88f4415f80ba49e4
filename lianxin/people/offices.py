"""How a post comes to its end; several deeds need it, each with a rule of its own."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from lianxin.kernel.errors import Refused
from lianxin.people.models import ADMINISTRATION, Post

ONE_DAY = dt.timedelta(days=1)


def stop(post: Post, day: dt.date) -> None:
    """The last day is the one before DAY; what would not have lasted a day is taken away."""
    if post.since < day:
        change_end(post, day - ONE_DAY)
    elif not Post.objects.filter(pk=post.pk, until=post.until).delete()[0]:
        raise Refused(_("这项任职刚刚被别人改动，请刷新后再试。"))


def change_end(post: Post, until: dt.date | None) -> None:
    """Only if nobody has changed it since it was read."""
    if not Post.objects.filter(pk=post.pk, until=post.until).update(until=until):
        raise Refused(_("这项任职刚刚被别人改动，请刷新后再试。"))
    post.until = until


def refuse_losing_the_last(post: Post, day: dt.date) -> None:
    """One of each administration must remain: someone else who holds it without an end."""
    if post.duty not in ADMINISTRATION:
        return
    lasting = Post.objects.select_for_update(of=("self",)).filter(
        duty=post.duty, until=None, since__lte=day, user__is_active=True
    )
    if all(held.user_id == post.user_id for held in lasting):
        raise Refused(
            _("至少要保留一位长期任职的%(duty)s。请先任命另一位，再结束这一项。")
            % {"duty": post.get_duty_display()}
        )
