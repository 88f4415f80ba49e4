"""Who gets through the doors of notices: everyone to their own, nobody to another's."""

from __future__ import annotations

from django.utils import timezone

from lianxin.notices.models import Notice
from tests.cast import Cast
from tests.doors import Door


def of_chen(cast: Cast) -> list[int]:
    now = timezone.now()
    notice = Notice.objects.create(
        to=cast.chen, verb="", subject="people.User", subject_id=1, url="/", at=now, show_from=now
    )
    return [notice.pk]


DOORS = {
    #                            guest  li  chen wang zhao zhou  sun qian zheng
    "notices:index": Door("get", (302, 200, 200, 200, 200, 200, 200, 200, 200)),
    "notices:read-all": Door("post", (302, 302, 302, 302, 302, 302, 302, 302, 302)),
    "notices:open": Door("get", (302, 404, 302, 404, 404, 404, 404, 404, 404), of_chen),
    "notices:read": Door("post", (302, 404, 302, 404, 404, 404, 404, 404, 404), of_chen),
}
