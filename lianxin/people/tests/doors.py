"""Who gets through the doors of people.

The register and the units are kept by the system administrator, duties and passwords by the
security administrator; everyone has their own line, and an officer sees those of the branch.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from lianxin.people.models import Post, RosterImport, SpecialDay
from lianxin.people.roster import Row
from tests.cast import Cast, a_unit
from tests.doors import Door


def li(cast: Cast) -> list[Any]:
    return [cast.li.pk]


def first(cast: Cast) -> list[Any]:
    return [cast.first.pk]


def empty_unit(cast: Cast) -> list[Any]:
    return [a_unit("三连", cast.regiment).pk]


def chens_post(cast: Cast) -> list[Any]:
    return [Post.objects.get(user=cast.chen).pk]


def gone(cast: Cast) -> list[Any]:
    cast.li.is_active = False
    cast.li.save()
    return [cast.li.pk]


def waiting(cast: Cast) -> list[Any]:
    cast.li.must_choose_password, cast.li.last_login = True, None
    cast.li.save()
    return [cast.li.pk]


def a_day(cast: Cast) -> list[Any]:
    return [SpecialDay.objects.create(day="2026-12-01").pk]


def a_roster(cast: Cast) -> list[Any]:
    rows = [vars(Row(2, name="新人", unit="一连"))]
    return [RosterImport.objects.create(by=cast.sun, file_name="名册.xlsx", rows=rows).pk]


def applied(cast: Cast) -> list[Any]:
    roster = RosterImport.objects.create(by=cast.sun, file_name="名册.xlsx", state="applied")
    return [roster.pk]


ALL = (302, 200, 200, 200, 200, 200, 200, 200, 200)
OWN = (302, 302, 302, 302, 302, 302, 302, 302, 302)
#                guest  li  chen wang zhao zhou  sun qian zheng
KEEPS = (302, 403, 403, 403, 403, 403, 200, 403, 403)  # a page of the system administrator
KEPT = (302, 403, 403, 403, 403, 403, 302, 403, 403)  # a deed of the same, and on to a page
OF_LI = (302, 403, 403, 403, 404, 403, 302, 403, 403)  # 赵敏 of 二连 does not even see 李强
SECURES_LI = (302, 403, 403, 403, 404, 403, 403, 302, 403)
ROSTER = (302, 404, 404, 404, 404, 404, 302, 404, 404)

DOORS = {
    "people:index": Door("get", ALL),
    "people:add": Door("get", KEEPS),
    "people:person": Door("get", (302, 200, 200, 200, 404, 200, 200, 200, 200), li),
    "people:edit": Door("get", (302, 403, 403, 403, 404, 403, 200, 403, 403), li),
    "people:transfer": Door("post", OF_LI, li, lambda cast: {"unit": cast.second.pk}),
    "people:leave": Door("post", OF_LI, li),
    "people:bring-back": Door(
        # 李强 has left: his own session is no longer one
        "post", (302, 302, 403, 403, 404, 403, 302, 403, 403), gone,
        lambda cast: {"unit": cast.first.pk},
    ),
    "people:first-password": Door(
        # 李强 himself is led to choose a password; nobody else may make him one
        "post", (302, 302, 403, 403, 404, 403, 200, 403, 403), waiting,
    ),
    "people:reset-password": Door("post", (302, 403, 403, 403, 404, 403, 403, 200, 403), li),
    "people:end-sessions": Door("post", (302, 302, 403, 403, 404, 403, 403, 302, 403), li),
    "people:appoint": Door(
        "post", SECURES_LI, li,
        lambda cast: {"duty": "officer", "unit": cast.first.pk, "since": timezone.localdate()},
    ),
    "people:unlock": Door("post", (302, 403, 403, 403, 404, 403, 403, 409, 403), li),
    "people:posts": Door("get", ALL),
    "people:end-post": Door("get", (302, 403, 403, 403, 403, 403, 403, 200, 403), chens_post),
    "people:extend-post": Door("get", (302, 403, 403, 403, 403, 403, 403, 200, 403), chens_post),
    "people:locks": Door("get", (302, 403, 403, 403, 403, 403, 403, 200, 403)),
    "people:units": Door("get", ALL),
    "people:unit": Door("get", ALL, first),
    "people:add-unit": Door("post", KEPT, first, lambda cast: {"name": "一排"}),
    "people:rename-unit": Door("post", KEPT, first, lambda cast: {"name": "一连队"}),
    "people:reorder-unit": Door("post", KEPT, first, lambda cast: {"to": "later"}),
    "people:move-unit": Door(
        "post", KEPT, first, lambda cast: {"move-target": cast.second.pk}
    ),
    "people:merge-unit": Door(
        "post", KEPT, first, lambda cast: {"merge-target": cast.second.pk}
    ),
    "people:close-unit": Door("post", KEPT, empty_unit),
    "people:rosters": Door("get", KEEPS),
    "people:roster-template": Door("get", KEEPS),
    "people:roster": Door("get", (302, 404, 404, 404, 404, 404, 200, 404, 404), a_roster),
    "people:apply-roster": Door("post", ROSTER, a_roster),
    "people:discard-roster": Door("post", ROSTER, a_roster),
    "people:refused-rows": Door("get", (302, 404, 404, 404, 404, 404, 200, 404, 404), a_roster),
    "people:roster-passwords": Door(
        "post", (302, 404, 404, 404, 404, 404, 200, 404, 404), applied
    ),
    "people:days": Door("get", KEEPS),
    "people:remove-day": Door("post", KEPT, a_day),
    "people:me": Door("get", ALL),
    "people:correct-own": Door("post", OWN),
    "people:ask-for-name": Door("post", OWN, data=lambda cast: {"name": "李小强"}),
    "people:end-own-sessions": Door("post", OWN),
    "people:sign-in": Door("get", (200, 302, 302, 302, 302, 302, 302, 302, 302)),
    "people:sign-out": Door("post", OWN),
    "people:choose-password": Door("get", OWN),
    "people:password": Door("get", ALL),
}  # fmt: skip
