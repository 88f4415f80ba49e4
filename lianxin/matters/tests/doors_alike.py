"""The doors of voices with one text, and who gets through."""

from __future__ import annotations

from typing import Any

from lianxin.matters.actions import alike
from lianxin.matters.likening import compare_new
from lianxin.matters.models import Voice
from lianxin.matters.tests.stories import a_voice
from tests.cast import Cast
from tests.doors import Door

#                     guest li   chen wang zhao zhou sun  qian zheng
IN_OFFICE = (302, 403, 200, 200, 200, *(403,) * 4)
HANDLE_IT = (302, 404, 302, 302, *(404,) * 5)
SEE_IT = (302, 404, 200, 200, *(404,) * 5)


def one_of_two(cast: Cast) -> list[Any]:
    one, _other = a_voice(cast), a_voice(cast)
    compare_new()
    return [one.pk]


def apart(cast: Cast) -> list[Any]:
    (pk,) = one_of_two(cast)
    alike.set_apart(Voice.objects.get(pk=pk), by=cast.chen)
    return [pk]


def both(cast: Cast) -> dict[str, Any]:
    return {"voice": list(Voice.objects.filter(state="waiting").values_list("pk", flat=True))}


DOORS = {
    "matters:alike": Door("get", IN_OFFICE),
    "matters:alike-group": Door("get", SEE_IT, one_of_two),
    "matters:alike-gather": Door("post", HANDLE_IT, one_of_two, both),
    "matters:alike-apart": Door("post", HANDLE_IT, one_of_two),
    "matters:alike-back": Door("post", HANDLE_IT, apart),
}
