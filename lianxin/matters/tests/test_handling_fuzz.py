"""Whatever is sent to the doors of handling: a sentence and a 4xx, never a traceback."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lianxin.matters.tests.doors_handling import DOORS
from tests.doors import VISITORS

FIELDS = (
    "title",
    "unit",
    "category",
    "urgency",
    "reason",
    "basis",
    "text",
    "kind",
    "to",
    "owner",
    "helper",
    "people",
    "until",
    "approve",
    "note",
    "level",
    "closure",
    "review_on",
    "way",
    "step",
    "number",
    "what",
    "whom",
    "due_on",
    "problem",
    "result",
    "confirmed",
    "name",
    "words",
    "parent",
    "into",
)
NASTY = (
    "",
    "\x00",
    "a\x00b",
    "\ud800".encode("utf-8", "surrogatepass"),
    b"\xff\xfe\xfd",
    "-1",
    str(2**80),
    "²",
    "9999-12-31",
    "<script>alert(1)</script>",
    "%(by)s %s {0} {{ x }}",
    "长" * 25_000,
)


def who_gets_through(door) -> str:
    through = (w for w, status in zip(VISITORS, door.statuses, strict=True) if status < 400)
    return next(visitor for visitor in through if visitor != "guest")


@pytest.mark.parametrize("name", sorted(DOORS))
def test_nonsense_is_told_not_thrown(cast, as_, name):
    door = DOORS[name]
    url = reverse(name, args=door.args(cast))
    client = as_(getattr(cast, who_gets_through(door)))
    for value in NASTY:
        assert client.post(url, dict.fromkeys(FIELDS, value)).status_code < 500
    assert client.get(url, {"q": "\x00", "like": "\x00", "page": "x"}).status_code < 500


def test_the_searches_take_every_sign(cast, as_):
    for value in (
        "\x00",
        "%",
        "_",
        "\\",
        "'",
        "长" * 200,
        "\ud800".encode("utf-8", "surrogatepass"),
    ):
        assert as_(cast.chen).get("/matters/", {"q": value, "like": value}).status_code == 200
