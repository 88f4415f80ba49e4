"""The doors of handling, and who gets through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from lianxin.matters.actions import closing, deciding, extending, merging, transfer
from lianxin.matters.actions.closing import Ending
from lianxin.matters.models import Category, Publication, Revisit
from lianxin.matters.tests.stories import a_matter, a_voice
from tests.cast import Cast
from tests.doors import Door

Args = Callable[[Cast], list[Any]]

#                     guest li   chen wang zhao zhou sun  qian zheng
IN_OFFICE = (302, 403, 200, 200, 200, *(403,) * 4)
LEADERS = (302, 403, 403, 200, 403, *(403,) * 4)
SEE_IT = (302, 404, 200, 200, *(404,) * 5)
HANDLE_IT = (302, 404, 302, 302, *(404,) * 5)
OWNER = (302, 404, 200, 403, *(404,) * 5)
OWNER_OR_LEADER = SEE_IT
LEADER = (302, 404, 403, 200, *(404,) * 5)
ADMINISTRATOR = (302, *(403,) * 5, 200, 403, 403)
ADMINISTRATOR_DOES = (302, *(403,) * 5, 302, 403, 403)


def a_waiting_voice(cast: Cast) -> list[Any]:
    return [a_voice(cast).pk]


def to_accept(cast: Cast) -> dict[str, Any]:
    return {"title": "夜班热饭", "unit": cast.first.pk, "urgency": "simple"}


def to_join(cast: Cast) -> dict[str, Any]:
    """李强's voice goes to a matter of 一连."""
    return {"number": a_matter(cast).number}


def one_of_two(cast: Cast) -> list[Any]:
    voice = a_voice(cast)
    a_matter(cast, voice, a_voice(cast))
    return [voice.pk]


def matter(**changes: Any) -> Args:
    return lambda cast: [a_matter(cast, **changes).pk]


def closed(**changes: Any) -> Args:
    return matter(state="closed", closure="queued", closed_at=timezone.now(), **changes)


def with_helper(cast: Cast) -> list[Any]:
    found = a_matter(cast)
    found.helpers.add(cast.guli)
    return [found.pk, cast.guli.pk]


def offered(to: str) -> Args:
    def args(cast: Cast) -> list[Any]:
        found = a_matter(cast)
        person = getattr(cast, to)
        return [found.pk, transfer.offer(found, by=cast.chen, to=person, reason="后勤").pk]

    return args


def with_meeting(cast: Cast) -> list[Any]:
    found = a_matter(cast)
    return [found.pk, deciding.call_meeting(found, by=None, cause="conflict").pk]


def with_extension(cast: Cast) -> list[Any]:
    found = a_matter(cast)
    until = found.due + dt.timedelta(days=2)
    asked = extending.ask_for_time(found, by=cast.chen, until=until, reason="等配件")
    return [found.pk, asked.pk]


def with_closure_request(cast: Cast) -> list[Any]:
    found = a_matter(cast, state="answered")
    ending = Ending("impossible", "没有条件")
    return [found.pk, closing.ask_to_close(found, ending, by=cast.chen).pk]


def with_revisit(cast: Cast) -> list[Any]:
    (pk,) = closed(review_on=timezone.localdate())(cast)
    return [pk, Revisit.objects.create(matter_id=pk, due_on=timezone.localdate()).pk]


def merged(cast: Cast) -> list[Any]:
    found = a_matter(cast)
    return [found.pk, merging.merge(found, a_matter(cast), by=cast.chen, reason="同一件事").pk]


def published(cast: Cast) -> list[Any]:
    (pk,) = closed(review_on=timezone.localdate())(cast)
    Publication.objects.create(matter_id=pk, title="t", problem="p", result="r", by=cast.chen)
    return [pk]


def a_category(cast: Cast) -> list[Any]:
    return [Category.objects.create(code="heat", name="供暖").pk]


def into_another(cast: Cast) -> dict[str, Any]:
    return {"into": Category.objects.create(code="warm", name="取暖").pk}


QUEUED = closed(review_on=timezone.localdate())

DOORS = {
    "matters:index": Door("get", IN_OFFICE),
    "matters:watched": Door("get", LEADERS),
    "matters:assign": Door("get", LEADERS),
    "matters:promise": Door("get", IN_OFFICE),
    "matters:accept": Door("post", (302, 403, 302, 302, *(404,) * 5), a_waiting_voice, to_accept),
    "matters:join": Door("post", (302, 403, 302, 302, *(404,) * 5), a_waiting_voice, to_join),
    "matters:separate": Door("post", (302, 403, 302, 302, *(404,) * 5), one_of_two),
    "matters:detail": Door("get", SEE_IT, matter()),
    "matters:note": Door("post", HANDLE_IT, matter(), lambda cast: {"text": "已联系"}),
    "matters:reclassify": Door("get", OWNER_OR_LEADER, matter()),
    "matters:avoid": Door("get", SEE_IT, matter()),
    "matters:add-helper": Door("get", OWNER_OR_LEADER, matter()),
    "matters:remove-helper": Door("post", HANDLE_IT, with_helper),
    "matters:offer": Door("get", OWNER, matter()),
    "matters:take-over": Door("post", (302, 404, 403, 403, 302, *(404,) * 4), offered("zhao")),
    "matters:turn-back": Door("get", (302, 404, 403, 403, 200, *(404,) * 4), offered("zhao")),
    "matters:withdraw": Door("post", (302, 404, 302, 403, 403, *(404,) * 4), offered("zhao")),
    "matters:decide": Door("get", LEADER, with_meeting),
    "matters:ask-for-time": Door("get", OWNER, matter()),
    "matters:answer-extension": Door("get", LEADER, with_extension),
    "matters:escalate": Door("get", LEADER, matter()),
    "matters:lift": Door("get", LEADER, matter(level=1)),
    "matters:reply": Door("get", OWNER, matter()),
    "matters:draft": Door(
        "post", (302, 404, 204, 403, *(404,) * 5), matter(), lambda cast: {"text": "草稿"}
    ),
    "matters:close": Door("get", OWNER, matter(state="answered")),
    "matters:answer-closing": Door("get", LEADER, with_closure_request),
    "matters:reopen": Door("get", OWNER_OR_LEADER, QUEUED),
    "matters:review": Door("get", OWNER_OR_LEADER, QUEUED),
    "matters:revisit": Door("get", SEE_IT, with_revisit),
    "matters:merge": Door("get", SEE_IT, matter()),
    "matters:unmerge": Door("get", SEE_IT, merged),
    "matters:take-up": Door("get", OWNER, matter(kind="promise")),
    "matters:publish": Door("get", SEE_IT, QUEUED),
    "matters:unpublish": Door("post", HANDLE_IT, published),
    "matters:categories": Door("get", ADMINISTRATOR),
    "matters:add-category": Door("get", ADMINISTRATOR),
    "matters:category": Door("get", ADMINISTRATOR, a_category),
    "matters:move-category": Door("post", ADMINISTRATOR_DOES, a_category),
    "matters:merge-category": Door("post", ADMINISTRATOR_DOES, a_category, into_another),
    "matters:switch-category": Door("post", ADMINISTRATOR_DOES, a_category),
}
