"""The doors of voices, and who gets through."""

from __future__ import annotations

from typing import Any

from lianxin.matters.models import Voice
from lianxin.matters.tests.stories import a_matter, a_nameless_voice, a_voice
from tests.cast import Cast
from tests.doors import Door

#                guest li   chen wang zhao zhou sun  qian zheng
EVERYONE = (200,) * 9
SIGNED_IN = (302, *(200,) * 8)
ONLY_LI = (302, 200, *(404,) * 7)
ONLY_LI_DOES = (302, 302, *(404,) * 7)
HANDLERS = (302, 302, 200, 200, *(404,) * 5)
HANDLERS_DO = (302, 404, 302, 302, *(404,) * 5)
THOSE_IN_OFFICE = (302, 403, 200, 200, 200, *(403,) * 4)


def with_code(cast: Cast) -> dict[str, Any]:
    return {"code": a_nameless_voice(cast)[1]}


def of_an_answered_one(**typed: Any):
    def data(cast: Cast) -> dict[str, Any]:
        voice, code = a_nameless_voice(cast)
        a_matter(cast, voice, state="answered")
        return {"code": code, **typed}

    return data


def voice_of_li(cast: Cast) -> list[Any]:
    return [a_voice(cast).pk]


def answered_voice_of_li(cast: Cast) -> list[Any]:
    voice = a_voice(cast)
    a_matter(cast, voice, state="answered")
    return [voice.pk]


def declined_voice_of_li(cast: Cast) -> list[Any]:
    return [a_voice(cast, state=Voice.State.DECLINED, decline_kind="unclear").pk]


DOORS = {
    "public:start": Door("get", EVERYONE),
    "public:raise": Door("get", EVERYONE),
    "public:receipt": Door("post", EVERYONE, data=with_code),
    "public:follow": Door("post", EVERYONE, data=with_code),
    "public:write": Door(
        "post", EVERYONE, data=lambda cast: {**with_code(cast), "text": "还是没有热饭。"}
    ),
    "public:rate": Door("post", EVERYONE, data=of_an_answered_one(step="3")),
    "public:reopen": Door("post", EVERYONE, data=of_an_answered_one(reason="没有解决")),
    "public:file": Door("post", (404,) * 9, args=lambda cast: [1], data=with_code),
    "public:stored": Door("post", EVERYONE, data=with_code),
    "public:board": Door("get", EVERYONE),
    "public:results": Door("get", EVERYONE),
    "matters:raise": Door("get", SIGNED_IN),
    "matters:my-voices": Door("get", SIGNED_IN),
    "matters:my-voice": Door("get", ONLY_LI, args=voice_of_li),
    "matters:write": Door(
        "post", ONLY_LI_DOES, args=voice_of_li, data=lambda cast: {"text": "还有一点。"}
    ),
    "matters:rate": Door(
        "post", ONLY_LI_DOES, args=answered_voice_of_li, data=lambda cast: {"step": "4"}
    ),
    "matters:ask-to-reopen": Door(
        "post", ONLY_LI_DOES, args=answered_voice_of_li, data=lambda cast: {"reason": "没修好"}
    ),
    "matters:stored": Door("get", ONLY_LI, args=voice_of_li),
    "matters:waiting": Door("get", THOSE_IN_OFFICE),
    "matters:record": Door("get", THOSE_IN_OFFICE),
    "matters:voice": Door("get", HANDLERS, args=voice_of_li),
    "matters:ask": Door(
        "post", HANDLERS_DO, args=voice_of_li, data=lambda cast: {"text": "哪天的事？"}
    ),
    "matters:decline": Door(
        "post",
        HANDLERS_DO,
        args=voice_of_li,
        data=lambda cast: {"kind": "other_office", "note": "请找人社所，带身份证。"},
    ),
    "matters:reconsider": Door("post", HANDLERS_DO, args=declined_voice_of_li),
    "matters:slips": Door("get", THOSE_IN_OFFICE),
    "matters:slip-batch": Door(
        "post",
        (302, 403, 200, 200, 422, *(403,) * 4),
        data=lambda cast: {"unit": cast.first.pk, "count": 24},
    ),
}
