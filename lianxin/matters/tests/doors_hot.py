"""The doors of hot issues, and who gets through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from lianxin.matters.models import Voice
from lianxin.matters.tests.hot_stories import a_monthly, a_nursery, an_issue
from tests.cast import Cast
from tests.doors import Door

#                     guest li   chen wang zhao zhou sun  qian zheng
IN_OFFICE = (302, 403, 200, 200, 200, *(403,) * 4)
OFFICE_DOES = (302, 403, 302, 302, 302, *(403,) * 4)
SEE_IT = (302, 404, 200, 200, *(404,) * 5)
DO_IT = (302, 404, 302, 302, *(404,) * 5)
LEADER = (302, 404, 403, 200, *(404,) * 5)
LEADER_DOES = (302, 404, 403, 302, *(404,) * 5)


def issue(**changes: Any) -> Callable[[Cast], list[Any]]:
    return lambda cast: [an_issue(cast, **changes).pk]


def monthly(**changes: Any) -> Callable[[Cast], list[Any]]:
    return lambda cast: [a_monthly(cast, **changes).pk]


def one_of_it(cast: Cast) -> dict[str, Any]:
    """The first voice of the only issue there is."""
    return {
        "voices": list(
            Voice.objects.filter(hot__issue__isnull=False).values_list("pk", flat=True)[:1]
        )
    }


def beside(cast: Cast) -> list[Any]:
    a_nursery(cast, 0)
    return [an_issue(cast).pk]


PUBLISHED = monthly(result="已换好", published_on=timezone.localdate())
DOORS = {
    "matters:hot": Door("get", IN_OFFICE),
    "matters:hot-difficult": Door("get", IN_OFFICE),
    "matters:hot-months": Door("get", IN_OFFICE),
    "matters:hot-weights": Door("get", IN_OFFICE),
    "matters:hot-regroup": Door("post", OFFICE_DOES),
    "matters:hot-issue": Door("get", SEE_IT, issue()),
    "matters:hot-rename": Door("get", SEE_IT, issue()),
    "matters:hot-split": Door("post", DO_IT, issue(), one_of_it),
    "matters:hot-remove": Door("post", DO_IT, issue(), one_of_it),
    "matters:hot-join": Door("get", SEE_IT, issue()),
    "matters:hot-add": Door("get", SEE_IT, beside),
    "matters:hot-take-up": Door("get", SEE_IT, issue()),
    "matters:hot-monthly": Door("get", LEADER, issue()),
    "matters:hot-plan": Door("get", SEE_IT, monthly()),
    "matters:hot-result": Door("get", SEE_IT, monthly()),
    "matters:hot-settle": Door("post", DO_IT, monthly(result="已换好")),
    "matters:hot-put-back": Door("post", LEADER_DOES, monthly()),
    "matters:hot-publish": Door("get", SEE_IT, monthly(result="已换好")),
    "matters:hot-withdraw": Door("post", DO_IT, PUBLISHED),
    "public:months": Door("get", (200,) * 9),
}
