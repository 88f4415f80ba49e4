"""Every door of the house, and who gets through. A new URL must be added to its app's table."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.doors import VISITORS, Door

ROOT = Path(__file__).parent.parent


def collected() -> dict[str, Door]:
    doors: dict[str, Door] = {}
    for path in sorted(ROOT.glob("lianxin/*/tests/doors*.py")):
        found = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts)).DOORS
        assert not doors.keys() & found.keys(), "a door stands in two tables"
        doors |= found
    return doors


DOORS = collected()


def names(patterns, prefix=""):
    for p in patterns:
        if isinstance(p, URLResolver):
            yield from names(p.url_patterns, f"{prefix}{p.namespace}:" if p.namespace else prefix)
        elif isinstance(p, URLPattern):
            yield f"{prefix}{p.name}"


def test_every_url_is_listed():
    assert set(names(get_resolver().url_patterns)) == set(DOORS)


@pytest.mark.parametrize("name", sorted(DOORS))
def test_door(name, cast, as_):
    door = DOORS[name]
    assert len(door.statuses) == len(VISITORS)
    answers = []
    for visitor in VISITORS:
        place = transaction.savepoint()
        url = reverse(name, args=door.args(cast))
        client = as_(None if visitor == "guest" else getattr(cast, visitor))
        answers.append(getattr(client, door.method)(url, door.data(cast)).status_code)
        transaction.savepoint_rollback(place)
    assert dict(zip(VISITORS, answers, strict=True)) == dict(
        zip(VISITORS, door.statuses, strict=True)
    )
